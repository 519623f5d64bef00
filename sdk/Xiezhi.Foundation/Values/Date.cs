using System.Globalization;

namespace Xiezhi.Foundation.Values;

/// <summary>A date of the proleptic Gregorian calendar, without a time or a zone.</summary>
/// <remarks>Immutable. The default value is not a date of use.</remarks>
public readonly record struct Date(int Year, int Month, int Day)
{
    /// <summary>Reads <c>2024-09-12</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Date date)
    {
        var read = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value);
        date = From(value);
        return read;
    }

    /// <summary>The same date.</summary>
    public static Date From(DateOnly date) => new(date.Year, date.Month, date.Day);

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

    /// <summary>As ISO 8601 writes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}-{Day:00}");
}
