using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Analysis.Axes;

/// <summary>Values of which any two can be compared, apart from those of other zones.</summary>
internal enum ZoneKind
{
    Null,
    Boolean,
    Number,
    String,
    Date,

    /// <summary>Times without an offset, which can't be compared with those that have one.</summary>
    LocalTime,
    ZonedTime,
    LocalDateAndTime,
    ZonedDateAndTime,
    DaysAndTimeDuration,
    YearsAndMonthsDuration,

    /// <summary>Values of all other kinds.</summary>
    Other,
}

internal static class Zones
{
    // The same date on which FEEL compares times of day with a zone.
    private static readonly Date ReferenceDate = new(1970, 1, 5);

    public static ZoneKind Of(Value value) => value.Kind switch
    {
        ValueKind.Null => ZoneKind.Null,
        ValueKind.Boolean => ZoneKind.Boolean,
        ValueKind.Number => ZoneKind.Number,
        ValueKind.String => ZoneKind.String,
        ValueKind.Date => ZoneKind.Date,
        ValueKind.Time => value.AsTime!.Value.OffsetOn(ReferenceDate) is null ? ZoneKind.LocalTime : ZoneKind.ZonedTime,
        ValueKind.DateAndTime => value.AsDateAndTime!.Value.UtcNanoseconds is null ? ZoneKind.LocalDateAndTime : ZoneKind.ZonedDateAndTime,
        ValueKind.DaysAndTimeDuration => ZoneKind.DaysAndTimeDuration,
        ValueKind.YearsAndMonthsDuration => ZoneKind.YearsAndMonthsDuration,
        _ => ZoneKind.Other,
    };

    /// <summary>The zones of a simple kind; the first is the one that is meant where a column does not say.</summary>
    public static ZoneKind[] Of(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => [ZoneKind.Boolean],
        ValueKind.Number => [ZoneKind.Number],
        ValueKind.String => [ZoneKind.String],
        ValueKind.Date => [ZoneKind.Date],
        ValueKind.Time => [ZoneKind.LocalTime, ZoneKind.ZonedTime],
        ValueKind.DateAndTime => [ZoneKind.LocalDateAndTime, ZoneKind.ZonedDateAndTime],
        ValueKind.DaysAndTimeDuration => [ZoneKind.DaysAndTimeDuration],
        ValueKind.YearsAndMonthsDuration => [ZoneKind.YearsAndMonthsDuration],
        _ => [],
    };
}
