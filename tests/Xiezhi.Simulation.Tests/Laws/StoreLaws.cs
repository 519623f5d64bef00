using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Simulation.Tests.Worlds;

namespace Xiezhi.Simulation.Tests.Laws;

/// <summary>What must hold of a store, whatever was done to those who write to it: its chains, its history, and the rows made from it.</summary>
internal sealed class StoreLaws(ILogReader logs, IProofStore proofs, ICaseQueries queries, ICaseStore store)
{
    private readonly List<string> _broken = [];

    /// <summary>The cases as folded from their logs.</summary>
    public Dictionary<CaseId, CaseState> Folded { get; } = [];

    /// <summary>What the store's log tells.</summary>
    public History? History { get; private set; }

    /// <summary>Which laws are broken, once all is quiet.</summary>
    /// <param name="commands">What was sent.</param>
    /// <param name="now">Up to when what was due has been acted on.</param>
    /// <param name="seen">What somebody saw who looked on.</param>
    public async Task<IReadOnlyList<string>> BrokenAsync(IReadOnlyCollection<SentCommand> commands, DateTimeOffset now, Chronicle? seen = null)
    {
        foreach (var (tenant, audit) in await new LogProofs(proofs, TimeProvider.System).AuditAsync([], null))
        {
            _broken.AddRange(audit.Defects.Select(defect => $"chain of {tenant}: {defect.Problem}"));
        }

        var all = new List<RecordedEvent>();
        await foreach (var recorded in logs.ReadAllAsync(Procedure.Tenant, CancellationToken.None))
        {
            all.Add(recorded);
        }

        History = new History { Events = [.. all], Commands = commands, Until = now, Seen = seen };
        _broken.AddRange(HistoryLaws.Broken(History));
        foreach (var log in History.Cases)
        {
            var state = log.Aggregate(CaseState.New(Procedure.Tenant, log[0].Case), (before, recorded) => before.Apply(Procedure.Package, recorded));
            Folded.Add(state.Id, state);
            await ExamineTablesAsync(state);
        }

        await ExaminePlansAsync();
        return _broken;
    }

    private async Task ExamineTablesAsync(CaseState state)
    {
        Require(state.Workflow.Incidents.Count == 0, $"{state.Id}: stuck with an incident");
        Require(state.Workflow.Jobs.Count == 0, $"{state.Id}: a job was never answered");
        var summary = await queries.FindCaseAsync(Procedure.Tenant, state.Id, CancellationToken.None);
        Require(summary is not null && (summary.Version, summary.Head, summary.Status) == (state.Version, state.Head, state.Status), $"{state.Id}: listed otherwise than logged");
        var tasks = await queries.ListTasksAsync(new TaskFilter(Procedure.Tenant, null, state.Id, 0, 1000), CancellationToken.None);
        Require(tasks.Select(task => task.TaskId).Order().SequenceEqual(state.Workflow.Tasks.Select(task => task.Id).Order()), $"{state.Id}: tasks listed otherwise than logged");
    }

    private async Task ExaminePlansAsync()
    {
        var planned = (await store.FindDueAsync(DateTimeOffset.MaxValue.AddYears(-1), 100_000, CancellationToken.None)).ToLookup(moment => moment.Case, moment => (DateTimeOffset?)moment.At);
        foreach (var state in Folded.Values)
        {
            var recomputed = CaseMoments.Of(Procedure.Package, state).Select(moment => (DateTimeOffset?)moment.At).Min();
            Require(planned[state.Id].FirstOrDefault() == recomputed, $"{state.Id}: planned otherwise than logged");
        }
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            _broken.Add(otherwise);
        }
    }
}
