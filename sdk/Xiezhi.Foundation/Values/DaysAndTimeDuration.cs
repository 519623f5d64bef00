using System.Globalization;

namespace Xiezhi.Foundation.Values;

/// <summary>A length of time in days, hours, minutes and seconds; a day is 24 hours. May be negative. The default value is zero.</summary>
/// <param name="Nanoseconds">The whole length in nanoseconds.</param>
public readonly record struct DaysAndTimeDuration(Int128 Nanoseconds) : IComparable<DaysAndTimeDuration>
{
    private const long Second = Time.NanosecondsPerSecond;

    /// <summary>Whole days, with the sign of the length.</summary>
    public Int128 Days => Nanoseconds / Time.NanosecondsPerDay;

    /// <summary>Hours besides the days, with the sign of the length.</summary>
    public int Hours => (int)(Nanoseconds / (3600 * Second) % 24);

    /// <summary>Minutes besides the hours, with the sign of the length.</summary>
    public int Minutes => (int)(Nanoseconds / (60 * Second) % 60);

    /// <summary>Whole seconds besides the minutes, with the sign of the length.</summary>
    public int Seconds => (int)(Nanoseconds / Second % 60);

    /// <summary>The same length.</summary>
    public static DaysAndTimeDuration From(TimeSpan span) => new((Int128)span.Ticks * 100);

    /// <summary>Reads <c>P1DT2H3M4.5S</c> as XML Schema's dayTimeDuration writes it; any part may be left out, but not all.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DaysAndTimeDuration duration)
    {
        duration = default;
        var negative = text.StartsWith('-');
        var rest = negative ? text[1..] : text;
        if (!rest.StartsWith('P') || rest.Length < 3)
        {
            return false;
        }

        rest = rest[1..];
        Int128 total = 0;
        if (!rest.StartsWith('T') && !TryPart(ref rest, 'D', Time.NanosecondsPerDay, ref total))
        {
            return false;
        }

        if (!rest.IsEmpty)
        {
            if (rest[0] != 'T' || rest.Length == 1)
            {
                return false;
            }

            rest = rest[1..];
            TryPart(ref rest, 'H', 3600 * Second, ref total);
            TryPart(ref rest, 'M', 60 * Second, ref total);
            TryPart(ref rest, 'S', Second, ref total);
            if (!rest.IsEmpty)
            {
                return false;
            }
        }

        duration = new DaysAndTimeDuration(negative ? -total : total);
        return true;
    }

    /// <summary>The same length; false when it is longer than a <see cref="TimeSpan"/> can hold. Below 100 ns it is cut.</summary>
    public bool TryToTimeSpan(out TimeSpan span)
    {
        var ticks = Nanoseconds / 100;
        span = ticks > long.MaxValue || ticks < long.MinValue ? default : new TimeSpan((long)ticks);
        return ticks <= long.MaxValue && ticks >= long.MinValue;
    }

    /// <inheritdoc/>
    public int CompareTo(DaysAndTimeDuration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>As ISO 8601 writes it: the parts that are not zero, <c>PT0S</c> for zero.</summary>
    public override string ToString()
    {
        if (Nanoseconds == 0)
        {
            return "PT0S";
        }

        var magnitude = Int128.Abs(Nanoseconds);
        var absolute = new DaysAndTimeDuration(magnitude);
        var fraction = (long)(magnitude % Second);
        var seconds = fraction == 0
            ? absolute.Seconds.ToString(CultureInfo.InvariantCulture)
            : absolute.Seconds.ToString(CultureInfo.InvariantCulture) + "." + fraction.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
        var time = Part(absolute.Hours, 'H') + Part(absolute.Minutes, 'M') + (seconds == "0" ? "" : seconds + "S");
        return (Nanoseconds < 0 ? "-P" : "P") + (absolute.Days == 0 ? "" : absolute.Days.ToString(CultureInfo.InvariantCulture) + "D") + (time.Length > 0 ? "T" + time : "");
    }

    /// <summary>Order by length.</summary>
    public static bool operator <(DaysAndTimeDuration left, DaysAndTimeDuration right) => left.CompareTo(right) < 0;

    /// <summary>Order by length.</summary>
    public static bool operator >(DaysAndTimeDuration left, DaysAndTimeDuration right) => left.CompareTo(right) > 0;

    /// <summary>Order by length.</summary>
    public static bool operator <=(DaysAndTimeDuration left, DaysAndTimeDuration right) => left.CompareTo(right) <= 0;

    /// <summary>Order by length.</summary>
    public static bool operator >=(DaysAndTimeDuration left, DaysAndTimeDuration right) => left.CompareTo(right) >= 0;

    private static string Part(int value, char unit) => value == 0 ? "" : value.ToString(CultureInfo.InvariantCulture) + unit;

    // Takes "12U" from the front; seconds may have a fraction. Leaves the text as it is when it does not begin so.
    private static bool TryPart(ref ReadOnlySpan<char> text, char unit, long nanoseconds, ref Int128 total)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        var end = digits;
        if (unit == 'S' && end < text.Length && text[end] == '.')
        {
            end++;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }
        }

        if (digits is 0 or > 18 || end >= text.Length || text[end] != unit)
        {
            return false;
        }

        total += (Int128)long.Parse(text[..digits], CultureInfo.InvariantCulture) * nanoseconds;
        for (var (i, place) = (digits + 1, nanoseconds / 10); i < end && place > 0; i++, place /= 10)
        {
            total += (text[i] - '0') * place;
        }

        text = text[(end + 1)..];
        return true;
    }
}
