using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Due;
using Xiezhi.Testing;

namespace Xiezhi.Benchmarks.Durable;

/// <summary>
/// What the work of the day costs beside many open cases, each with a task and a pending timer: opening, completing, a page of a worklist, a case
/// that is not in memory, and what falls due in a thousand of them. Measured beside few, then beside many, in one run on one store.
/// </summary>
internal sealed class ManyCasesSuite : ISuite
{
    private const int Callers = 32;
    private const int Fillers = 100;
    private const int Worked = 2_000;
    private const int Due = 1_000;
    private const int Pages = 200;

    // The first step of the ladder falls due at half of forty hours.
    private static readonly TimeSpan UntilDue = TimeSpan.FromHours(20);

    public string Name => "many";

    public string Description => "the work of the day beside ten thousand and a million open cases";

    public ImmutableArray<string> Options => ["--postgresql", "--directory", "--few", "--many"];

    public void Run(Report report) => Run(report, ImmutableDictionary<string, string>.Empty);

    public void Run(Report report, ImmutableDictionary<string, string> options)
    {
        var few = int.Parse(options.GetValueOrDefault("--few", "10000"), CultureInfo.InvariantCulture);
        var many = int.Parse(options.GetValueOrDefault("--many", "1000000"), CultureInfo.InvariantCulture);
        MeasureAsync(report, Store, few, many).GetAwaiter().GetResult();

        DurableStore Store() => options.TryGetValue("--postgresql", out var server)
            ? new PostgreSqlUnderMeasure(server)
            : new SqliteUnderMeasure(options.GetValueOrDefault("--directory", Path.GetTempPath()));
    }

    private static async Task MeasureAsync(Report report, Func<DurableStore> make, int few, int many)
    {
        var costs = new List<Dictionary<string, double>>();
        foreach (var size in (int[])[few, many])
        {
            costs.Add(await MeasureAsync(report, make(), size).ConfigureAwait(false));
        }

        foreach (var what in costs[0].Keys)
        {
            report.Ratio(what, costs[1][what] / costs[0][what], $"of its cost beside {few:N0} open cases, beside {many:N0}");
        }
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(Report report, DurableStore store, int size)
    {
        await using var closing = store.ConfigureAwait(false);
        var start = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        var clock = new VirtualClock(start);
        var costs = new Dictionary<string, double>(StringComparer.Ordinal);
        var engine = store.Engine(clock);
        await using (engine.ConfigureAwait(false))
        {
            var work = new Casework(engine);
            await work.PublishAsync().ConfigureAwait(false);

            // Some are older than all others by an hour: they alone fall due, and all others wait beside them.
            await OpenAsync(work, clock, Due, "due").ConfigureAwait(false);
            clock.Advance(TimeSpan.FromHours(1));
            var filled = await OpenAsync(work, clock, size, "beside").ConfigureAwait(false);
            report.Add($"{store.Name}, {size:N0} open: filling", [filled.PerSecond], "cases/s");

            var states = new ConcurrentBag<CaseState>();
            var opened = await new Load(
                (key, transition) => transition(async () => states.Add(await work.OpenAsync(key).ConfigureAwait(false))), Callers, "new").RunAsync(Worked / Callers)
                .ConfigureAwait(false);
            Took("opening", opened.Elapsed.TotalMilliseconds / opened.Transitions);
            var completed = await new Load(
                (_, transition) => transition(() => states.TryTake(out var state) ? work.CompleteAsync(state) : Task.CompletedTask), Callers, "").RunAsync(Worked / Callers)
                .ConfigureAwait(false);
            Took("completing a task", completed.Elapsed.TotalMilliseconds / completed.Transitions);

            var queries = engine.GetRequiredService<ICaseQueries>();
            Took("a page of a worklist", await RepeatAsync(Pages, () => queries.ListTasksAsync(new TaskFilter(Casework.Tenant, "office", null, 100, 50), default)).ConfigureAwait(false));
            Took("a page of cases", await RepeatAsync(Pages, () => queries.ListCasesAsync(new CaseFilter(Casework.Tenant, null, null, 100, 50), default)).ConfigureAwait(false));

            clock.AdvanceTo(start + UntilDue + TimeSpan.FromMinutes(1));
            var watch = Stopwatch.StartNew();
            await engine.GetRequiredService<DueWork>().RunAsync().ConfigureAwait(false);
            Took("acting on what is due", watch.Elapsed.TotalMilliseconds / Due);
        }

        // What opened a case long ago has left the memory.
        var another = store.Engine(clock);
        await using (another.ConfigureAwait(false))
        {
            var (cases, at) = (another.GetRequiredService<CaseEngine>(), 0);
            Took("finding a case that is not in memory", await RepeatAsync(
                Pages, () => cases.FindAsync(Casework.Tenant, CaseEngine.IdFor(Casework.Tenant, FiveTasks.Name, $"beside/{at++ % Fillers}-0"))).ConfigureAwait(false));
        }

        report.Add($"{store.Name}, {size:N0} open: the database", [await store.BytesAsync().ConfigureAwait(false) / 1e6], "MB");
        return costs;

        void Took(string what, double milliseconds) => costs[what] = report.Add($"{store.Name}, {size:N0} open: {what}", [milliseconds], "ms");
    }

    // Nobody opens a million cases in one millisecond.
    private static Task<LoadResult> OpenAsync(Casework work, VirtualClock clock, int cases, string prefix) => new Load(
        (key, transition) => transition(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            return work.OpenAsync(key);
        }),
        Fillers,
        prefix).RunAsync(cases / Fillers);

    private static async Task<double> RepeatAsync<T>(int times, Func<Task<T>> ask)
    {
        await ask().ConfigureAwait(false);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < times; i++)
        {
            await ask().ConfigureAwait(false);
        }

        return watch.Elapsed.TotalMilliseconds / times;
    }
}
