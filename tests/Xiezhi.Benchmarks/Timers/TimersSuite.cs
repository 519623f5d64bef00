using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Benchmarks.Durable;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Benchmarks.Timers;

/// <summary>Timers that fall due, spread over a minute or all at one moment, through hosts of background jobs in processes of their own: how late each is acted on, and whether once.</summary>
internal sealed class TimersSuite : ISuite
{
    public const string SuiteName = "timers";

    private const int Openers = 64;
    private const int Warmup = 640;
    private const int ColdTimers = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan HostsStart = TimeSpan.FromSeconds(20);

    // A host that has just started compiles its code while its first timers are due; they are told apart from those that follow.
    private static readonly TimeSpan AfterCold = TimeSpan.FromSeconds(10);

    public string Name => SuiteName;

    public string Description => "how late timers are acted on, through job hosts of their own";

    public ImmutableArray<string> Options =>
        ["--postgresql", "--directory", "--timers", "--spread", "--hosts", JobHost.Load, JobHost.Role, TimerStore.Sqlite, TimerStore.PostgreSql];

    public void Run(Report report) => Run(report, ImmutableDictionary<string, string>.Empty);

    public void Run(Report report, ImmutableDictionary<string, string> options)
    {
        if (options.ContainsKey(JobHost.Role))
        {
            JobHost.RunAsync(TimerStore.Find(options)!, options).GetAwaiter().GetResult();
            return;
        }

        var timers = int.Parse(options.GetValueOrDefault("--timers", "10000"), CultureInfo.InvariantCulture);
        var load = options.GetValueOrDefault(JobHost.Load, "0");
        foreach (var seconds in options.GetValueOrDefault("--spread", "60,0").Split(','))
        {
            var spread = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
            if (!options.TryGetValue("--postgresql", out var server))
            {
                MeasureAsync(report, TimerStore.CreateSqlite(options.GetValueOrDefault("--directory", Path.GetTempPath())), 1, timers, spread, load).GetAwaiter().GetResult();
                continue;
            }

            foreach (var hosts in options.GetValueOrDefault("--hosts", "1,2").Split(','))
            {
                MeasureAsync(report, TimerStore.CreatePostgreSql(server), int.Parse(hosts, CultureInfo.InvariantCulture), timers, spread, load).GetAwaiter().GetResult();
            }
        }
    }

    private static async Task MeasureAsync(Report report, TimerStore store, int hosts, int timers, TimeSpan spread, string load)
    {
        var title = $"{store.Name}, {hosts} host{(hosts > 1 ? "s" : "")}, over {spread.TotalSeconds:0} s{(load == "0" ? "" : $", beside {load} commands/s a host")}: ";
        try
        {
            var opened = await OpenAsync(store, timers, spread).ConfigureAwait(false);
            var working = new List<JobHost>();
            try
            {
                for (var i = 0; i < hosts; i++)
                {
                    working.Add(await JobHost.StartAsync(store, load).ConfigureAwait(false));
                }

                if (DateTimeOffset.UtcNow >= opened.First - AfterCold)
                {
                    report.Missing(title, "the machine was too busy to be ready before the first timer");
                    return;
                }

                await WaitAsync(working, opened.First + spread, timers + ColdTimers).ConfigureAwait(false);
                foreach (var host in working)
                {
                    await host.StopAsync().ConfigureAwait(false);
                }

                await ReportAsync(report, title, store, opened, working, load).ConfigureAwait(false);
            }
            finally
            {
                working.ForEach(host => host.Dispose());
            }
        }
        finally
        {
            store.Drop();
        }
    }

