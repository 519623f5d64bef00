using System.Collections.Immutable;
using System.Globalization;
using System.Runtime;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;

namespace Xiezhi.Benchmarks.Durable;

/// <summary>
/// Cases on disk: opened and five tasks completed, each of the six transitions durable before it is answered, at several numbers of callers. Beside it
/// the limit: hand-written statements that write what the engine wrote, batched the same way, in turn with it on the same disk and server.
/// </summary>
internal sealed class DurableSuite : ISuite
{
    private const int Rounds = 3;
    private const int CasesOfSize = 500;
    private const int CallersOfSize = 20;

    private static readonly GovernancePackage Package = PackageReader.Read(FiveTasks.Files(), new DiagnosticBag())!;

    private const int MostWarmUps = 20;
    private const int FewMethods = 5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public string Name => "durable";

    public string Description => "cases on disk at 1 to 128 callers, beside hand-written SQL of the same bytes";

    public ImmutableArray<string> Options => ["--postgresql", "--seconds", "--directory", "--callers", "--count"];

    public void Run(Report report) => Run(report, ImmutableDictionary<string, string>.Empty);

    public void Run(Report report, ImmutableDictionary<string, string> options)
    {
        var extent = new Extent(
            options.GetValueOrDefault("--callers", "1,8,32,128").Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToImmutableArray(),
            TimeSpan.FromSeconds(double.Parse(options.GetValueOrDefault("--seconds", "2"), CultureInfo.InvariantCulture)),
            int.Parse(options.GetValueOrDefault("--count", "4"), CultureInfo.InvariantCulture),
            IsTimed: !options.ContainsKey("--count"));
        MeasureAsync(report, new SqliteUnderMeasure(options.GetValueOrDefault("--directory", Path.GetTempPath())), extent).GetAwaiter().GetResult();
        if (options.TryGetValue("--postgresql", out var server))
        {
            MeasureAsync(report, new PostgreSqlUnderMeasure(server), extent).GetAwaiter().GetResult();
        }
        else
        {
            report.Missing("PostgreSQL", "--postgresql CONNECTION names no server");
        }
    }

    private static async Task MeasureAsync(Report report, DurableStore store, Extent extent)
    {
        await using var closing = store.ConfigureAwait(false);
        var engine = store.Engine();
        await using (engine.ConfigureAwait(false))
        {
            var work = new Casework(engine);
            await work.PublishAsync().ConfigureAwait(false);
            if (extent.IsTimed)
            {
                await MeasureAsync(report, store, work, extent.Callers, extent.Round).ConfigureAwait(false);
            }
        }

        foreach (var callers in extent.Callers)
        {
            await CountAsync(report, store, Template(), callers, extent.CasesCounted).ConfigureAwait(false);
        }
    }

    private static async Task MeasureAsync(Report report, DurableStore store, Casework work, ImmutableArray<int> numbers, TimeSpan round)
    {
        var template = Template();
        await WarmUpAsync(store, work, template).ConfigureAwait(false);
        await ReportCaseAsync(report, store, work, template).ConfigureAwait(false);
        foreach (var callers in numbers)
        {
            await MeasureAsync(report, store, work, template, callers, round).ConfigureAwait(false);
        }
    }

    // What is asked is how a host runs that has run for a while: before, the just-in-time compiler takes more of the processor than either.
    private static async Task WarmUpAsync(DurableStore store, Casework work, ImmutableArray<Transition> template)
    {
        for (var round = 0; round < MostWarmUps; round++)
        {
            var compiled = JitInfo.GetCompiledMethodCount();
            foreach (var callers in (int[])[8, 1])
            {
                await new Load(CaseOf(work), callers, $"warm-{round}-{callers}").RunAsync(WarmUp).ConfigureAwait(false);
                await ByHandAsync(store, template, callers, $"warm-{round}-{callers}", WarmUp).ConfigureAwait(false);
            }

            if (JitInfo.GetCompiledMethodCount() - compiled < FewMethods)
            {
                return;
            }
        }
    }

