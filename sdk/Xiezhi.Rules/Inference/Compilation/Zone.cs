using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Inference.Compilation;

/// <summary>Turns dates and times into instants: ticks of 100 ns since 0001-01-01T00:00:00Z.</summary>
/// <remarks>What lies outside the years 1 to 9999 is the smallest or largest instant: long past, or never.</remarks>
internal sealed class Zone
{
    private const long EpochTicks = 621_355_968_000_000_000;

    private readonly int? _offset;
    private readonly string? _name;

    private Zone(int? offset, string? name)
    {
        _offset = offset;
        _name = name;
    }

    /// <summary>Reads an offset (<c>Z</c>, <c>+08:00</c>) or an IANA name.</summary>
    public static Zone? Parse(string text) =>
        Time.TryParse("00:00:00" + text, out var time) && time.OffsetSeconds is { } offset ? new Zone(offset, null)
        : Time.TryParse("00:00:00@" + text, out time) && time.Zone is { } name ? new Zone(null, name)
        : null;

    public bool TryInstant(Value value, out long ticks)
    {
        ticks = 0;
        if (value.AsDateAndTime is { } moment)
        {
            ticks = Clamp(moment.UtcNanoseconds ?? new DateAndTime(moment.Date, new Time(moment.Time.NanosecondOfDay, _offset, _name)).UtcNanoseconds!.Value);
            return true;
        }

        if (value.AsDate is { } date)
        {
            ticks = Clamp(new DateAndTime(date, new Time(0, _offset, _name)).UtcNanoseconds!.Value);
            return true;
        }

        return false;
    }

    /// <summary>The instant at which a window of <paramref name="duration"/> that begins at <paramref name="value"/> ends.</summary>
    public bool TryInstantAfter(Value value, Value duration, out long ticks)
    {
        var moment = value.AsDateAndTime ?? (value.AsDate is { } date ? new DateAndTime(date, new Time(0, _offset, _name)) : null);
        if (moment is { } from)
        {
            var possible = duration.AsDaysAndTimeDuration is { } days ? from.TryAdd(days, out var to) : from.TryAdd(duration.AsYearsAndMonthsDuration!.Value, out to);
            if (!possible)
            {
                ticks = long.MaxValue;
                return true;
            }

            return TryInstant(Value.From(to), out ticks);
        }

        ticks = 0;
        return false;
    }

    private static long Clamp(Int128 nanoseconds)
    {
        var ticks = (nanoseconds / 100) + EpochTicks;
        return ticks <= 0 ? long.MinValue : ticks > DateTimeOffset.MaxValue.Ticks ? long.MaxValue : (long)ticks;
    }
}
