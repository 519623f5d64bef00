using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xiezhi.Benchmarks.Durable;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime;

namespace Xiezhi.Benchmarks.Timers;

/// <summary>
/// A host of background jobs in a process of its own, put together as the worker is. On its output it says <see cref="Ready"/>, then <c>fired CASE TICKS</c> for each
/// timer that fired in it, and how many commands of its own it did; it ends when its input does.
/// </summary>
internal sealed class JobHost : IDisposable
{
    public const string Role = "--as-host";
    public const string Load = "--load";
    private const string Ready = "ready";
    private const string Fired = "fired";
    private const string Commands = "commands";
    private const int Callers = 8;

    private readonly Process _process;
    private readonly ConcurrentBag<(CaseId Case, DateTimeOffset At)> _fired = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private JobHost(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
    }

    public IReadOnlyCollection<(CaseId Case, DateTimeOffset At)> AllFired => _fired;

    public int CommandsDone { get; private set; }

    /// <summary>Starts one and waits until it works.</summary>
    public static async Task<JobHost> StartAsync(TimerStore store, string load)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(JobHost).Assembly.Location, TimersSuite.SuiteName, Role, "yes", store.Option, store.Location, Load, load])
        {
            start.ArgumentList.Add(argument);
        }

        var host = new JobHost(Process.Start(start)!);
        await host._ready.Task.WaitAsync(TimeSpan.FromMinutes(1)).ConfigureAwait(false);
        return host;
    }

    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _ended.Task.WaitAsync(TimeSpan.FromMinutes(1)).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Read(string? line)
    {
        switch (line?.Split(' '))
        {
            case null:
                _ready.TrySetException(new InvalidOperationException("The host ended before it worked."));
                _ended.TrySetResult();
                break;
            case [Ready]:
                _ready.TrySetResult();
                break;
            case [Fired, var id, var ticks] when CaseId.TryParse(id, out var caseId):
                _fired.Add((caseId, new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero)));
                break;
            case [Commands, var count]:
                CommandsDone = int.Parse(count, CultureInfo.InvariantCulture);
                break;
            default:
                break;
        }
    }

    /// <summary>What the process does that <see cref="StartAsync"/> starts.</summary>
    public static async Task RunAsync(TimerStore store, ImmutableDictionary<string, string> options)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        var engine = builder.Services.AddXiezhi();
        store.Use(engine);
        ObservedStore.Observe(builder.Services, (id, at) => Console.WriteLine($"{Fired} {id} {at.UtcTicks.ToString(CultureInfo.InvariantCulture)}"));
        store.UseJobs(engine);
        using var host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        Console.WriteLine(Ready);

        using var ended = new CancellationTokenSource();
        var load = LoadAsync(host.Services, int.Parse(options.GetValueOrDefault(Load, "0"), CultureInfo.InvariantCulture), ended.Token);
        await Console.In.ReadToEndAsync().ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        Console.WriteLine($"{Commands} {await load.ConfigureAwait(false)}");
        await host.StopAsync().ConfigureAwait(false);
    }

    // Commands at a steady pace: an office at work, not one that does all it can.
    private static async Task<int> LoadAsync(IServiceProvider services, int commandsPerSecond, CancellationToken ended)
    {
        if (commandsPerSecond == 0)
        {
            return 0;
        }

        var (work, done, watch) = (new Casework(services), 0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var (own, state) = (0, default(CaseState));
            while (!ended.IsCancellationRequested)
            {
                var begin = TimeSpan.FromSeconds((double)(own * Callers + caller) / commandsPerSecond) - watch.Elapsed;
                if (begin > TimeSpan.Zero)
                {
                    await Task.Delay(begin, CancellationToken.None).ConfigureAwait(false);
                }

                state = state is { IsOpen: true }
                    ? await work.CompleteAsync(state).ConfigureAwait(false)
                    : await work.OpenAsync($"load {Environment.ProcessId}/{caller}/{own}").ConfigureAwait(false);
                own++;
                Interlocked.Increment(ref done);
            }
        }))).ConfigureAwait(false);
        return done;
    }
}
