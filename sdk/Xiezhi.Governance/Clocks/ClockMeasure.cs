using Xiezhi.Calendars;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.ServiceLevels;

namespace Xiezhi.Governance.Clocks;

/// <summary>How a clock's time passes: on its calendar for working units, like any clock for the others.</summary>
internal sealed class ClockMeasure(ClockDefinition definition)
{
    private bool IsWorkingTime => definition.Target.Unit is AmountUnit.WorkingHours or AmountUnit.WorkingDays;

    public DueResult DueFrom(DateTimeOffset start) => definition.Calendar.Due(start, definition.Target, definition.Counting);

    /// <summary>How much of the clock's time is used up at <paramref name="now"/>.</summary>
    public TimeSpan Used(ClockState clock, DateTimeOffset now) => clock.UsedBefore + Between(clock.CountedFrom, now);

    /// <summary>How much of it is left then.</summary>
    public TimeSpan Left(ClockState clock, DateTimeOffset now) => Between(now, clock.Due);

    /// <summary>When the clock is due if it runs again from <paramref name="now"/>.</summary>
    public DateTimeOffset DueAfterPause(ClockState clock, DateTimeOffset now) =>
        clock.BreachedAt is not null ? clock.Due : clock.Left == TimeSpan.Zero ? now : Add(now, clock.Left);

    /// <summary>When <paramref name="share"/> of the target has passed; before <see cref="ClockState.CountedFrom"/> it is that instant.</summary>
    public DateTimeOffset Instant(ClockState clock, int share)
    {
        if (share == EscalationStep.WholeTarget)
        {
            return clock.Due;
        }

        var total = Total(clock);
        if (share > EscalationStep.WholeTarget)
        {
            return Add(clock.Due, Part(total, share - EscalationStep.WholeTarget));
        }

        var left = Part(total, share) - clock.UsedBefore;
        return left <= TimeSpan.Zero ? clock.CountedFrom : Add(clock.CountedFrom, left);
    }

    // The due time moves with each resumption so that used and left always add up to the same whole.
    private TimeSpan Total(ClockState clock) => clock.UsedBefore + Between(clock.CountedFrom, clock.Due);

    private TimeSpan Between(DateTimeOffset from, DateTimeOffset to) =>
        to <= from ? TimeSpan.Zero : IsWorkingTime ? definition.Calendar.WorkingTimeBetween(from, to) : to - from;

    private DateTimeOffset Add(DateTimeOffset from, TimeSpan span)
    {
        if (!IsWorkingTime)
        {
            return from.ToUniversalTime() + span;
        }

        try
        {
            return definition.Calendar.AddWorkingTime(from, span).ToUniversalTime();
        }
        catch (ArgumentOutOfRangeException)
        {
            // Behind the last year that the calendar knows there are no working hours to count: such a moment never comes.
            return DateTimeOffset.MaxValue.AddDays(-1);
        }
    }

    private static TimeSpan Part(TimeSpan total, int share) =>
        TimeSpan.FromTicks((long)((Int128)total.Ticks * share / EscalationStep.WholeTarget));
}
