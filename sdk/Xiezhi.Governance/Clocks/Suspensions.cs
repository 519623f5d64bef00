using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.ServiceLevels;

namespace Xiezhi.Governance.Clocks;

/// <summary>Suspension (挂账): a clock rests for written reasons until a review date.</summary>
internal static class Suspensions
{
    public static Diagnostic? Suspend(CaseDraft draft, SuspendClock command)
    {
        if (ClockAuthority.Find(draft.Package, draft.State, command) is not var (clock, definition))
        {
            return GovernanceCodes.NoSuchClock.At(Location.None, command.Clock);
        }

        if (definition.Suspension is not { } rule)
        {
            return GovernanceCodes.NotSuspendable.At(Location.None, command.Clock);
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return GovernanceCodes.ReasonMissing.At(Location.None);
        }

        // The longest way to a review counts from when the suspension began: prolonging it step by step does not get around it.
        var review = WholeMillisecond(command.ReviewAt);
        var measure = new ClockMeasure(ClockSpec.Of(draft.Package, definition, clock));
        var latest = rule.Longest is { } longest ? measure.After(clock.Suspension?.Since ?? draft.Now, longest) : DateTimeOffset.MaxValue;
        if (review <= draft.Now || review > latest)
        {
            return GovernanceCodes.ReviewOutOfBounds.At(Location.None, Extensions.Text(review), Extensions.Text(draft.Now), rule.Longest is null ? "∞" : Extensions.Text(latest));
        }

        draft.Record(new ClockSuspended(clock.ServiceLevel, clock.Clock, command.Reason, review) { Subject = clock.Subject });
        return null;
    }

    public static Diagnostic? End(CaseDraft draft, EndSuspension command)
    {
        if (ClockAuthority.Find(draft.Package, draft.State, command) is not var (clock, definition))
        {
            return GovernanceCodes.NoSuchClock.At(Location.None, command.Clock);
        }

        if (definition.Suspension is null || clock.Suspension is null)
        {
            return GovernanceCodes.NotSuspended.At(Location.None, command.Clock);
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return GovernanceCodes.ReasonMissing.At(Location.None);
        }

        draft.Record(new SuspensionEnded(clock.ServiceLevel, clock.Clock, command.Reason) { Subject = clock.Subject });
        return null;
    }

    /// <summary>Does what the definition says for the review date; a clock that goes on goes on from that date, however late this is seen.</summary>
    public static void Review(CaseDraft draft, ClockTurn turn, ClockDefinition definition, ClockState clock)
    {
        var at = clock.Suspension!.ReviewAt;
        draft.Record(new SuspensionReviewDue(clock.ServiceLevel, clock.Clock, at) { Subject = clock.Subject });
        if (definition.Suspension?.AtReview == SuspensionReview.Remind)
        {
            return;
        }

        draft.Record(new SuspensionEnded(clock.ServiceLevel, clock.Clock, "") { Subject = clock.Subject });
        if (clock.PausedAt is not null && !turn.MustRest())
        {
            turn.Resume(clock, at);
        }
    }

    private static DateTimeOffset WholeMillisecond(DateTimeOffset moment)
    {
        var utc = moment.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
