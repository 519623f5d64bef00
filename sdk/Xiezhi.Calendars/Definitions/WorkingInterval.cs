using System.Globalization;

namespace Xiezhi.Calendars;

/// <summary>A half-open span of working time on one date: from <see cref="Opens"/>, inclusive, to <see cref="Closes"/>, exclusive.</summary>
/// <param name="Opens">When work begins, inclusive.</param>
/// <param name="Closes">When work ends, exclusive.</param>
/// <remarks>
/// Local to the calendar's zone. An interval that closes at or before it opens ends on the next date and still belongs to the date on which
/// it opens. The default value is midnight to midnight, the whole date. Immutable.
/// </remarks>
public readonly record struct WorkingInterval(TimeOnly Opens, TimeOnly Closes)
{
    /// <summary>Whether it closes on the date after the one on which it opens.</summary>
    public bool EndsNextDate => Closes <= Opens;

    /// <summary>How long it is by the clock on the wall: more than zero, at most 24 hours. A change to or from summer time is not seen here.</summary>
    public TimeSpan Length => TimeSpan.FromTicks(ClosesAfterMidnight - Opens.Ticks);

    /// <summary>The close in ticks after the midnight at which the opening date begins.</summary>
    internal long ClosesAfterMidnight => Closes.Ticks + (EndsNextDate ? TimeSpan.TicksPerDay : 0);

    /// <summary>Reads <c>09:00-12:00</c>; <c>24:00</c> stands for the end of the date, and <c>22:00-06:00</c> ends on the next one.</summary>
    public static bool TryParse(string? text, out WorkingInterval interval)
    {
        interval = default;
        var parts = text?.Split('-', StringSplitOptions.TrimEntries);
        if (parts is not { Length: 2 } || !Time(parts[0], out var opens) || !(Time(parts[1], out var closes) || parts[1] == "24:00"))
        {
            return false;
        }

        interval = new WorkingInterval(opens, closes);
        return true;
    }

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() =>
        $"{Write(Opens)}-{(Closes == TimeOnly.MinValue ? "24:00" : Write(Closes))}";

    private static string Write(TimeOnly time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerMinute == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);

    private static bool Time(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
