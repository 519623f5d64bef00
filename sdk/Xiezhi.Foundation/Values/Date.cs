using System.Globalization;

namespace Xiezhi.Foundation.Values;

/// <summary>A date of the proleptic Gregorian calendar, without a time or a zone.</summary>
/// <remarks>Immutable. Years go from −999,999,999 to 999,999,999; there is a year 0, as in ISO 8601. The default value is not a date of use.</remarks>
public readonly record struct Date : IComparable<Date>
{
    /// <summary>The largest year; the smallest is its negative.</summary>
    public const int MaxYear = 999_999_999;

    private const int DaysPer400Years = 146_097;

    /// <summary>A date.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such date.</exception>
    public Date(int year, int month, int day)
    {
        if (!IsDate(year, month, day))
        {
            throw new ArgumentOutOfRangeException(nameof(day), $"{year}-{month}-{day} is not a date.");
        }

        (Year, Month, Day) = (year, month, day);
    }

    /// <summary>The year.</summary>
    public int Year { get; }

    /// <summary>The month: 1 to 12.</summary>
    public int Month { get; }

    /// <summary>The day of the month, from 1.</summary>
    public int Day { get; }

    /// <summary>The day of the week: 1 for Monday to 7 for Sunday.</summary>
    public int DayOfWeek => (int)((((ToEpochDay() + 3) % 7) + 7) % 7) + 1;

    /// <summary>The day of the year, from 1.</summary>
    public int DayOfYear => (int)(ToEpochDay() - new Date(Year, 1, 1).ToEpochDay()) + 1;

    /// <summary>The week of the year as ISO 8601 counts it: the week of the year's first Thursday is the first.</summary>
    public int WeekOfYear
    {
        get
        {
            var thursday = FromEpochDay(ToEpochDay() - DayOfWeek + 4);
            return ((thursday.DayOfYear - 1) / 7) + 1;
        }
    }

    /// <summary>Whether there is such a date.</summary>
    public static bool IsDate(int year, int month, int day) =>
        year is >= -MaxYear and <= MaxYear && month is >= 1 and <= 12 && day >= 1 && day <= DaysInMonth(year, month);

    /// <summary>How many days a month has.</summary>
    public static int DaysInMonth(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>Reads <c>2024-09-12</c>; years of more than four digits and negative years as XML Schema writes them.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Date date)
    {
        date = default;
        var negative = text.StartsWith('-');
        var rest = negative ? text[1..] : text;
        var dash = rest.IndexOf('-');
        if (dash is < 4 or > 9 || (dash > 4 && rest[0] == '0') || rest.Length != dash + 6 || rest[dash + 3] != '-'
            || !TryDigits(rest[..dash], out var year) || !TryDigits(rest.Slice(dash + 1, 2), out var month) || !TryDigits(rest[(dash + 4)..], out var day))
        {
            return false;
        }

        year = negative ? -year : year;
        if (!IsDate(year, month, day))
        {
            return false;
        }

        date = new Date(year, month, day);
        return true;
    }

    /// <summary>The same date.</summary>
    public static Date From(DateOnly date) => new(date.Year, date.Month, date.Day);

    /// <summary>The date that is <paramref name="days"/> after 1970-01-01.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is out of range.</exception>
    public static Date FromEpochDay(long days)
    {
        // The year is taken to begin in March, so that the leap day is its last (Howard Hinnant's civil-from-days).
        var shifted = days + 719_468;
        var era = Math.DivRem(shifted, DaysPer400Years, out var dayOfEra);
        if (dayOfEra < 0)
        {
            era--;
            dayOfEra += DaysPer400Years;
        }

        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var month = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * month) + 2) / 5) + 1;
        month = month < 10 ? month + 3 : month - 9;
        return new Date(checked((int)(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0))), (int)month, (int)day);
    }

    /// <summary>How many days lie between 1970-01-01 and the date.</summary>
    public long ToEpochDay()
    {
        long year = Month <= 2 ? Year - 1 : Year;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (Month > 2 ? Month - 3 : Month + 9)) + 2) / 5) + Day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * DaysPer400Years) + dayOfEra - 719_468;
    }

    /// <summary>The date so many months later; the last day of the month where that month is shorter. False when the year is out of range.</summary>
    public bool TryAddMonths(long months, out Date date)
    {
        date = default;
        var total = ((Int128)Year * 12) + Month - 1 + months;
        var year = (total >= 0 ? total : total - 11) / 12;
        if (year < -MaxYear || year > MaxYear)
        {
            return false;
        }

        var month = (int)(total - (year * 12)) + 1;
        date = new Date((int)year, month, Math.Min(Day, DaysInMonth((int)year, month)));
        return true;
    }

    /// <summary>The date so many days later; false when the year is out of range.</summary>
    public bool TryAddDays(long days, out Date date)
    {
        var total = (Int128)ToEpochDay() + days;
        var inside = total >= -365_242_498_000 && total <= 365_242_000_000;
        date = inside ? FromEpochDayOrDefault((long)total) : default;
        return inside && date.Month != 0;
    }

    /// <summary>The same date; false when the year is outside 1 to 9999.</summary>
    public bool TryToDateOnly(out DateOnly date)
    {
        date = default;
        if (Year is < 1 or > 9999)
        {
            return false;
        }

        date = new DateOnly(Year, Month, Day);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Date other) => (Year, Month, Day).CompareTo((other.Year, other.Month, other.Day));

    /// <summary>As ISO 8601 writes it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Year < 0 ? "-" : "")}{Math.Abs(Year):0000}-{Month:00}-{Day:00}");

    /// <summary>Order in time.</summary>
    public static bool operator <(Date left, Date right) => left.CompareTo(right) < 0;

    /// <summary>Order in time.</summary>
    public static bool operator >(Date left, Date right) => left.CompareTo(right) > 0;

    /// <summary>Order in time.</summary>
    public static bool operator <=(Date left, Date right) => left.CompareTo(right) <= 0;

    /// <summary>Order in time.</summary>
    public static bool operator >=(Date left, Date right) => left.CompareTo(right) >= 0;

    /// <summary>Reads digits and nothing else.</summary>
    internal static bool TryDigits(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static Date FromEpochDayOrDefault(long days)
    {
        try
        {
            return FromEpochDay(days);
        }
        catch (ArgumentOutOfRangeException)
        {
            return default;
        }
    }
}
