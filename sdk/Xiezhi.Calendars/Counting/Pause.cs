namespace Xiezhi.Calendars;

/// <summary>A span of time that does not count: from <see cref="From"/>, inclusive, to <see cref="To"/>, exclusive.</summary>
/// <remarks>Immutable. Pauses may overlap and come in any order: what is paused twice is paused once. The default value is an empty pause.</remarks>
public readonly record struct Pause
{
    /// <summary>Makes a pause.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public Pause(DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        From = from;
        To = to;
    }

    /// <summary>When it begins.</summary>
    public DateTimeOffset From { get; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset To { get; }

    /// <summary>Reads <c>FROM/TO</c>, each a moment as <see cref="WorkingCalendar.TryParseMoment"/> reads it.</summary>
    /// <returns>False when the text is none, or ends before it begins.</returns>
    public static bool TryParse(string? text, WorkingCalendar calendar, out Pause pause)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        pause = default;
        if (text?.Split('/') is not [var first, var last]
            || !calendar.TryParseMoment(first, out var from) || !calendar.TryParseMoment(last, out var to) || to < from)
        {
            return false;
        }

        pause = new Pause(from, to);
        return true;
    }

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => $"{Moments.Write(From)}/{Moments.Write(To)}";
}
