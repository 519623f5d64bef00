using System.Diagnostics;

namespace Xiezhi.Benchmarks;

/// <summary>The measuring loop that all suites share: warm up, then several rounds, of which the median counts.</summary>
internal static class Measure
{
    private const int Rounds = 7;

    private static readonly TimeSpan Warmup = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(200);

    /// <summary>Operations a second in each round; <paramref name="batch"/> answers how many it did.</summary>
    public static double[] Rates(Func<int> batch)
    {
        Run(batch, Warmup);
        return [.. Enumerable.Range(0, Rounds).Select(_ => Run(batch, Round))];
    }

    /// <summary>The same for several at once, round by round in turn: what else the machine does meanwhile slows all of them alike.</summary>
    public static double[][] Rates(Func<int>[] batches)
    {
        foreach (var batch in batches)
        {
            Run(batch, Warmup);
        }

        var rounds = Enumerable.Range(0, Rounds).Select(_ => Array.ConvertAll(batches, batch => Run(batch, Round))).ToArray();
        return [.. batches.Select((_, at) => Array.ConvertAll(rounds, round => round[at]))];
    }

    /// <summary>Milliseconds that <paramref name="action"/> took in each round, each at least one call.</summary>
    public static double[] Times(Action action) =>
        [.. Rates(() => { action(); return 1; }).Select(rate => 1000 / rate)];

    public static double Median(double[] rounds)
    {
        var sorted = rounds.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Run(Func<int> batch, TimeSpan atLeast)
    {
        long done = 0;
        var watch = Stopwatch.StartNew();
        do
        {
            done += batch();
        }
        while (watch.Elapsed < atLeast);
        return done / watch.Elapsed.TotalSeconds;
    }
}
