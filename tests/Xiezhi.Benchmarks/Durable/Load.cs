using System.Diagnostics;

namespace Xiezhi.Benchmarks.Durable;

/// <summary>Callers that work on one case after the other, each waiting for every answer.</summary>
/// <param name="work">Works on the case of a key; each transition is handed to the function that times it.</param>
/// <param name="callers">How many work at once.</param>
/// <param name="prefix">What the keys of the cases begin with.</param>
internal sealed class Load(Func<string, Func<Func<Task>, Task>, Task> work, int callers, string prefix)
{
    /// <summary>Works for a time; cases that were begun are finished, and count.</summary>
    public Task<LoadResult> RunAsync(TimeSpan duration)
    {
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        return RunAsync(_ => Stopwatch.GetTimestamp() < end);
    }

    /// <summary>Works on a number of cases a caller.</summary>
    public Task<LoadResult> RunAsync(int casesOfACaller) => RunAsync(done => done < casesOfACaller);

    private async Task<LoadResult> RunAsync(Func<int, bool> goesOn)
    {
        var (allocated, processor) = (GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime);
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller, goesOn)))).ConfigureAwait(false);
        var elapsed = watch.Elapsed;
        var all = times.SelectMany(one => one).Order().ToArray();
        return new LoadResult(
            all,
            elapsed,
            (double)(GC.GetTotalAllocatedBytes() - allocated) / all.Length,
            (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / all.Length);
    }

    private async Task<List<double>> CallAsync(int caller, Func<int, bool> goesOn)
    {
        var times = new List<double>();
        for (var done = 0; goesOn(done); done++)
        {
            await work(
                $"{prefix}/{caller}-{done}",
                async transition =>
                {
                    var began = Stopwatch.GetTimestamp();
                    await transition().ConfigureAwait(false);
                    times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }).ConfigureAwait(false);
        }

        return times;
    }
}

/// <summary>What a load came to.</summary>
/// <param name="Times">What each transition took, in milliseconds, in order.</param>
/// <param name="Elapsed">From the first command to the last answer.</param>
/// <param name="Allocated">Bytes a transition, those of the measuring among them.</param>
/// <param name="Processor">Microseconds that processors worked for a transition, in this process.</param>
internal sealed record LoadResult(double[] Times, TimeSpan Elapsed, double Allocated, double Processor)
{
    public int Transitions => Times.Length;

    public double PerSecond => Times.Length / Elapsed.TotalSeconds;

    public double Percentile(double part) => Times[(int)(part * (Times.Length - 1))];
}
