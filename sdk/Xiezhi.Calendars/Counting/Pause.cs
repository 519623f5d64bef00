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
}
