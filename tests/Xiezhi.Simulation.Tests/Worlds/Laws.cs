using Xiezhi.Governance.Accountability;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>What must hold of a store, whatever was done to those who write to it. The times of <see cref="Procedure"/> are written out here.</summary>
internal sealed class Laws(ILogReader logs, IProofStore proofs, ICaseQueries queries, ICaseStore store)
{
    private static readonly TimeSpan Promise = TimeSpan.FromHours(4);

    // What is done exactly at due is in time, so what follows a breach comes an instant after.
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan[] Ladder = [TimeSpan.FromHours(2), TimeSpan.FromHours(4) + Instant, TimeSpan.FromHours(6) + Instant];

    private readonly List<string> _broken = [];

    /// <summary>The cases as folded from their logs.</summary>
    public Dictionary<CaseId, CaseState> Folded { get; } = [];

    /// <summary>Which laws are broken, once all is quiet.</summary>
    /// <param name="commands">What was sent.</param>
    /// <param name="now">Up to when what was due has been acted on.</param>
    public async Task<IReadOnlyList<string>> BrokenAsync(IReadOnlyCollection<SentCommand> commands, DateTimeOffset now)
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

        // By case, and by place within it, is how they are read.
        foreach (var log in all.GroupBy(recorded => recorded.Case).Select(group => group.ToList()))
        {
            await ExamineAsync(log, now);
        }

        Compare(commands, all);
        return _broken;
    }

    private void Compare(IReadOnlyCollection<SentCommand> commands, List<RecordedEvent> all)
    {
        var marks = all.Select(recorded => recorded.Event).OfType<ProcedureMoved>().Select(moved => moved.Event).OfType<VariablesSet>()
            .Where(set => set.Values.Has("mark")).CountBy(set => set.Values["mark"].AsString!).ToDictionary();
        foreach (var command in commands)
        {
            var times = command.Command is null ? (Folded.ContainsKey(command.Case) ? 1 : 0) : marks.GetValueOrDefault(command.Key);
            Require(!command.Acknowledged || times > 0, $"lost: {command.Key} was acknowledged");
            Require(times < 2, $"doubled: {command.Key} was done {times} times");
            Require(!command.Denied || times == 0, $"{command.Key} was denied, and is in the log");
        }
    }

    private async Task ExamineAsync(List<RecordedEvent> log, DateTimeOffset now)
    {
        var id = log[0].Case;
        var state = log.Aggregate(CaseState.New(Procedure.Tenant, id), (before, recorded) => before.Apply(Procedure.Package, recorded));
        Folded.Add(id, state);
        Require(log.Zip(log.Skip(1)).All(pair => pair.First.At <= pair.Second.At), $"{id}: time runs backwards");
        ExamineLead(log, state);
        ExamineClock(log, state, now);
        ExamineTimers(log, state, now);
        await ExamineTablesAsync(state);
    }

    private void ExamineLead(List<RecordedEvent> log, CaseState state)
    {
        Require(log.Select(recorded => recorded.Event).OfType<LeadAssigned>().All(assigned => assigned.Leads.Length == 1), $"{state.Id}: not one lead");
        var intervals = ResponsibilityIntervals.Of(log, "city").Intervals;
        Require(intervals[0].From == state.OpenedAt && intervals[^1].Until == state.EndedAt, $"{state.Id}: intervals do not cover its life");
        Require(intervals.Zip(intervals.Skip(1)).All(pair => pair.First.Until == pair.Second.From), $"{state.Id}: intervals do not tile");
    }

    // One clock, elapsed time, never paused: what is right can be said without the engine.
    private void ExamineClock(List<RecordedEvent> log, CaseState state, DateTimeOffset now)
    {
        var clock = state.Clocks.Single();
        var until = clock.StoppedAt ?? now;
        Require(clock.Due == state.OpenedAt + Promise, $"{state.Id}: due at {clock.Due:O}");
        Require(clock.BreachedAt is not null == until > clock.Due, $"{state.Id}: breached at {clock.BreachedAt:O}, due at {clock.Due:O}, until {until:O}");
        var taken = log.Where(recorded => recorded.Event is EscalationTaken).ToList();
        var steps = taken.Select(recorded => ((EscalationTaken)recorded.Event).DueAt).ToList();
        var expected = Ladder.Select(at => state.OpenedAt + at).ToList();
        Require(steps.SequenceEqual(expected.Take(steps.Count)), $"{state.Id}: steps of the ladder at {string.Join(", ", steps.Select(at => at.ToString("O")))}, opened at {state.OpenedAt:O}");
        Require(taken.All(recorded => recorded.At >= ((EscalationTaken)recorded.Event).DueAt), $"{state.Id}: a step of the ladder came early");
        Require(expected.Skip(steps.Count).All(at => at >= until), $"{state.Id}: a step of the ladder was missed");
    }

    private void ExamineTimers(List<RecordedEvent> log, CaseState state, DateTimeOffset now)
    {
        var due = new Dictionary<int, TimerSet>();
        foreach (var recorded in log.Where(recorded => recorded.Event is ProcedureMoved))
        {
            switch (((ProcedureMoved)recorded.Event).Event)
            {
                case TimerSet set:
                    due.Add(set.Id, set);
                    break;
                case TimerFired fired:
                    Require(due.Remove(fired.Id, out var timer), $"{state.Id}: timer {fired.Id} fired twice");
                    Require(recorded.At >= timer?.Due, $"{state.Id}: timer {fired.Id} fired early");
                    break;
                case ElementCompleted left:
                    Remove(left.Id);
                    break;
                case ElementTerminated left:
                    Remove(left.Id);
                    break;
            }
        }

        Require(!state.IsOpen || state.Workflow.Timers.All(timer => timer.Due > now), $"{state.Id}: a timer was missed");
        Require(!state.IsOpen || due.Keys.Order().SequenceEqual(state.Workflow.Timers.Select(timer => timer.Id).Order()), $"{state.Id}: timers are not those of the log");
        Require(state.Workflow.Incidents.Count == 0, $"{state.Id}: stuck with an incident");

        // A timer at the border of a task goes with the task.
        void Remove(int owner)
        {
            foreach (var timer in due.Values.Where(timer => timer.Owner == owner || timer.Id == owner).ToList())
            {
                due.Remove(timer.Id);
            }
        }
    }

    private async Task ExamineTablesAsync(CaseState state)
    {
        var summary = await queries.FindCaseAsync(Procedure.Tenant, state.Id, CancellationToken.None);
        Require(summary is not null && (summary.Version, summary.Head, summary.Status) == (state.Version, state.Head, state.Status), $"{state.Id}: listed otherwise than logged");
        var tasks = await queries.ListTasksAsync(new TaskFilter(Procedure.Tenant, null, state.Id, 0, 1000), CancellationToken.None);
        Require(tasks.Select(task => task.TaskId).Order().SequenceEqual(state.Workflow.Tasks.Select(task => task.Id).Order()), $"{state.Id}: tasks listed otherwise than logged");
        var planned = (await store.FindDueAsync(DateTimeOffset.MaxValue.AddYears(-1), 100_000, CancellationToken.None)).Where(moment => moment.Case == state.Id).ToList();
        var recomputed = CaseMoments.Of(Procedure.Package, state).Select(moment => (DateTimeOffset?)moment.At).Min();
        Require((planned.Count == 0 ? null : planned[0].At) == recomputed, $"{state.Id}: planned otherwise than logged");
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            _broken.Add(otherwise);
        }
    }
}
