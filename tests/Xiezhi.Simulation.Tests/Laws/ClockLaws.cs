using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Log;

namespace Xiezhi.Simulation.Tests.Laws;

/// <summary>One clock, elapsed time, never paused, with a ladder: what is right can be said without the engine.</summary>
internal static class ClockLaws
{
    private static readonly TimeSpan Promise = TimeSpan.FromHours(4);

    // What is done exactly at due is in time, so what follows a breach comes an instant after.
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan[] Ladder = [TimeSpan.FromHours(2), TimeSpan.FromHours(4) + Instant, TimeSpan.FromHours(6) + Instant];

    public static IEnumerable<string> Broken(IReadOnlyList<RecordedEvent> log, History history)
    {
        var opened = log[0].At;
        var stop = log.FirstOrDefault(recorded => recorded.Event is ClockStopped or ClockCancelled);
        var until = stop is null ? history.Until : ((ClockEvent)stop.Event).Since ?? stop.At;
        if (until > stop?.At || (stop is not null && until < stop.At && !log.Fired(stop.At).Contains(until)))
        {
            yield return $"its clock stopped at {until:O}, when nothing fell due that could have stopped it";
        }

        var starts = log.Select(recorded => recorded.Event).OfType<ClockStarted>().ToList();
        if (starts is not [{ } clock] || clock.Due != opened + Promise)
        {
            yield return $"its clock does not run once, to {opened + Promise:O}";
        }

        var breaches = log.Where(recorded => recorded.Event is ClockBreached).ToList();
        if (breaches.Count != (until > opened + Promise ? 1 : 0))
        {
            yield return $"breached {breaches.Count} times, due at {opened + Promise:O}, until {until:O}";
        }

        if (breaches.Any(breach => history.TrueTime(breach) < opened + Promise))
        {
            yield return "its breach came early";
        }

        var taken = log.Where(recorded => recorded.Event is EscalationTaken).Select(recorded => (Recorded: recorded, ((EscalationTaken)recorded.Event).DueAt)).ToList();
        var expected = Ladder.Select(at => opened + at).ToList();
        if (!taken.Select(step => step.DueAt).SequenceEqual(expected.Take(taken.Count)))
        {
            yield return $"steps of the ladder at {string.Join(", ", taken.Select(step => step.DueAt.ToString("O")))}, opened at {opened:O}";
        }

        foreach (var (recorded, due) in taken.Where(step => step.Recorded.At < step.DueAt || history.TrueTime(step.Recorded) < step.DueAt))
        {
            yield return $"a step of the ladder came early: due at {due:O}, recorded {recorded.At:O}, stored {history.TrueTime(recorded):O}";
        }

        foreach (var missed in expected.Skip(taken.Count).Where(at => at < until))
        {
            yield return $"a step of the ladder was missed: {missed:O}";
        }
    }
}
