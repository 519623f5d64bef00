using System.Globalization;

namespace Xiezhi.Foundation.Values;

/// <summary>A length of time in years and months. May be negative. The default value is zero.</summary>
/// <param name="Months">The whole length in months.</param>
public readonly record struct YearsAndMonthsDuration(long Months)
{
    /// <summary>Reads <c>P1Y2M</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out YearsAndMonthsDuration duration)
    {
        duration = default;
        var match = System.Text.RegularExpressions.Regex.Match(text.ToString(), @"^(-?)P(?=\d)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?$", System.Text.RegularExpressions.RegexOptions.CultureInvariant);
        if (!match.Success)
        {
            return false;
        }

        long Part(int group) => match.Groups[group].Success ? long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var months = (Part(2) * 12) + Part(3);
        duration = new YearsAndMonthsDuration(match.Groups[1].Length > 0 ? -months : months);
        return true;
    }

    /// <summary>As ISO 8601 writes it.</summary>
    public override string ToString()
    {
        var months = Math.Abs(Months);
        var sign = Months < 0 ? "-" : "";
        return (months / 12, months % 12) switch
        {
            (0, 0) => "P0M",
            (0, var m) => $"{sign}P{m}M",
            (var y, 0) => $"{sign}P{y}Y",
            (var y, var m) => $"{sign}P{y}Y{m}M",
        };
    }
}
