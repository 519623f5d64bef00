using System.Globalization;

namespace Xiezhi.Workflow.Time;

/// <summary>A duration of ISO 8601: months, which the calendar counts, and a length of time.</summary>
internal readonly record struct IsoDuration(int Months, TimeSpan Span)
{
    // In the order in which ISO 8601 writes them; M means months before the T and minutes behind it.
    private const string DateUnits = "YMWD";
    private const string TimeUnits = "HMS";

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789.");

    /// <summary>Reads <c>P1Y2M3DT4H5M6.7S</c>, <c>P2W</c>, <c>-PT1H</c>.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out IsoDuration duration)
    {
        duration = default;
        text = text.Trim();
        var negative = text.StartsWith('-');
        text = negative ? text[1..] : text;
        if (text.Length < 3 || text[0] != 'P')
        {
            return false;
        }

        text = text[1..];
        var units = DateUnits.AsSpan();
        var (months, seconds, inTime) = (0m, 0m, false);
        while (text.Length > 0)
        {
            if (text[0] == 'T')
            {
                if (inTime || text.Length == 1)
                {
                    return false;
                }

                inTime = true;
                units = TimeUnits;
                text = text[1..];
                continue;
            }

            var digits = text.IndexOfAnyExcept(Digits);
            if (digits is <= 0 or > 15 || units.IndexOf(text[digits]) is var unit && unit < 0
                || !decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            var letter = text[digits];
            if (letter != 'S' && number != decimal.Truncate(number))
            {
                return false;
            }

            (months, seconds) = (letter, inTime) switch
            {
                ('Y', _) => (months + (number * 12), seconds),
                ('M', false) => (months + number, seconds),
                ('W', _) => (months, seconds + (number * 604_800)),
                ('D', _) => (months, seconds + (number * 86_400)),
                ('H', _) => (months, seconds + (number * 3_600)),
                ('M', true) => (months, seconds + (number * 60)),
                _ => (months, seconds + number),
            };
            units = units[(unit + 1)..];
            text = text[(digits + 1)..];
        }

        // A DateTimeOffset spans ten thousand years; what is longer is a slip of the pen.
        if (months > 120_000 || seconds > 315_360_000_000)
        {
            return false;
        }

        var sign = negative ? -1 : 1;
        duration = new IsoDuration(sign * (int)months, new TimeSpan(sign * (long)(seconds * TimeSpan.TicksPerSecond)));
        return true;
    }

    /// <summary>The moment this long behind <paramref name="from"/>; false beyond the year 9999.</summary>
    internal bool TryAddTo(DateTimeOffset from, out DateTimeOffset due)
    {
        due = default;
        try
        {
            due = from.AddMonths(Months).Add(Span);
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }
}
