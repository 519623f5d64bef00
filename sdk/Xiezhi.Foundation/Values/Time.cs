using System.Globalization;

namespace Xiezhi.Foundation.Values;

/// <summary>A time of day, with an offset from UTC, an IANA zone, or neither.</summary>
/// <remarks>Immutable. The default value is midnight without offset or zone. Equality is of the parts; <c>10:00Z</c> and <c>11:00+01:00</c> differ here.</remarks>
public readonly record struct Time
{
    internal const long NanosecondsPerSecond = 1_000_000_000;
    internal const long NanosecondsPerDay = 86_400 * NanosecondsPerSecond;
    private const int LargestOffset = 18 * 3600;

    /// <summary>A time of day.</summary>
    /// <param name="nanosecondOfDay">From midnight; 0 to 86,399,999,999,999.</param>
    /// <param name="offsetSeconds">Seconds east of UTC, at most 18 hours; <see langword="null"/> where none is given.</param>
    /// <param name="zone">The IANA name of the zone; <see langword="null"/> where none is given. A time has an offset or a zone, not both.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such time.</exception>
    public Time(long nanosecondOfDay, int? offsetSeconds = null, string? zone = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nanosecondOfDay);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(nanosecondOfDay, NanosecondsPerDay);
        if (offsetSeconds is { } offset && (Math.Abs(offset) > LargestOffset || zone is not null))
        {
            throw new ArgumentOutOfRangeException(nameof(offsetSeconds));
        }

        (NanosecondOfDay, OffsetSeconds, Zone) = (nanosecondOfDay, offsetSeconds, zone);
    }

    /// <summary>Nanoseconds from midnight.</summary>
    public long NanosecondOfDay { get; }

    /// <summary>Seconds east of UTC, or <see langword="null"/> where none is given.</summary>
    public int? OffsetSeconds { get; }

    /// <summary>The IANA name of the zone, or <see langword="null"/> where none is given.</summary>
    public string? Zone { get; }

    /// <summary>The hour: 0 to 23.</summary>
    public int Hour => (int)(NanosecondOfDay / (3600 * NanosecondsPerSecond));

    /// <summary>The minute: 0 to 59.</summary>
    public int Minute => (int)(NanosecondOfDay / (60 * NanosecondsPerSecond) % 60);

    /// <summary>The second: 0 to 59.</summary>
    public int Second => (int)(NanosecondOfDay / NanosecondsPerSecond % 60);

    /// <summary>Nanoseconds within the second.</summary>
    public int Nanosecond => (int)(NanosecondOfDay % NanosecondsPerSecond);

    /// <summary>Reads <c>10:30:00</c>, with a fraction, and an offset (<c>Z</c>, <c>+08:00</c>) or a zone (<c>@Asia/Shanghai</c>) if there is one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Time time)
    {
        time = default;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':' || !Date.TryDigits(text[..2], out var hour) || !Date.TryDigits(text.Slice(3, 2), out var minute)
            || !Date.TryDigits(text.Slice(6, 2), out var second) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var rest = text[8..];
        long fraction = 0;
        if (rest.StartsWith('.'))
        {
            var digits = 1;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
            {
                digits++;
            }

            if (digits == 1)
            {
                return false;
            }

            for (var i = 1; i <= 9; i++)
            {
                fraction = (fraction * 10) + (i < digits ? rest[i] - '0' : 0);
            }

            rest = rest[digits..];
        }

        if (!TryParseZone(rest, out var offset, out var zone))
        {
            return false;
        }

        time = new Time((((hour * 3600L) + (minute * 60) + second) * NanosecondsPerSecond) + fraction, offset, zone);
        return true;
    }

    /// <summary>A time of day; false when there is none such.</summary>
    public static bool TryCreate(int hour, int minute, int second, int nanosecond, int? offsetSeconds, out Time time)
    {
        var possible = hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 59 && nanosecond is >= 0 and < 1_000_000_000
            && (offsetSeconds is null || Math.Abs(offsetSeconds.Value) <= LargestOffset);
        time = possible ? new Time((((hour * 3600L) + (minute * 60) + second) * NanosecondsPerSecond) + nanosecond, offsetSeconds) : default;
        return possible;
    }

    /// <summary>Seconds east of UTC now or on <paramref name="date"/>; <see langword="null"/> where there is neither offset nor zone.</summary>
    /// <param name="date">The date on which the zone is asked. An ambiguous time is the earlier one; a skipped one has the offset before the gap.</param>
    public int? OffsetOn(Date date) => OffsetSeconds ?? (Zone is null ? null : TimeZones.OffsetOf(Zone, date, NanosecondOfDay));

    /// <summary>As ISO 8601 writes it, with the zone behind <c>@</c>.</summary>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Hour:00}:{Minute:00}:{Second:00}");
        if (Nanosecond != 0)
        {
            text += "." + Nanosecond.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
        }

        return text + (Zone is not null ? "@" + Zone : OffsetSeconds is { } offset ? WriteOffset(offset) : "");
    }

    private static string WriteOffset(int offset)
    {
        if (offset == 0)
        {
            return "Z";
        }

        var magnitude = Math.Abs(offset);
        var text = string.Create(CultureInfo.InvariantCulture, $"{(offset < 0 ? '-' : '+')}{magnitude / 3600:00}:{magnitude / 60 % 60:00}");
        return magnitude % 60 == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $":{magnitude % 60:00}");
    }

    private static bool TryParseZone(ReadOnlySpan<char> text, out int? offset, out string? zone)
    {
        (offset, zone) = (null, null);
        if (text.IsEmpty)
        {
            return true;
        }

        if (text is "Z" or "z")
        {
            offset = 0;
            return true;
        }

        if (text[0] == '@')
        {
            zone = text[1..].ToString();
            return TimeZones.Exists(zone);
        }

        if (text[0] is not ('+' or '-') || text.Length is not (6 or 9) || text[3] != ':' || !Date.TryDigits(text.Slice(1, 2), out var hours) || !Date.TryDigits(text.Slice(4, 2), out var minutes))
        {
            return false;
        }

        var seconds = 0;
        if (text.Length == 9 && (text[6] != ':' || !Date.TryDigits(text[7..], out seconds)))
        {
            return false;
        }

        var total = (hours * 3600) + (minutes * 60) + seconds;
        offset = text[0] == '-' ? -total : total;
        return minutes <= 59 && seconds <= 59 && total <= LargestOffset;
    }
}
