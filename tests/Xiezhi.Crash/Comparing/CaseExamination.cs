using Xiezhi.Crash.Load;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Crash.Comparing;

/// <summary>One case's log, gone over event by event.</summary>
internal sealed class CaseExamination
{
    private readonly IReadOnlyList<RecordedEvent> _log;

    private CaseExamination(IReadOnlyList<RecordedEvent> log, CaseState state) => (_log, State) = (log, state);

    /// <summary>How the case stands after its log.</summary>
    public CaseState State { get; }

    public static CaseExamination Examine(GovernancePackage package, IReadOnlyList<RecordedEvent> log, ILookup<CaseId, Notification> told, Comparison result)
    {
        var state = CaseState.New(log[0].Tenant, log[0].Case);
        try
        {
            state = log.Aggregate(state, (before, recorded) => before.Apply(package, recorded));
        }
        catch (Exception gap) when (gap is ArgumentException or InvalidOperationException)
        {
            result.AddBroken($"case {log[0].Case}: {gap.Message}");
        }

        var examination = new CaseExamination(log, state);
        examination.ExamineTimes(result);
        examination.ExamineEffects(told[state.Id].Select(notification => notification.Id).ToHashSet(StringComparer.Ordinal), result);
        return examination;
    }

    /// <summary>Looks for each command that was sent, and for nothing that was not.</summary>
    public void CompareWith(IEnumerable<CommandRecord> commands, Comparison result)
    {
        var sent = commands.ToDictionary(command => command.Element, StringComparer.Ordinal);
        var variables = Procedure<VariablesSet>().SelectMany(set => set.Values).Where(set => set.Key.StartsWith("did", StringComparison.Ordinal))
            .Select(set => (Element: set.Key[3..], Key: set.Value.AsString)).ToList();
        foreach (var command in sent.Values)
        {
            var times = variables.Count(found => found.Element == command.Element && found.Key == command.Key);
            if (times == 0 && command.Standing == Standing.Acknowledged)
            {
                result.AddLost($"case {State.Id}: {command.Key} was acknowledged");
            }
            else if (times > 1)
            {
                result.AddDoubled($"case {State.Id}: {command.Key} was done {times} times");
            }
        }

        foreach (var (element, key) in variables.Where(found => !sent.TryGetValue(found.Element, out var command) || command.Key != found.Key))
        {
            result.AddDoubled($"case {State.Id}: {element} was done as {key}, which nobody sent");
        }

        // The procedure has no loop: whatever is left, is left once.
        foreach (var twice in Procedure<ElementCompleted>().CountBy(completed => completed.Element).Where(count => count.Value > 1))
        {
            result.AddDoubled($"case {State.Id}: {twice.Key} was completed {twice.Value} times");
        }
    }

    private void ExamineTimes(Comparison result)
    {
        var due = Procedure<TimerSet>().ToDictionary(set => set.Id, set => set.Due);
        var last = DateTimeOffset.MinValue;
        foreach (var recorded in _log)
        {
            if (recorded.Event is ProcedureMoved { Event: TimerFired fired } && recorded.At < due[fired.Id])
            {
                result.AddMissed($"case {State.Id}: the timer of {fired.Element} fired early");
            }

            if (recorded.At < last)
            {
                result.AddBroken($"case {State.Id}: event {recorded.Sequence} is before the one it follows");
            }

            last = recorded.At;
        }

        foreach (var twice in Procedure<TimerFired>().CountBy(fired => fired.Id).Where(count => count.Value > 1))
        {
            result.AddDoubled($"case {State.Id}: timer {twice.Key} fired {twice.Value} times");
        }

        foreach (var twice in _log.Select(recorded => recorded.Event).OfType<EscalationTaken>().CountBy(taken => taken.Step).Where(count => count.Value > 1))
        {
            result.AddDoubled($"case {State.Id}: step {twice.Key} of the ladder was taken {twice.Value} times");
        }
    }

    // Each message of this package goes to an inbox, under its own id: told at least once, and in the inbox exactly once.
    private void ExamineEffects(HashSet<string> told, Comparison result)
    {
        foreach (var recorded in _log.Where(recorded => recorded.Event is ProcedureMoved { Event: JobOpened } or EscalationTaken { Kind: not "finding" } or FindingProposed))
        {
            if (!told.Remove($"{State.Id}-{recorded.Sequence}"))
            {
                result.AddLost($"case {State.Id}: nobody was told of event {recorded.Sequence}");
            }
        }

        foreach (var id in told)
        {
            result.AddDoubled($"case {State.Id}: message {id} is of no event");
        }

        foreach (var job in State.Workflow.Jobs)
        {
            result.AddLost($"case {State.Id}: job {job.Element} was never answered");
        }

        foreach (var incident in State.Workflow.Incidents)
        {
            result.AddLost($"case {State.Id}: {incident.Message}");
        }
    }

    private IEnumerable<T> Procedure<T>()
        where T : WorkflowEvent => _log.Select(recorded => recorded.Event).OfType<ProcedureMoved>().Select(moved => moved.Event).OfType<T>();
}
