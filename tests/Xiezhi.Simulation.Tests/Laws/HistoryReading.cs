using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Simulation.Tests.Laws;

/// <summary>What several laws read in a history.</summary>
internal static class HistoryReading
{
    /// <summary>When an event was stored; where nobody looked on, when it says itself.</summary>
    public static DateTimeOffset TrueTime(this History history, RecordedEvent recorded) =>
        history.Seen?.Stored.TryGetValue((recorded.Case, recorded.Sequence), out var stored) == true ? stored : recorded.At;

    /// <summary>When the timers were due that fired at a moment.</summary>
    public static IEnumerable<DateTimeOffset> Fired(this IReadOnlyList<RecordedEvent> log, DateTimeOffset at)
    {
        var fired = log.Where(recorded => recorded.At == at).Select(recorded => recorded.Event).OfType<ProcedureMoved>().Select(moved => moved.Event).OfType<TimerFired>()
            .Select(timer => timer.Id).ToHashSet();
        return log.Select(recorded => recorded.Event).OfType<ProcedureMoved>().Select(moved => moved.Event).OfType<TimerSet>().Where(set => fired.Contains(set.Id)).Select(set => set.Due);
    }

    /// <summary>The elements that were left, as often as they were.</summary>
    public static IEnumerable<int> Left(this IEnumerable<RecordedEvent> log) => log
        .Select(recorded => recorded.Event).OfType<ProcedureMoved>()
        .Select(moved => moved.Event switch { ElementCompleted completed => completed.Id, ElementTerminated terminated => terminated.Id, _ => (int?)null })
        .OfType<int>();
}
