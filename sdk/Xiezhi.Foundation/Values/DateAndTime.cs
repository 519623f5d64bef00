using System.Globalization;

namespace Xiezhi.Foundation.Values;

/// <summary>A date with a time of day; an instant when the time has an offset or a zone.</summary>
public readonly record struct DateAndTime(Date Date, Time Time)
{
    /// <summary>The instant with its offset.</summary>
    public static DateAndTime From(DateTimeOffset instant) => new(
        Date.From(DateOnly.FromDateTime(instant.DateTime)),
        new Time(instant.TimeOfDay.Ticks * 100, (int)instant.Offset.TotalSeconds));

    /// <summary>Reads what ISO 8601 writes, with a zone behind <c>@</c> if there is one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateAndTime value)
    {
        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant);
        value = From(instant);
        return read;
    }

    /// <summary>The instant; false when there is neither offset nor zone, or the year is outside 1 to 9999.</summary>
    public bool TryToInstant(out DateTimeOffset instant)
    {
        instant = default;
        if (Time.OffsetSeconds is not { } offset || !Date.TryToDateOnly(out var date))
        {
            return false;
        }

        instant = new DateTimeOffset(date.ToDateTime(new TimeOnly(Time.NanosecondOfDay / 100)), TimeSpan.FromSeconds(offset));
        return true;
    }

    /// <summary>As ISO 8601 writes it, with the zone behind <c>@</c>.</summary>
    public override string ToString() => Date + "T" + Time;
}