    private static async Task MeasureAsync(
        Report report, DurableStore store, Casework work, ImmutableArray<Transition> template, int callers, TimeSpan round)
    {
        var (ours, limits) = (new List<LoadResult>(), new List<LoadResult>());
        for (var i = 0; i < Rounds; i++)
        {
            ours.Add(await new Load(CaseOf(work), callers, $"{callers}-{i}").RunAsync(round).ConfigureAwait(false));
            limits.Add(await ByHandAsync(store, template, callers, $"{callers}-{i}", round).ConfigureAwait(false));
        }

        var name = $"{store.Name}, {callers,3} callers";
        report.Add($"{name}: cases", Each(ours, load => load.PerSecond / FiveTasks.Transitions), "cases/s");
        report.Add($"{name}: transitions", Each(ours, load => load.PerSecond), "transitions/s");
        report.Add($"{name}: by hand", Each(limits, load => load.PerSecond), "transitions/s");
        report.Ratio($"{name}: to hand-written SQL", Measure.Median([.. ours.Zip(limits, (our, limit) => our.PerSecond / limit.PerSecond)]), callers == 1 ? "aim 0.75" : "aim 0.5");
        report.Add($"{name}: a transition takes, p50", Each(ours, load => load.Percentile(0.5)), "ms");
        report.Add($"{name}: a transition takes, p99", Each(ours, load => load.Percentile(0.99)), "ms");
        report.Add($"{name}: by hand, p50", Each(limits, load => load.Percentile(0.5)), "ms");
        report.Add($"{name}: by hand, p99", Each(limits, load => load.Percentile(0.99)), "ms");
        report.Add($"{name}: allocated", Each(ours, load => load.Allocated), "bytes/transition");
        report.Add($"{name}: by hand, allocated", Each(limits, load => load.Allocated), "bytes/transition");
        report.Add($"{name}: processor time", Each(ours, load => load.Processor), "µs/transition");
        report.Add($"{name}: by hand, processor time", Each(limits, load => load.Processor), "µs/transition");
    }

    // Apart from the timing, over a fixed number of cases.
    private static async Task CountAsync(Report report, DurableStore store, ImmutableArray<Transition> template, int callers, int cases)
    {
        var transitions = (double)callers * cases * FiveTasks.Transitions;
        var name = $"{store.Name}, {callers,3} callers";
        Tell(name, await store.CountAsync(engine => new Load(CaseOf(new Casework(engine)), callers, $"{callers}-counted").RunAsync(cases)).ConfigureAwait(false));
        Tell($"{name}: by hand", await store.CountByHandAsync(async write =>
        {
            var group = new GroupCommit(write);
            await using var closing = group.ConfigureAwait(false);
            await new Load(CaseByHand(group, template), callers, $"{callers}-counted").RunAsync(cases).ConfigureAwait(false);
        }).ConfigureAwait(false));

        void Tell(string whose, Cost cost)
        {
            report.Add($"{whose}: transactions", [cost.Transactions / transitions], "a transition");
            if (cost.Syncs is { } syncs)
            {
                report.Add($"{whose}: syncs of the log", [syncs / transitions], "a transition");
            }

            if (cost.RoundTrips is { } trips)
            {
                report.Add($"{whose}: round trips", [trips / transitions], "a transition");
            }
        }
    }

