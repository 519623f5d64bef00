using System.Collections.Immutable;

namespace Xiezhi.Calendars;

/// <summary>What a calendar says of one date or of a run of dates, in place of the weekly hours: closed, worked like an ordinary day, or with hours of its own.</summary>
/// <remarks>Immutable. The more specific of two entries for a date, the one with fewer dates, wins; of equally specific ones the later.</remarks>
public sealed record DatedHours
{
    private DatedHours(DateOnly first, DateOnly last, DatedHoursKind kind)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        First = first;
        Last = last;
        Kind = kind;
    }

    /// <summary>The first date, inclusive.</summary>
    public DateOnly First { get; }

    /// <summary>The last date, inclusive.</summary>
    public DateOnly Last { get; }

    /// <summary>Whether the dates are closed, worked as usual, or have hours of their own.</summary>
    public DatedHoursKind Kind { get; }

    /// <summary>For <see cref="DatedHoursKind.Worked"/>: the day of the week whose hours apply; an ordinary working day when there is none.</summary>
    public DayOfWeek? Like { get; private init; }

    /// <summary>For <see cref="DatedHoursKind.OwnHours"/>: the hours, in order of opening; at least one.</summary>
    public ImmutableArray<WorkingInterval> Hours { get; private init; } = [];

    /// <summary>What the date is called, such as 春节; empty when nothing is said.</summary>
    public string Name { get; init; } = "";

    /// <summary>How many dates it names.</summary>
    internal int Length => Last.DayNumber - First.DayNumber + 1;

    /// <summary>No work from <paramref name="first"/> to <paramref name="last"/>, both inclusive.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="last"/> is before <paramref name="first"/>.</exception>
    public static DatedHours Closed(DateOnly first, DateOnly last) => new(first, last, DatedHoursKind.Closed);

    /// <summary>Work as on an ordinary day, or as on <paramref name="like"/>: a make-up day (调休上班).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="last"/> is before <paramref name="first"/>.</exception>
    public static DatedHours Worked(DateOnly first, DateOnly last, DayOfWeek? like = null) => new(first, last, DatedHoursKind.Worked) { Like = like };

    /// <summary>Hours of their own.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="last"/> is before <paramref name="first"/>.</exception>
    /// <exception cref="ArgumentException">There are no hours: use <see cref="Closed"/>.</exception>
    public static DatedHours WithHours(DateOnly first, DateOnly last, params ImmutableArray<WorkingInterval> hours)
    {
        if (hours.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A date without hours is closed.", nameof(hours));
        }

        return new(first, last, DatedHoursKind.OwnHours) { Hours = Calendars.Hours.Sorted(hours) };
    }

    /// <summary>The same, as one entry for each of its dates.</summary>
    internal static IEnumerable<DatedHours> DayByDay(DatedHours entry) =>
        Enumerable.Range(0, entry.Length).Select(entry.First.AddDays)
            .Select(date => new DatedHours(date, date, entry.Kind) { Like = entry.Like, Hours = entry.Hours, Name = entry.Name });

    /// <summary>The hours that it gives in a calendar with this <paramref name="week"/>.</summary>
    internal ImmutableArray<WorkingInterval> In(WorkingWeek week) => Kind switch
    {
        DatedHoursKind.Closed => [],
        DatedHoursKind.OwnHours => Hours,
        _ => Like is { } day ? week[day] : week.OrdinaryDay,
    };
}
