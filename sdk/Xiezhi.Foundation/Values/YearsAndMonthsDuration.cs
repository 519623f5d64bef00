using System.Globalization;

namespace Xiezhi.Foundation.Values;

/// <summary>A length of time in years and months. May be negative. The default value is zero.</summary>
/// <param name="Months">The whole length in months.</param>
public readonly record struct YearsAndMonthsDuration(long Months) : IComparable<YearsAndMonthsDuration>
{
    /// <summary>Reads <c>P1Y2M</c> as XML Schema's yearMonthDuration writes it; either part may be left out, but not both.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out YearsAndMonthsDuration duration)
    {
        duration = default;
        var negative = text.StartsWith('-');
        var rest = negative ? text[1..] : text;
        if (!rest.StartsWith('P') || rest.Length < 3)
        {
            return false;
        }

        rest = rest[1..];
        long months = 0;
        if ((TryPart(ref rest, 'Y', 12, ref months) | TryPart(ref rest, 'M', 1, ref months)) && rest.IsEmpty)
        {
            duration = new YearsAndMonthsDuration(negative ? -months : months);
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public int CompareTo(YearsAndMonthsDuration other) => Months.CompareTo(other.Months);

    /// <summary>As ISO 8601 writes it.</summary>
    public override string ToString()
    {
        var months = Math.Abs(Months);
        var sign = Months < 0 ? "-" : "";
        return (months / 12, months % 12) switch
        {
            (0, 0) => "P0M",
            (0, var m) => string.Create(CultureInfo.InvariantCulture, $"{sign}P{m}M"),
            (var y, 0) => string.Create(CultureInfo.InvariantCulture, $"{sign}P{y}Y"),
            (var y, var m) => string.Create(CultureInfo.InvariantCulture, $"{sign}P{y}Y{m}M"),
        };
    }

    /// <summary>Order by length.</summary>
    public static bool operator <(YearsAndMonthsDuration left, YearsAndMonthsDuration right) => left.CompareTo(right) < 0;

    /// <summary>Order by length.</summary>
    public static bool operator >(YearsAndMonthsDuration left, YearsAndMonthsDuration right) => left.CompareTo(right) > 0;

    /// <summary>Order by length.</summary>
    public static bool operator <=(YearsAndMonthsDuration left, YearsAndMonthsDuration right) => left.CompareTo(right) <= 0;

    /// <summary>Order by length.</summary>
    public static bool operator >=(YearsAndMonthsDuration left, YearsAndMonthsDuration right) => left.CompareTo(right) >= 0;

    private static bool TryPart(ref ReadOnlySpan<char> text, char unit, long months, ref long total)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        if (digits is 0 or > 17 || digits >= text.Length || text[digits] != unit)
        {
            return false;
        }

        total += long.Parse(text[..digits], CultureInfo.InvariantCulture) * months;
        text = text[(digits + 1)..];
        return true;
    }
}
