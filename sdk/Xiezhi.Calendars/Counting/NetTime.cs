namespace Xiezhi.Calendars;

/// <summary>Working time or elapsed time without what was paused, in UTC ticks.</summary>
internal readonly struct NetTime(WorkingCalendar calendar, PausedTime pauses)
{
    /// <summary>A moment that the calendar's horizon does not reach.</summary>
    public const long OutOfReach = -1;

    /// <summary>Time from one moment to another.</summary>
    public long Between(long from, long to, bool works)
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

    /// <summary>The first moment at which so much time has passed since <paramref name="start"/>.</summary>
    public long Add(long start, long ticks, bool works)
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

    private long Gross(long from, long to, bool works) => works ? calendar.Timeline.Until(to) - calendar.Timeline.Until(from) : to - from;
}
