using NodaTime;
using NodaTime.TimeZones;

namespace Xiezhi.Foundation.Values;

/// <summary>IANA time zones from the database that NodaTime carries, so that every machine gives the same answer.</summary>
internal static class TimeZones
{
    // The Gregorian calendar repeats after 400 years; a year outside the database's range has the rules of its counterpart inside.
    private const int Cycle = 400;
    private const int LastYear = 9998;
    private const int FirstYear = -9900;

    public static bool Exists(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;

    /// <summary>Seconds east of UTC at a local date and time in <paramref name="zone"/>, which must exist.</summary>
    public static int OffsetOf(string zone, Date date, long nanosecondOfDay)
    {
        var known = DateTimeZoneProviders.Tzdb[zone];
        var local = new LocalDate(Inside(date.Year), date.Month, date.Day).At(LocalTime.FromNanosecondsSinceMidnight(nanosecondOfDay));
        var mapping = known.MapLocal(local);
        var offset = mapping.Count == 0 ? mapping.EarlyInterval.WallOffset : mapping.First().Offset;
        return offset.Seconds;
    }

    /// <summary>Seconds east of UTC at an instant, given as its date and time in UTC.</summary>
    public static int OffsetAt(string zone, Date date, long nanosecondOfDay)
    {
        var known = DateTimeZoneProviders.Tzdb[zone];
        var instant = new LocalDate(Inside(date.Year), date.Month, date.Day).At(LocalTime.FromNanosecondsSinceMidnight(nanosecondOfDay)).InUtc().ToInstant();
        return known.GetUtcOffset(instant).Seconds;
    }

    private static int Inside(int year) => year switch
    {
        > LastYear => 9200 + (year % Cycle),
        < FirstYear => -9600 + (((year % Cycle) + Cycle) % Cycle),
        _ => year,
    };
}
