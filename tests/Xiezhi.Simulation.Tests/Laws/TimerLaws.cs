using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Simulation.Tests.Laws;

/// <summary>Each timer runs for as long as its element says, and fires once, never early, and not never.</summary>
internal static class TimerLaws
{
    private static readonly Dictionary<string, TimeSpan> Durations = new() { ["Nudge"] = TimeSpan.FromHours(1), ["Wait"] = TimeSpan.FromMinutes(30) };

    public static IEnumerable<string> Broken(IReadOnlyList<RecordedEvent> log, History history)
    {
        var running = new Dictionary<int, TimerSet>();
        foreach (var recorded in log.Where(recorded => recorded.Event is ProcedureMoved))
        {
            switch (((ProcedureMoved)recorded.Event).Event)
            {
                case TimerSet set:
                    running.Add(set.Id, set);
                    if (set.Due != recorded.At + Durations[set.Element])
                    {
                        yield return $"timer {set.Id} is set to {set.Due:O}, at {recorded.At:O}";
                    }

                    break;
                case TimerFired fired:
                    if (!running.Remove(fired.Id, out var timer))
                    {
                        yield return $"timer {fired.Id} fired twice, or for nothing";
                    }
                    else if (recorded.At < timer.Due || history.TrueTime(recorded) < timer.Due)
                    {
                        yield return $"timer {fired.Id} fired early: due at {timer.Due:O}, recorded {recorded.At:O}, stored {history.TrueTime(recorded):O}";
                    }

                    break;
                case ElementCompleted left:
                    Remove(left.Id);
                    break;
                case ElementTerminated left:
                    Remove(left.Id);
                    break;
            }
        }

        var ended = log.Any(recorded => recorded.Event is CaseEnded);
        foreach (var missed in running.Values.Where(timer => ended || timer.Due <= history.Until))
        {
            yield return $"timer {missed.Id} of {missed.Element} was missed: due at {missed.Due:O}";
        }

        // A timer at the border of a task goes with the task.
        void Remove(int owner)
        {
            foreach (var timer in running.Values.Where(timer => timer.Owner == owner).ToList())
            {
                running.Remove(timer.Id);
            }
        }
    }
}
