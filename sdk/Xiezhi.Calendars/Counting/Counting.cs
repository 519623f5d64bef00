namespace Xiezhi.Calendars;

/// <summary>How an <see cref="Amount"/> is counted: from which day, to what time of the last day, and what a working day is.</summary>
/// <remarks>Immutable. Two are equal when all their parts are.</remarks>
public sealed record Counting
{
    private readonly TimeSpan? _workingDayLength;

    /// <summary>From the start itself to the exact time. What hours are usually counted by.</summary>
    public static Counting FromTheStart { get; } = new();

    /// <summary>The day of the start does not count, and the last day ends when work does (Civil Code of the PRC, articles 201 and 203). What days are usually counted by.</summary>
    public static Counting FromTheNextDay { get; } = new() { From = CountFrom.NextDay, End = DueEnd.EndOfWorkingDay };

    /// <summary>Which day is the first that counts. Default: the same day.</summary>
    public CountFrom From { get; init; } = CountFrom.SameDay;

    /// <summary>At what time of the last day it is due. Default: the exact time.</summary>
    public DueEnd End { get; init; } = DueEnd.Exact;

    /// <summary>What happens when elapsed time or calendar days end on no working day. Default: nothing.</summary>
    public LastDay LastDay { get; init; } = LastDay.AsItFalls;

    /// <summary>How many working hours stand for one working day; <see langword="null"/>, the default: a working day is a date of the calendar.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not more than zero, or more than 24 hours.</exception>
    public TimeSpan? WorkingDayLength
    {
        get => _workingDayLength;
        init
        {
            if (value is { } length)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(length, TimeSpan.FromDays(1));
            }

            _workingDayLength = value;
        }
    }

    /// <summary>How <paramref name="unit"/> is counted where nobody says otherwise: hours from the start, days from the next day (Civil Code of the PRC, article 201).</summary>
    public static Counting Usual(AmountUnit unit) =>
        unit is AmountUnit.WorkingDays or AmountUnit.CalendarDays ? FromTheNextDay : FromTheStart;
}
