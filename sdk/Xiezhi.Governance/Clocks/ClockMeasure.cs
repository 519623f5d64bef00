using Xiezhi.Calendars;
using Xiezhi.Governance.Escalation;

namespace Xiezhi.Governance.Clocks;

/// <summary>How a clock's time passes: on its calendar for working units, like any clock for the others.</summary>
/// <remarks>
/// Pauses move the due time by as much of the clock's own time as they took, so that what is used and what is left always add up to the same
/// whole, and a pause outside working time moves nothing.
/// </remarks>
internal sealed class ClockMeasure(ClockSpec spec)
{
    private readonly WorkingCalendar _calendar = spec.Calendar;

    public bool IsWorkingTime => spec.Target.Unit is AmountUnit.WorkingHours or AmountUnit.WorkingDays;

    public DueResult DueFrom(DateTimeOffset start) => _calendar.Due(start, spec.Target, spec.Counting);

    /// <summary>How much of the clock's time is used up at <paramref name="now"/>.</summary>
    public TimeSpan Used(ClockState clock, DateTimeOffset now) => clock.PausedAt is null ? clock.UsedBefore + Between(clock.CountedFrom, now) : clock.UsedBefore;

    /// <summary>How much of it is left then.</summary>
    public TimeSpan Left(ClockState clock, DateTimeOffset now) => clock.PausedAt is null ? Between(now, clock.Due) : clock.Left;

    /// <summary>How much time there is in all.</summary>
    public TimeSpan Total(ClockState clock) => clock.PausedAt is null ? clock.UsedBefore + Between(clock.CountedFrom, clock.Due) : clock.UsedBefore + clock.Left;

    /// <summary>When the clock is due if it runs again from <paramref name="now"/>.</summary>
    public DateTimeOffset DueAfterPause(ClockState clock, DateTimeOffset now)
    {
        if (clock.BreachedAt is not null)
        {
            return clock.Due;
        }

        var due = Add(clock.Due, Between(clock.PausedAt ?? now, now));
        return due < now ? now : due;
    }

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

    /// <summary>The instant at which <paramref name="amount"/> has passed since <paramref name="from"/>.</summary>
    public DateTimeOffset After(DateTimeOffset from, Amount amount) =>
        _calendar.Due(from, amount, Counting.FromTheStart).Due?.ToUniversalTime() ?? Never;

    /// <summary>The latest instant from which <paramref name="amount"/> is over no later than <paramref name="due"/>.</summary>
    public DateTimeOffset Before(DateTimeOffset due, Amount amount)
    {
        // Due times never fall as starts rise, so halving finds the last start that is early enough.
        var step = TimeSpan.FromDays(1);
        var early = due;
        while (After(early, amount) > due)
        {
            if (step > TimeSpan.FromDays(40_000) || early < due - TimeSpan.FromDays(40_000))
            {
                return due;
            }

            (early, step) = (early - step, step * 2);
        }

        for (var late = due; late - early > TimeSpan.FromMilliseconds(1);)
        {
            var middle = early + ((late - early) / 2);
            (early, late) = After(middle, amount) <= due ? (middle, late) : (early, middle);
        }

        var ticks = early.UtcTicks + TimeSpan.TicksPerMillisecond - 1;
        var whole = new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        var latest = After(whole, amount) <= due ? whole : early;
        return amount.Unit is AmountUnit.WorkingHours or AmountUnit.WorkingDays ? EndOfWork(latest) : latest;
    }

    // Working time before due is counted back to when work ends, not to the last moment of the night after.
    private DateTimeOffset EndOfWork(DateTimeOffset moment)
    {
        try
        {
            return _calendar.IsWorkingTime(moment) ? moment : _calendar.AddWorkingTime(_calendar.AddWorkingTime(moment, TimeSpan.FromTicks(-1)), TimeSpan.FromTicks(1)).ToUniversalTime();
        }
        catch (ArgumentOutOfRangeException)
        {
            return moment;
        }
    }

