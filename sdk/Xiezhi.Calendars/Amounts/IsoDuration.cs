using System.Globalization;
using System.Text;

namespace Xiezhi.Calendars;

/// <summary>Durations of days, hours, minutes and seconds as ISO 8601 writes them (4.4.2.4), without a sign.</summary>
internal static class IsoDuration
{
    private const string Designators = "DHMS";

    private static readonly long[] Ticks =
        [TimeSpan.TicksPerDay, TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond];

    /// <summary>Reads <c>P1DT2H30M0.5S</c>; designators in order, each at most once, a fraction only in the seconds.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (text.Length < 3 || text[0] != 'P')
        {
            return false;
        }

        var rest = text[1..];
        var unit = 0;
        var inTime = false;
        while (!rest.IsEmpty)
        {
            if (rest[0] == 'T')
            {
                if (inTime || rest.Length == 1)
                {
                    return false;
                }

                inTime = true;
                unit = 1;
                rest = rest[1..];
            }

            var end = rest.IndexOfAnyExceptInRange('0', '9');
            if (end > 0 && rest[end] == '.')
            {
                var fraction = rest[(end + 1)..].IndexOfAnyExceptInRange('0', '9');
                end = fraction <= 0 ? -1 : end + 1 + fraction;
            }

            var at = end <= 0 ? -1 : Designators.IndexOf(rest[end], StringComparison.Ordinal);
            if (at < unit || (at > 0 && !inTime) || !Add(rest[..end], at, ref ticks))
            {
                return false;
            }

            unit = at + 1;
            rest = rest[(end + 1)..];
        }

        return true;
    }

    /// <summary>Writes hours, minutes and seconds: <c>PT36H</c>, not <c>P1DT12H</c>, because a day here is always 24 hours.</summary>
    public static string Write(long ticks)
    {
        if (ticks == 0)
        {
            return "PT0S";
        }

        var text = new StringBuilder("PT");
        Append(text, ticks / TimeSpan.TicksPerHour, 'H');
        Append(text, ticks / TimeSpan.TicksPerMinute % 60, 'M');
        var seconds = (decimal)(ticks % TimeSpan.TicksPerMinute) / TimeSpan.TicksPerSecond;
        if (seconds != 0)
        {
            text.Append(seconds.ToString("0.#######", CultureInfo.InvariantCulture)).Append('S');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, long number, char designator)
    {
        if (number != 0)
        {
            text.Append(number.ToString(CultureInfo.InvariantCulture)).Append(designator);
        }
    }

    private static bool Add(ReadOnlySpan<char> digits, int unit, ref long ticks)
    {
        var style = unit == 3 ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
        if (digits.Length > 24 || !decimal.TryParse(digits, style, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue)
        {
            return false;
        }

        var sum = ticks + decimal.Round(number * Ticks[unit]);
        if (sum > TimeSpan.MaxValue.Ticks)
        {
            return false;
        }

        ticks = (long)sum;
        return true;
    }
}
