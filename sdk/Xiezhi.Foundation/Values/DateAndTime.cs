namespace Xiezhi.Foundation.Values;

/// <summary>A date with a time of day; an instant when the time has an offset or a zone.</summary>
/// <param name="Date">The date.</param>
/// <param name="Time">The time of day.</param>
/// <remarks>Immutable. Equality is of the parts: the same instant in two offsets is not equal here; compare <see cref="UtcNanoseconds"/> for that.</remarks>
public readonly record struct DateAndTime(Date Date, Time Time)
{
    /// <summary>Nanoseconds from 1970-01-01T00:00:00 to this, both read as local.</summary>
    public Int128 LocalNanoseconds => ((Int128)Date.ToEpochDay() * Time.NanosecondsPerDay) + Time.NanosecondOfDay;

    /// <summary>Nanoseconds from 1970-01-01T00:00:00Z to the instant; <see langword="null"/> when there is neither offset nor zone.</summary>
    public Int128? UtcNanoseconds => Time.OffsetOn(Date) is { } offset ? LocalNanoseconds - ((Int128)offset * Time.NanosecondsPerSecond) : null;

    /// <summary>The instant with its offset.</summary>
    public static DateAndTime From(DateTimeOffset instant) => new(
        Date.From(DateOnly.FromDateTime(instant.DateTime)),
        new Time(instant.TimeOfDay.Ticks * 100, (int)instant.Offset.TotalSeconds));

    /// <summary>Reads what ISO 8601 writes, with a zone behind <c>@</c> if there is one: <c>2024-09-12T10:00:00@Asia/Shanghai</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateAndTime value)
    {
        value = default;
        var middle = text.IndexOf('T');
        if (middle < 0 || !Date.TryParse(text[..middle], out var date))
        {
            return false;
        }

        // XML Schema writes the end of a day as 24:00:00.
        var clock = text[(middle + 1)..];
        const string EndOfDay = "24:00:00";
        if (clock.StartsWith(EndOfDay))
        {
            return Time.TryParse(string.Concat("00:00:00", clock[EndOfDay.Length..]), out var midnight) && midnight.NanosecondOfDay == 0
                && date.TryAddDays(1, out date) && Set(new DateAndTime(date, midnight), out value);
        }

        if (!Time.TryParse(clock, out var time))
        {
            return false;
        }

        value = new DateAndTime(date, time);
        return true;
    }

    /// <summary>The date and time so much later, in the same offset or zone; false when the year is out of range.</summary>
    /// <remarks>With a zone the instant moves by the duration, whatever the clocks do in between.</remarks>
    public bool TryAdd(DaysAndTimeDuration duration, out DateAndTime value)
    {
        value = default;
        if (Time.Zone is not { } zone)
        {
            return TryFromLocal(LocalNanoseconds + duration.Nanoseconds, Time.OffsetSeconds, null, out value);
        }

        if (!TryFromLocal(UtcNanoseconds!.Value + duration.Nanoseconds, null, null, out var utc))
        {
            return false;
        }

        var offset = TimeZones.OffsetAt(zone, utc.Date, utc.Time.NanosecondOfDay);
        return TryFromLocal(utc.LocalNanoseconds + ((Int128)offset * Time.NanosecondsPerSecond), null, zone, out value);
    }

    /// <summary>The date and time so many months later, at the same time of day; false when the year is out of range.</summary>
    public bool TryAdd(YearsAndMonthsDuration duration, out DateAndTime value)
    {
        var possible = Date.TryAddMonths(duration.Months, out var date);
        value = possible ? new DateAndTime(date, Time) : default;
        return possible;
    }

    /// <summary>The instant; false when there is neither offset nor zone, or the year is outside 1 to 9999.</summary>
    public bool TryToInstant(out DateTimeOffset instant)
    {
        instant = default;
        if (Time.OffsetOn(Date) is not { } offset || offset % 60 != 0 || Math.Abs(offset) > 14 * 3600 || Date.Year is < 2 or > 9998 || !Date.TryToDateOnly(out var date))
        {
            return false;
        }

        instant = new DateTimeOffset(date.ToDateTime(new TimeOnly(Time.NanosecondOfDay / 100)), TimeSpan.FromSeconds(offset));
        return true;
    }

    /// <summary>As ISO 8601 writes it, with the zone behind <c>@</c>.</summary>
    public override string ToString() => Date + "T" + Time;

    private static bool Set(DateAndTime moment, out DateAndTime value)
    {
        value = moment;
        return true;
    }

    private static bool TryFromLocal(Int128 nanoseconds, int? offset, string? zone, out DateAndTime value)
    {
        value = default;
        var (days, rest) = Int128.DivRem(nanoseconds, Time.NanosecondsPerDay);
        if (rest < 0)
        {
            days--;
            rest += Time.NanosecondsPerDay;
        }

        if (days > long.MaxValue / 2 || days < long.MinValue / 2 || !new Date(1970, 1, 1).TryAddDays((long)days, out var date))
        {
            return false;
        }

        value = new DateAndTime(date, new Time((long)rest, offset, zone));
        return true;
    }
}