    /// <summary>When <paramref name="amount"/> has passed on the clock itself, pauses left out.</summary>
    public DateTimeOffset Running(ClockState clock, Amount amount)
    {
        var at = After(clock.MeasuredFrom, amount);
        foreach (var shift in clock.Shifts.Items)
        {
            if (shift.Granted is null && shift.From < at)
            {
                at = Add(at, Between(shift.From, shift.To));
            }
        }

        return at;
    }

    /// <summary>The due time worked out again from where the measuring began, with all pauses and all that was granted since.</summary>
    public (DateTimeOffset? Due, bool Provisional) Again(ClockState clock)
    {
        var result = DueFrom(clock.MeasuredFrom);
        if (result.Due is not { } due)
        {
            return (null, false);
        }

        foreach (var shift in clock.Shifts.Items)
        {
            due = shift.Granted is { } granted
                ? Extended(due, Amount.TryParse(granted, out var amount) ? amount : default)
                : Later(Add(due, Between(shift.From, shift.To)), shift.To);
        }

        due = due.ToUniversalTime();
        return (due, result.Provisional || IsProvisional(clock.MeasuredFrom, due));
    }

    /// <summary>How much time has run on this measure from where the measuring began until <paramref name="now"/>, pauses left out.</summary>
    public TimeSpan UsedAgain(ClockState clock, DateTimeOffset now)
    {
        var (used, from) = (TimeSpan.Zero, clock.MeasuredFrom);
        foreach (var shift in clock.Shifts.Items)
        {
            if (shift.Granted is null)
            {
                used += Between(from, shift.From);
                from = shift.To;
            }
        }

        return used + Between(from, clock.PausedAt ?? now);
    }

    /// <summary>A due time with more time granted, by the same way of ending: to the exact time, or to the end of a working day.</summary>
    public DateTimeOffset Extended(DateTimeOffset due, Amount amount)
    {
        var counting = spec.Counting.End == DueEnd.EndOfWorkingDay && amount.Unit is AmountUnit.WorkingDays or AmountUnit.CalendarDays
            ? spec.Counting with { From = CountFrom.NextDay }
            : Counting.FromTheStart;
        return _calendar.Due(due, amount, counting).Due?.ToUniversalTime() ?? due;
    }

    /// <summary>Whether what lies between is only known by the weekly hours.</summary>
    public bool IsProvisional(DateTimeOffset from, DateTimeOffset due)
    {
        if (!IsWorkingTime && spec.Counting.End != DueEnd.EndOfWorkingDay)
        {
            return false;
        }

        var last = Local(due).AddTicks(-1).Year;
        for (var year = Local(from).Year; year <= last; year++)
        {
            if (!_calendar.IsPublished(year))
            {
                return true;
            }
        }

        return false;
    }

    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from)
        {
            return TimeSpan.Zero;
        }

        if (!IsWorkingTime)
        {
            return to - from;
        }

        try
        {
            return _calendar.WorkingTimeBetween(from, to);
        }
        catch (ArgumentOutOfRangeException)
        {
            return TimeSpan.Zero;
        }
    }

    private static DateTimeOffset Never => DateTimeOffset.MaxValue.AddDays(-1).ToUniversalTime();

    private DateTimeOffset Add(DateTimeOffset from, TimeSpan span)
    {
        if (!IsWorkingTime || span == TimeSpan.Zero)
        {
            return span > Never - from ? Never : from.ToUniversalTime() + span;
        }

        try
        {
            return _calendar.AddWorkingTime(from, span).ToUniversalTime();
        }
        catch (ArgumentOutOfRangeException)
        {
            // Behind the last year that the calendar knows there are no working hours to count: such a moment never comes.
            return Never;
        }
    }

    private DateTimeOffset Local(DateTimeOffset moment)
    {
        try
        {
            return _calendar.AddWorkingTime(moment, TimeSpan.Zero);
        }
        catch (ArgumentOutOfRangeException)
        {
            return moment;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one < other ? other : one;

    private static TimeSpan Part(TimeSpan total, int share) =>
        TimeSpan.FromTicks((long)Int128.Min((Int128)total.Ticks * share / EscalationStep.WholeTarget, long.MaxValue));
}