    // No host runs meanwhile. When the first timer may be due follows from how long this process and its first openings took.
    private static async Task<Opened> OpenAsync(TimerStore store, int timers, TimeSpan spread)
    {
        var started = Stopwatch.StartNew();
        var engine = Engine(store);
        await using var closing = engine.ConfigureAwait(false);
        var work = new Casework(engine);
        await work.PublishAsync().ConfigureAwait(false);
        await WaitingCase.PublishAsync(engine).ConfigureAwait(false);

        await work.OpenAsync("first").ConfigureAwait(false);
        var ready = HostsStart + 2 * started.Elapsed;

        var watch = Stopwatch.StartNew();
        await ManyAsync(Warmup, i => work.OpenAsync("warm " + i)).ConfigureAwait(false);
        var first = DateTimeOffset.UtcNow + 1.5 * (watch.Elapsed / Warmup) * timers + ready;

        var opening = engine.GetRequiredService<CaseEngine>();
        var cold = await WaitAsync("cold", ColdTimers, first - AfterCold, TimeSpan.FromSeconds(2)).ConfigureAwait(false);
        return new Opened(await WaitAsync("waits", timers, first, spread).ConfigureAwait(false), cold, first);

        async Task<ImmutableArray<CaseId>> WaitAsync(string prefix, int count, DateTimeOffset from, TimeSpan over)
        {
            var cases = new ConcurrentBag<CaseId>();
            await ManyAsync(count, async i => cases.Add(await WaitingCase.OpenAsync(opening, $"{prefix} {i}", from + over * ((double)i / count)).ConfigureAwait(false))).ConfigureAwait(false);
            return [.. cases];
        }
    }

    private static Task ManyAsync(int count, Func<int, Task> work) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Openers }, async (i, _) => await work(i).ConfigureAwait(false));

    private static async Task WaitAsync(List<JobHost> hosts, DateTimeOffset last, int timers)
    {
        while (hosts.Sum(host => host.AllFired.Count) < timers && DateTimeOffset.UtcNow < last + Patience)
        {
            await Task.Delay(250).ConfigureAwait(false);
        }

        // Whatever would fire twice has the time to.
        await Task.Delay(TimeSpan.FromSeconds(2)).ConfigureAwait(false);
    }

    private static async Task ReportAsync(
        Report report, string title, TimerStore store, Opened opened, List<JobHost> hosts, string load)
    {
        var durable = hosts.SelectMany(host => host.AllFired).ToLookup(fired => fired.Case, fired => fired.At);
        var (early, doubled, missed) = (0, 0, 0);
        var engine = Engine(store);
        await using var closing = engine.ConfigureAwait(false);
        var log = engine.GetRequiredService<ICaseStore>();
        var (late, lateCold) = (await LatenessAsync(opened.Cases).ConfigureAwait(false), await LatenessAsync(opened.Cold).ConfigureAwait(false));
        Add("early", early, "timers");
        Add("doubled", doubled, "timers");
        Add("missed", missed, "timers");
        Add("late, p50", At(late, 0.5), "ms");
        Add("late, p99", At(late, 0.99), "ms");
        Add("late, most", At(late, 1), "ms");
        Add("late, most, as its host had just started", At(lateCold, 1), "ms");
        Add("all acted on after", (durable.SelectMany(at => at).Max() - opened.First).TotalSeconds, "s");
        foreach (var host in hosts)
        {
            Add("acted on by one host", host.AllFired.Count, "timers");
        }

        if (load != "0")
        {
            Add("commands beside it", hosts.Sum(host => host.CommandsDone), "commands");
        }

        void Add(string what, double value, string unit) => report.Add(title + what, [value], unit);
        double At(List<double> sorted, double part) => sorted[(int)(part * (sorted.Count - 1))];

        async Task<List<double>> LatenessAsync(ImmutableArray<CaseId> cases)
        {
            var lateness = new List<double>();
            foreach (var id in cases)
            {
                var events = await log.ReadLogAsync(Casework.Tenant, id, 0, default).ConfigureAwait(false);
                var due = events.Select(recorded => recorded.Event).OfType<ProcedureMoved>().Select(moved => moved.Event).OfType<TimerSet>().Single().Due;
                var fired = events.Where(recorded => recorded.Event is ProcedureMoved { Event: TimerFired }).ToImmutableArray();
                early += fired.Any(recorded => recorded.At < due) || durable[id].Any(at => at < due) ? 1 : 0;
                doubled += fired.Length > 1 || durable[id].Count() > 1 ? 1 : 0;
                missed += fired.IsEmpty || !durable[id].Any() ? 1 : 0;
                lateness.AddRange(durable[id].Take(1).Select(at => (at - due).TotalMilliseconds));
            }

            lateness.Sort();
            return lateness;
        }
    }

    private static ServiceProvider Engine(TimerStore store)
    {
        var services = new ServiceCollection();
        store.Use(services.AddXiezhi());
        return services.BuildServiceProvider();
    }

    private sealed record Opened(ImmutableArray<CaseId> Cases, ImmutableArray<CaseId> Cold, DateTimeOffset First);
}
