namespace Xiezhi.Calendars;

/// <summary>The arithmetic behind <see cref="WorkingCalendar.Due(DateTimeOffset, Amount, Counting)"/> and its like, in UTC ticks.</summary>
/// <remarks>A moment of -1 is one that the calendar's horizon does not reach.</remarks>
internal readonly struct DueCalculation(WorkingCalendar calendar, Counting counting, PausedTime pauses)
{
    private const long OutOfReach = -1;
    private const long Day = TimeSpan.TicksPerDay;

    private readonly WorkingTimeline _timeline = calendar.Timeline;
    private readonly ZoneOffsets _offsets = calendar.Offsets;
    private readonly bool _endsWithTheDay = counting.End == DueEnd.EndOfWorkingDay;

    public long Due(long from, Amount amount)
    {
        if (amount.IsZero)
        {
            return from;
        }

        switch (amount.Unit)
        {
            case AmountUnit.Elapsed:
                return Finish(AddNet(Begin(from, works: false), amount.Quantity, works: false), works: false);
            case AmountUnit.WorkingHours:
                return Finish(AddNet(Begin(from, works: true), amount.Quantity, works: true), works: true);
            case AmountUnit.WorkingDays when counting.WorkingDayLength is { } length:
                // At most a million days of at most a day: far within a long.
                return Finish(AddNet(Begin(from, works: true), amount.Quantity * length.Ticks, works: true), works: true);
            case AmountUnit.WorkingDays:
                return _endsWithTheDay ? EndOfWorkingDays(from, amount.Days) : ExactWorkingDays(from, amount.Days);
            default:
                return _endsWithTheDay ? EndOfCalendarDays(from, amount.Days) : Finish(ExactCalendarDays(from, amount.Days), works: false);
        }
    }

    public long Milestone(long from, long due, decimal percent, bool works)
    {
        var total = Net(from, due, works);
        if (total == 0)
        {
            // All of the time lies outside working hours: what passes then is elapsed time.
            works = false;
            total = Net(from, due, works);
        }

        if (percent <= 0 || percent == 100 || total == 0)
        {
            return percent <= 0 ? from : due;
        }

        // Upwards, so that the share has passed at the moment that is answered.
        var start = percent < 100 ? from : due;
        var share = decimal.Ceiling(total / 100m * Math.Min(percent < 100 ? percent : percent - 100, 1_000_000_000m));
        if (share > long.MaxValue / 2)
        {
            return OutOfReach;
        }

        var moment = AddNet(start, (long)share, works);
        return percent < 100 ? Math.Min(moment, due) : moment;
    }

    public decimal Percent(long from, long due, long at, bool works)
    {
        const decimal Digits = 10_000;
        if (at <= from && at < due)
        {
            return 0;
        }

        var total = Net(from, due, works);
        if (total == 0)
        {
            return at >= due ? 100 : 0;
        }

        var percent = decimal.Floor((decimal)Net(from, at, works) * 100 / total * Digits) / Digits;
        return at == due ? 100 : at > due ? Math.Max(percent, 100) : Math.Min(percent, 100 - 1 / Digits);
    }

    public Amount Elapsed(long from, long to, AmountUnit unit)
    {
        switch (unit)
        {
            case AmountUnit.Elapsed:
                return Amount.Elapsed(TimeSpan.FromTicks(NetFromBegin(from, to, works: false)));
            case AmountUnit.WorkingHours:
                return Amount.WorkingTime(TimeSpan.FromTicks(NetFromBegin(from, to, works: true)));
            case AmountUnit.WorkingDays when counting is { WorkingDayLength: { } length, End: DueEnd.Exact }:
                return Amount.WorkingDays((int)Math.Min(NetFromBegin(from, to, works: true) / length.Ticks, Amount.MaximumDays));
            case AmountUnit.WorkingDays:
                return Amount.WorkingDays(CompleteDays(from, to, Amount.WorkingDays));
            default:
                return Amount.CalendarDays(CompleteDays(from, to, Amount.CalendarDays));
        }
    }

    // The largest number of days that is due by then, found by halving: due times never fall as days rise.
    private int CompleteDays(long from, long to, Func<int, Amount> days)
    {
        if (to <= from)
        {
            return 0;
        }

        var (complete, tooMany) = (0, 2);
        while (IsDue(from, days(tooMany), to))
        {
            (complete, tooMany) = (tooMany, Math.Min(tooMany * 2, Amount.MaximumDays));
            if (complete == tooMany)
            {
                return complete;
            }
        }

        while (tooMany - complete > 1)
        {
            var middle = (complete + tooMany) / 2;
            (complete, tooMany) = IsDue(from, days(middle), to) ? (middle, tooMany) : (complete, middle);
        }

        return complete;

    }

    private bool IsDue(long from, Amount amount, long to) => Due(from, amount) is >= 0 and var due && due <= to;

    private long NetFromBegin(long from, long to, bool works)
    {
        var begin = Begin(from, works);
        return begin == OutOfReach || begin >= to ? 0 : Net(begin, to, works);
    }

    // Where hours begin to count.
    private long Begin(long from, bool works)
    {
        if (counting.From == CountFrom.SameDay)
        {
            return works && !calendar.IsInside(from) ? OutOfReach : from;
        }

        if (!calendar.IsInside(from))
        {
            return OutOfReach;
        }

        if (!works)
        {
            return _offsets.FirstAtOrAfter((calendar.LocalDate(from) + 1) * Day);
        }

        var next = _timeline.DayAtOrAfter(Math.Min(WorkingDate(from) + 1, _timeline.LastDate + 1));
        return next < _timeline.Days.Length ? _timeline.Opens[next] : OutOfReach;
    }

    // The date to which a moment belongs: that of the shift that is under way, which may have begun the day before.
    private int WorkingDate(long moment)
    {
        var date = calendar.LocalDate(moment);
        var before = _timeline.DayAtOrAfter(date) - 1;
        return before >= 0 && _timeline.Closes[before] > moment ? _timeline.Days[before] : date;
    }

    private long ExactWorkingDays(long start, int days)
    {
        if (!calendar.IsInside(start))
        {
            return OutOfReach;
        }

        var date = WorkingDate(start);
        var index = _timeline.DayAtOrAfter(date);
        var isWorkingDay = index < _timeline.Days.Length && _timeline.Days[index] == date;
        var last = index + days - (isWorkingDay ? 0 : 1);
        if (last >= _timeline.Days.Length)
        {
            return OutOfReach;
        }

        // From a day of rest on, so many whole working days pass; from a working day on, it is due at the same time of day.
        var due = _timeline.Closes[last];
        if (isWorkingDay)
        {
            var timeOfDay = start + _offsets.At(start) - date * Day;
            var moment = _offsets.FirstAtOrAfter(_timeline.Days[last] * Day + timeOfDay);
            due = Math.Clamp(moment, _timeline.Opens[last], due);
        }

        return pauses.IsNone ? due : Delayed(start, due, works: true);
    }

    private long ExactCalendarDays(long start, int days)
    {
        if (!calendar.IsInside(start))
        {
            return OutOfReach;
        }

        var date = calendar.LocalDate(start);
        if (!_timeline.HasDate(date + days))
        {
            return OutOfReach;
        }

        var due = _offsets.FirstAtOrAfter(start + _offsets.At(start) + days * Day);
        return pauses.IsNone ? due : Delayed(start, due, works: false);
    }

    // As much time as lies between start and due, without what was paused.
    private long Delayed(long start, long due, bool works)
    {
        var delayed = AddNet(start, works ? _timeline.Until(due) - _timeline.Until(start) : due - start, works);
        return delayed == OutOfReach ? delayed : Math.Max(delayed, due);
    }

    private long EndOfWorkingDays(long from, int days)
    {
        if (!calendar.IsInside(from))
        {
            return OutOfReach;
        }

        var date = WorkingDate(from);
        var first = _timeline.DayAtOrAfter(date);
        if (first < _timeline.Days.Length && _timeline.Days[first] == date
            && (counting.From == CountFrom.NextDay || from >= _timeline.Closes[first]))
        {
            first++;
        }

        var last = first + days - 1;
        foreach (var (pausedFrom, pausedTo) in pauses.Spans)
        {
            // The days whose close lies in the pause: after its first moment, up to its end.
            var firstPaused = Math.Max(first, _timeline.DayClosingAtOrAfter(pausedFrom + 1));
            var firstLeft = _timeline.DayClosingAtOrAfter(pausedTo + 1);
            if (firstPaused <= last && firstLeft > firstPaused)
            {
                last += firstLeft - firstPaused;
            }
        }

        return last < _timeline.Days.Length ? _timeline.Closes[last] : OutOfReach;
    }

    private long EndOfCalendarDays(long from, int days)
    {
        if (!calendar.IsInside(from))
        {
            return OutOfReach;
        }

        var first = calendar.LocalDate(from);
        if (counting.From == CountFrom.NextDay || from >= EndOf(first))
        {
            first++;
        }

        var last = first + days - 1;
        foreach (var (pausedFrom, pausedTo) in pauses.Spans)
        {
            // The dates whose midnight lies in the pause.
            var firstPaused = Math.Max(first, calendar.LocalDate(pausedFrom));
            var firstLeft = calendar.LocalDate(pausedTo);
            if (firstPaused <= last && firstLeft > firstPaused)
            {
                last += firstLeft - firstPaused;
            }
        }

        if (!_timeline.HasDate(last))
        {
            return OutOfReach;
        }

        if (counting.LastDay == LastDay.NextWorkingDay)
        {
            var day = _timeline.DayAtOrAfter(last);
            return LeavePauses(day < _timeline.Days.Length ? _timeline.Closes[day] : OutOfReach, works: false);
        }

        return LeavePauses(EndOf(last), works: false);
    }

    // When a date is over for whoever works by this calendar: its close, or midnight on a day of rest.
    private long EndOf(int date) =>
        _timeline.IsWorkingDay(date) ? _timeline.Closes[_timeline.DayAtOrAfter(date)] : _offsets.FirstAtOrAfter((date + 1) * Day);

    private long Finish(long due, bool works) =>
        !_endsWithTheDay && counting.LastDay == LastDay.AsItFalls ? due : LeavePauses(Rounded(due, works), works);

    private long LeavePauses(long due, bool works)
    {
        foreach (var (from, to) in pauses.Spans)
        {
            if (due > from && due < to)
            {
                due = Rounded(to, works);
            }
        }

        return due;
    }

    // To the end of the working day, or out of a day of rest.
    private long Rounded(long due, bool works)
    {
        if (due == OutOfReach || !calendar.IsInside(due))
        {
            return OutOfReach;
        }

        var day = _timeline.DayClosingAtOrAfter(due);
        if (!_endsWithTheDay)
        {
            return works || counting.LastDay == LastDay.AsItFalls ? due
                : day < _timeline.Days.Length ? Math.Max(due, _timeline.Opens[day]) : OutOfReach;
        }

        if (!works && counting.LastDay == LastDay.AsItFalls)
        {
            var date = calendar.LocalDate(due);
            var end = EndOf(date);
            return due <= end ? end : _offsets.FirstAtOrAfter((date + 1) * Day);
        }

        return day < _timeline.Days.Length ? _timeline.Closes[day] : OutOfReach;
    }

    // Time from one moment to another, without what was paused; working time or elapsed time.
    private long Net(long from, long to, bool works)
    {
        var net = Gross(from, to, works);
        foreach (var (pausedFrom, pausedTo) in pauses.Spans)
        {
            var (start, end) = (Math.Max(pausedFrom, from), Math.Min(pausedTo, to));
            if (start < end)
            {
                net -= Gross(start, end, works);
            }
        }

        return net;
    }

    private long Gross(long from, long to, bool works) => works ? _timeline.Until(to) - _timeline.Until(from) : to - from;

    private long AddNet(long start, long ticks, bool works)
    {
        if (start == OutOfReach || ticks == 0)
        {
            return start;
        }

        foreach (var (pausedFrom, pausedTo) in pauses.Spans)
        {
            if (pausedTo <= start)
            {
                continue;
            }

            var passed = pausedFrom > start ? Gross(start, pausedFrom, works) : 0;
            if (passed >= ticks)
            {
                break;
            }

            ticks -= passed;
            start = pausedTo;
        }

        if (works)
        {
            return calendar.IsInside(start) ? calendar.AddWorked(start, ticks) : OutOfReach;
        }

        return ticks <= DateTime.MaxValue.Ticks - start ? start + ticks : OutOfReach;
    }
}
