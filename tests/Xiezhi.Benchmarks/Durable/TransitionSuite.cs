using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Testing;

namespace Xiezhi.Benchmarks.Durable;

/// <summary>
/// What a transition of <see cref="FiveTasks"/> costs the processor, without disk and server: processor time and bytes allocated, which say the same on a
/// machine that others keep busy. The step alone, what is worked out for the tables beside the log, and the engine on a store that forgets.
/// </summary>
internal sealed class TransitionSuite : ISuite
{
    private const int Rounds = 7;

    private static readonly GovernancePackage Package = PackageReader.Read(FiveTasks.Files(), new DiagnosticBag())!;

    public string Name => "transition";

    public string Description => "processor time and allocations of a transition, without a store";

    public ImmutableArray<string> Options => ["--cases"];

    public void Run(Report report) => Run(report, ImmutableDictionary<string, string>.Empty);

    public void Run(Report report, ImmutableDictionary<string, string> options) =>
        RunAsync(report, int.Parse(options.GetValueOrDefault("--cases", "2000"), CultureInfo.InvariantCulture)).GetAwaiter().GetResult();

    private static async Task RunAsync(Report report, int cases)
    {
        Measure(report, cases, "the step and its commit", () => Case(commit: true));
        Measure(report, cases, "of these, the step", () => Case(commit: false));

        var services = new ServiceCollection();
        services.AddXiezhi().UseInMemory();
        services.AddSingleton<ICaseStore, Forgetful>();
        var engine = services.BuildServiceProvider();
        await using var closing = engine.ConfigureAwait(false);
        var work = new Casework(engine);
        await work.PublishAsync().ConfigureAwait(false);
        var handled = 0;
        Measure(report, cases, "the engine, on a store that forgets", () => CaseAsync(work, "case " + handled++).GetAwaiter().GetResult());
    }

    private static void Measure(Report report, int cases, string name, Action handle)
    {
        var (times, bytes) = (new double[Rounds], new double[Rounds]);
        for (var round = -2; round < Rounds; round++)
        {
            var (time, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
            for (var i = 0; i < cases; i++)
            {
                handle();
            }

            if (round >= 0)
            {
                times[round] = (Environment.CpuUsage.TotalTime - time).TotalMicroseconds / (cases * FiveTasks.Transitions);
                bytes[round] = (double)(GC.GetTotalAllocatedBytes() - allocated) / (cases * FiveTasks.Transitions);
            }
        }

        report.Add($"{name}: processor time", times, "µs/transition");
        report.Add($"{name}: allocated", bytes, "bytes/transition");
    }

    private static void Case(bool commit)
    {
        var now = DateTimeOffset.UtcNow;
        var state = CaseState.New(Casework.Tenant, CaseId.For(Casework.Tenant, "one"));
        var earlier = new LoadedCase(Package, state);
        for (var i = 0; i < FiveTasks.Transitions; i++)
        {
            var step = i == 0
                ? CaseStep.Step(Package, state, new OpenCase("one", Casework.Message), Casework.Citizen, "open", now)
                : CaseStep.Step(Package, state, new CompleteTask(state.Workflow.Tasks.Single().Id, Foundation.Values.ValueContext.Empty), Casework.Office, "complete task", now);
            if (commit)
            {
                var later = earlier.At(step.State);
                CommitBuilder.Build(earlier, later, step.Events, "key");
                earlier = later;
            }

            state = step.State;
        }
    }

    private static async Task CaseAsync(Casework work, string key)
    {
        var state = await work.OpenAsync(key).ConfigureAwait(false);
        for (var i = 1; i < FiveTasks.Transitions; i++)
        {
            state = await work.CompleteAsync(state).ConfigureAwait(false);
        }
    }

    private sealed class Forgetful : ICaseStore
    {
        public Task<ImmutableArray<RecordedEvent>> ReadLogAsync(string tenant, CaseId id, long afterSequence, CancellationToken cancellationToken) =>
            Task.FromResult(ImmutableArray<RecordedEvent>.Empty);

        public Task<bool> HasCommandAsync(string tenant, string idempotencyKey, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<ImmutableArray<CommitOutcome>> CommitAsync(IReadOnlyList<CaseCommit> commits, CancellationToken cancellationToken) =>
            Task.FromResult(commits.Select(_ => CommitOutcome.Committed).ToImmutableArray());

        public Task<ImmutableArray<DueCase>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => Task.FromResult(ImmutableArray<DueCase>.Empty);

        public Task<ImmutableArray<DueCase>> ClaimDueAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken) =>
            Task.FromResult(ImmutableArray<DueCase>.Empty);

        public Task ReleaseDueAsync(WorkClaim claim, IReadOnlyCollection<DueCase> cases, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);
    }
}
