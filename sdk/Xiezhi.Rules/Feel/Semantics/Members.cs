using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Feel.Semantics;

/// <summary>The properties of values that are not contexts (DMN 1.5, table 65): <c>date.year</c>, <c>range.start</c>.</summary>
internal static class Members
{
    /// <summary>The property, or false when values of this kind have none of that name.</summary>
    public static bool TryGet(Value value, string name, out Value member)
    {
        member = Value.Null;
        switch (value.Kind)
        {
            case ValueKind.Context:
                return value.AsContext!.TryGet(name, out member);
            case ValueKind.Date:
                return OfDate(value.AsDate!.Value, name, out member);
            case ValueKind.Time:
                return OfTime(value.AsTime!.Value, null, name, out member);
            case ValueKind.DateAndTime:
                var moment = value.AsDateAndTime!.Value;
                return OfDate(moment.Date, name, out member) || OfTime(moment.Time, moment.Date, name, out member);
            case ValueKind.DaysAndTimeDuration:
                return OfDuration(value.AsDaysAndTimeDuration!.Value, name, out member);
            case ValueKind.YearsAndMonthsDuration:
                var months = value.AsYearsAndMonthsDuration!.Value.Months;
                member = name switch { "years" => months / 12, "months" => months % 12, _ => Value.Null };
                return !member.IsNull;
            case ValueKind.Range:
                return OfRange(value.AsRange!, name, out member);
            default:
                return false;
        }
    }

    private static bool OfDate(Date date, string name, out Value member)
    {
        member = name switch
        {
            "year" => date.Year,
            "month" => date.Month,
            "day" => date.Day,
            "weekday" => date.DayOfWeek,
            _ => Value.Null,
        };
        return !member.IsNull;
    }

    private static bool OfTime(Time time, Date? date, string name, out Value member)
    {
        member = name switch
        {
            "hour" => time.Hour,
            "minute" => time.Minute,
            "second" => time.Second,
            "time offset" => time.OffsetOn(date ?? new Date(1970, 1, 5)) is { } offset ? Value.From(new DaysAndTimeDuration((Int128)offset * 1_000_000_000)) : Value.Null,
            "timezone" => time.Zone,
            _ => Value.Null,
        };
        return !member.IsNull || name is "time offset" or "timezone";
    }

    private static bool OfDuration(DaysAndTimeDuration duration, string name, out Value member)
    {
        member = name switch
        {
            "days" => (long)duration.Days,
            "hours" => duration.Hours,
            "minutes" => duration.Minutes,
            "seconds" => duration.Seconds,
            _ => Value.Null,
        };
        return !member.IsNull;
    }

    private static bool OfRange(RangeValue range, string name, out Value member)
    {
        member = name switch
        {
            "start" => range.Start,
            "end" => range.End,
            "start included" => range.StartIncluded,
            "end included" => range.EndIncluded,
            _ => Value.Null,
        };
        return name is "start" or "end" or "start included" or "end included";
    }
}
