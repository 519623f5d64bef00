using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Accountability;

/// <summary>One case on the way into a ledger. It needs no package: all that it keeps stands in the events.</summary>
internal sealed class LedgerCase(RecordedEvent first, string backstop)
{
    private readonly List<DateTimeOffset> _times = [];

    public CaseId Id { get; } = first.Case;

    public ResponsibilityIntervals Responsibility { get; private set; } = ResponsibilityIntervals.Before(backstop);

    /// <summary>The clocks, each with the place of the event that broke it, else that ended it.</summary>
    public List<(ClockState Clock, long? EndedIn)> Clocks { get; } = [];

    public List<FindingState> Findings { get; } = [];

    public bool IsOf(RecordedEvent recorded) => recorded.Case == Id && recorded.Tenant == first.Tenant;

    public void Apply(RecordedEvent recorded)
    {
        Responsibility = Responsibility.Apply(recorded);
        _times.Add(recorded.At);
        var (at, place) = (recorded.At, recorded.Sequence);
        switch (recorded.Event)
        {
            case ClockStarted started:
                Clocks.Add((new ClockState { ServiceLevel = started.ServiceLevel, Clock = started.Clock, Subject = started.Subject, StartedAt = at, CountedFrom = at, Due = started.Due, StartedIn = place }, null));
                break;
            case ClockPaused paused:
                Change(paused, null, clock => clock with { PausedAt = at });
                break;
            case ClockResumed resumed:
                Change(resumed, null, clock => clock with { PausedAt = null, Due = resumed.Due });
                break;
            case ClockBreached breached:
                Change(breached, place, clock => clock with { BreachedAt = at });
                break;
            case ClockStopped stopped:
                Change(stopped, place, clock => clock with { StoppedAt = at });
                break;
            case ClockCancelled cancelled:
                Change(cancelled, place, clock => clock with { IsCancelled = true });
                break;
            case ClockDueChanged changed:
                Change(changed, null, clock => clock with { Due = changed.Due });
                break;
            case FindingProposed proposed:
                Findings.Add(new FindingState
                {
                    Id = proposed.FindingId,
                    Kind = proposed.Kind,
                    Against = proposed.Against,
                    Evidence = proposed.Evidence,
                    Grounds = proposed.Grounds,
                    ProposedAt = at,
                    ProposedBy = proposed.Grounds is { Rule: "" } ? recorded.Actor : Actor.Engine,
                    FactAt = proposed.Evidence.Where(evidence => evidence >= 1 && evidence <= _times.Count).Select(evidence => _times[(int)evidence - 1]).DefaultIfEmpty(at).Max(),
                    StageAt = at,
                });
                break;
            case FindingEvent own when Findings.FindIndex(finding => finding.Id == own.FindingId) is >= 0 and var index:
                Findings[index] = Findings[index].Apply(own, recorded.Actor, at);
                break;
        }
    }

    private void Change(ClockEvent about, long? endedIn, Func<ClockState, ClockState> change)
    {
        var index = Clocks.FindLastIndex(entry => entry.Clock.IsOf(about.ServiceLevel, about.Clock, about.Subject));
        if (index >= 0)
        {
            Clocks[index] = (change(Clocks[index].Clock), Clocks[index].EndedIn ?? endedIn);
        }
    }
}
