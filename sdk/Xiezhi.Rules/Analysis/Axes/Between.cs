using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Analysis.Axes;

/// <summary>Finds a value strictly between two others of a zone, to stand for all that lie there; none where they are neighbours.</summary>
internal static class Between
{
    private const long MillisecondsPerDay = 86_400_000;
    private const long NanosecondsPerMillisecond = 1_000_000;
    private const long LongestOffset = 18 * 3_600_000;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private static readonly Date ReferenceDate = new(1970, 1, 5);

    /// <summary>A value above <paramref name="low"/> and below <paramref name="high"/>; without one of them there is no bound on that side.</summary>
    public static Value? Find(ZoneKind zone, Value? low, Value? high) => zone switch
    {
        ZoneKind.Number => Number(low?.AsNumber, high?.AsNumber),
        ZoneKind.String => Text(low?.AsString, high?.AsString) is { } text ? Value.From(text) : None,
        ZoneKind.Date => Whole(low?.AsDate!.Value.ToEpochDay(), high?.AsDate!.Value.ToEpochDay(), FirstDay, LastDay, 0, 1) is { } day ? Value.From(Date.FromEpochDay((long)day)) : None,
        ZoneKind.LocalTime => Whole(Local(low), Local(high), 0, MillisecondsPerDay - 1, 12 * 3_600_000, 60_000) is { } time ? Value.From(new Time((long)time * NanosecondsPerMillisecond)) : None,
        ZoneKind.ZonedTime => Whole(Zoned(low), Zoned(high), -LongestOffset, MillisecondsPerDay - 1 + LongestOffset, 12 * 3_600_000, 60_000) is { } time ? ZonedTime((long)time) : None,
        ZoneKind.LocalDateAndTime => Whole(LocalMoment(low), LocalMoment(high), FirstMoment, LastMoment, 0, 60_000) is { } moment ? Value.From(Moment(moment, null)) : None,
        ZoneKind.ZonedDateAndTime => Whole(ZonedMoment(low), ZonedMoment(high), FirstMoment, LastMoment, 0, 60_000) is { } moment ? Value.From(Moment(moment, 0)) : None,
        ZoneKind.DaysAndTimeDuration => Whole(low?.AsDaysAndTimeDuration!.Value.Nanoseconds, high?.AsDaysAndTimeDuration!.Value.Nanoseconds, Int128.MinValue / 4, Int128.MaxValue / 4, 0, 3600 * NanosecondsPerSecond) is { } length
            ? Value.From(new DaysAndTimeDuration(length)) : None,
        ZoneKind.YearsAndMonthsDuration => Whole(low?.AsYearsAndMonthsDuration!.Value.Months, high?.AsYearsAndMonthsDuration!.Value.Months, -12L * Date.MaxYear, 12L * Date.MaxYear, 0, 1) is { } months
            ? Value.From(new YearsAndMonthsDuration((long)months)) : None,
        _ => null,
    };

    // A null of this type and no value of its own: the null among values is one.
    private static Value? None => null;

    private static long FirstDay => new Date(-Date.MaxYear, 1, 1).ToEpochDay();

    private static long LastDay => new Date(Date.MaxYear, 12, 31).ToEpochDay();

    // A day from the ends, so that no offset leads out of the years.
    private static Int128 FirstMoment => (Int128)(FirstDay + 1) * MillisecondsPerDay;

    private static Int128 LastMoment => (Int128)(LastDay - 1) * MillisecondsPerDay;

    // Among whole numbers: as near to a bound as one step, so that an example lies where people look for it.
    private static Int128? Whole(Int128? low, Int128? high, Int128 first, Int128 last, Int128 usual, Int128 step)
    {
        var from = low is { } l ? l + 1 : first;
        var to = high is { } h ? h - 1 : last;
        if (from > to)
        {
            return null;
        }

        var wanted = low is { } lower ? lower + step : high is { } upper ? upper - step : usual;
        return wanted >= from && wanted <= to ? wanted : low is null && high is not null ? to : from;
    }

    private static Int128? Local(Value? time) => time?.AsTime!.Value.NanosecondOfDay / NanosecondsPerMillisecond;

    private static Int128? Zoned(Value? time) =>
        time?.AsTime is { } zoned ? (zoned.NanosecondOfDay / NanosecondsPerMillisecond) - (zoned.OffsetOn(ReferenceDate)!.Value * 1000L) : null;

    private static Value ZonedTime(long milliseconds)
    {
        var offset = milliseconds < 0 ? LongestOffset : milliseconds >= MillisecondsPerDay ? -LongestOffset : 0;
        return Value.From(new Time((milliseconds + offset) * NanosecondsPerMillisecond, (int)(offset / 1000)));
    }

    private static Int128? LocalMoment(Value? moment) => moment?.AsDateAndTime is { } local ? Floor(local.LocalNanoseconds) : null;

    private static Int128? ZonedMoment(Value? moment) => moment?.AsDateAndTime is { } zoned ? Floor(zoned.UtcNanoseconds!.Value) : null;

    private static Int128 Floor(Int128 nanoseconds) =>
        nanoseconds >= 0 ? nanoseconds / NanosecondsPerMillisecond : -((-nanoseconds + NanosecondsPerMillisecond - 1) / NanosecondsPerMillisecond);

    private static DateAndTime Moment(Int128 milliseconds, int? offset)
    {
        var day = milliseconds >= 0 ? milliseconds / MillisecondsPerDay : -((-milliseconds + MillisecondsPerDay - 1) / MillisecondsPerDay);
        return new DateAndTime(Date.FromEpochDay((long)day), new Time((long)(milliseconds - (day * MillisecondsPerDay)) * NanosecondsPerMillisecond, offset));
    }

    private static Value? Number(Number? low, Number? high)
    {
        if (low is null && high is null)
        {
            return 0;
        }

        // The next whole number reads best; then the middle, at the scale of the bounds.
        var one = Foundation.Values.Number.One;
        if (low is { } from && Foundation.Values.Number.TryAdd(from.Round(0, Rounding.Floor), one, out var next) && next > from && (high is null || next < high))
        {
            return Value.From(next);
        }

        if (low is null && Foundation.Values.Number.TrySubtract(high!.Value.Round(0, Rounding.Ceiling), one, out var before) && before < high)
        {
            return Value.From(before);
        }

        if (low is { } a && high is { } b)
        {
            return Foundation.Values.Number.TryAdd(a, b, out var sum) && Foundation.Values.Number.TryDivide(sum, Foundation.Values.Number.From(2), out var middle) && middle > a && middle < b
                ? Value.From(middle)
                : None;
        }

        // Numbers so large that one more is no more.
        var bound = low ?? high!.Value;
        var away = bound.IsNegative == (low is null) ? Foundation.Values.Number.From(2) : Foundation.Values.Number.From(0);
        return Foundation.Values.Number.TryMultiply(bound, away, out var far) && (low is null ? far < bound : far > bound) ? Value.From(far) : None;
    }

    private static string? Text(string? low, string? high)
    {
        if (low is null)
        {
            return high is null ? "other" : high.Length > 0 ? "" : null;
        }

        foreach (var tail in new[] { "-", " ", "a", "\0" })
        {
            if (high is null || string.CompareOrdinal(low + tail, high) < 0)
            {
                return low + tail;
            }
        }

        return null;
    }
}