    // What is written by hand must be what the engine writes, or the comparison means nothing.
    private static async Task ReportCaseAsync(Report report, DurableStore store, Casework work, ImmutableArray<Transition> template)
    {
        await ReportAsync(store.Name, Casework.Tenant, () => new Load(CaseOf(work), CallersOfSize, "size").RunAsync(CasesOfSize / CallersOfSize)).ConfigureAwait(false);
        await ReportAsync($"{store.Name}: by hand", DurableStore.LimitTenant, async () =>
        {
            var group = new GroupCommit(store.WriteByHandAsync);
            await using var closing = group.ConfigureAwait(false);
            await new Load(CaseByHand(group, template), CallersOfSize, "size").RunAsync(CasesOfSize / CallersOfSize).ConfigureAwait(false);
        }).ConfigureAwait(false);

        async Task ReportAsync(string whose, string tenant, Func<Task> load)
        {
            var (bytes, rows) = (await store.BytesAsync().ConfigureAwait(false), await store.RowsAsync(tenant).ConfigureAwait(false));
            await load().ConfigureAwait(false);
            report.Add($"{whose}: rows", [(await store.RowsAsync(tenant).ConfigureAwait(false) - rows) / (double)CasesOfSize], "a case");
            report.Add($"{whose}: tables and indexes", [(await store.BytesAsync().ConfigureAwait(false) - bytes) / (double)CasesOfSize], "bytes a case");
        }
    }

    private static Func<string, Func<Func<Task>, Task>, Task> CaseOf(Casework work) => async (key, timed) =>
    {
        CaseState? state = null;
        await timed(async () => state = await work.OpenAsync(key).ConfigureAwait(false)).ConfigureAwait(false);
        for (var i = 1; i < FiveTasks.Transitions; i++)
        {
            await timed(async () => state = await work.CompleteAsync(state!).ConfigureAwait(false)).ConfigureAwait(false);
        }

        if (state!.Status == CaseStatus.Open)
        {
            throw new InvalidOperationException("The case has not ended.");
        }
    };

    private static async Task<LoadResult> ByHandAsync(DurableStore store, ImmutableArray<Transition> template, int callers, string prefix, TimeSpan round)
    {
        var group = new GroupCommit(store.WriteByHandAsync);
        await using var closing = group.ConfigureAwait(false);
        return await new Load(CaseByHand(group, template), callers, prefix).RunAsync(round).ConfigureAwait(false);
    }

    private static Func<string, Func<Func<Task>, Task>, Task> CaseByHand(GroupCommit group, ImmutableArray<Transition> template) => async (key, timed) =>
    {
        var id = CaseId.For(Casework.Tenant, key).ToString();
        for (var i = 0; i < template.Length; i++)
        {
            var due = new Due(id, $"{key}/{i}", template[i]);
            await timed(() => group.CommitAsync(due)).ConfigureAwait(false);
        }
    };

    // What the engine commits for one case, worked out once; every case of the limit writes the same.
    private static ImmutableArray<Transition> Template()
    {
        var state = CaseState.New(Casework.Tenant, CaseId.For(Casework.Tenant, "template"));
        var transitions = ImmutableArray.CreateBuilder<Transition>();
        for (var i = 0; i < FiveTasks.Transitions; i++)
        {
            var step = i == 0
                ? CaseStep.Step(Package, state, new OpenCase("1-0/00-000", Casework.Message), Casework.Citizen, "open", DateTimeOffset.UtcNow)
                : CaseStep.Step(Package, state, new CompleteTask(state.Workflow.Tasks.Single().Id, ValueContext.Empty), Casework.Office, "complete task " + i, DateTimeOffset.UtcNow);
            transitions.Add(Transition.Of(CommitBuilder.Build(new LoadedCase(Package, state), new LoadedCase(Package, step.State), step.Events, i == 0 ? null : "key")));
            state = step.State;
        }

        return transitions.ToImmutable();
    }

    private static double[] Each(List<LoadResult> loads, Func<LoadResult, double> figure) => [.. loads.Select(figure)];

    /// <param name="Callers">The numbers of callers.</param>
    /// <param name="Round">How long a round takes.</param>
    /// <param name="CasesCounted">Over how many cases a caller transactions are counted.</param>
    /// <param name="IsTimed">Whether anything is timed, or only counted.</param>
    private sealed record Extent(ImmutableArray<int> Callers, TimeSpan Round, int CasesCounted, bool IsTimed);
}
