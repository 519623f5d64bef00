using System.Collections.Immutable;
using NodaTime;

namespace Xiezhi.Calendars;

/// <summary>A zone's offsets from UTC over a span of time, flattened from NodaTime's bundled database so that a look-up allocates nothing.</summary>
/// <remarks>All moments are UTC ticks as <see cref="DateTimeOffset.UtcTicks"/> counts them; local times are ticks since 0001-01-01T00:00.</remarks>
internal sealed class ZoneOffsets
{
    private readonly ImmutableArray<long> _starts;
    private readonly ImmutableArray<long> _offsets;

    public ZoneOffsets(DateTimeZone zone, long first, long last)
    {
        Zone = zone;
        var starts = ImmutableArray.CreateBuilder<long>();
        var offsets = ImmutableArray.CreateBuilder<long>();
        foreach (var interval in zone.GetZoneIntervals(ToInstant(first), ToInstant(last)))
        {
            starts.Add(starts.Count == 0 ? long.MinValue : interval.Start.ToDateTimeUtc().Ticks);
            offsets.Add(interval.WallOffset.Ticks);
        }

        _starts = starts.ToImmutable();
        _offsets = offsets.ToImmutable();
    }

    public DateTimeZone Zone { get; }

    /// <summary>The offset in ticks at <paramref name="utc"/>.</summary>
    public long At(long utc) => _offsets[IndexAt(utc)];

    /// <summary>The first moment at which the wall shows <paramref name="local"/> or later: the earlier of two, the end of a gap.</summary>
    public long FirstAtOrAfter(long local)
    {
        for (var i = Math.Max(0, IndexAt(local - _offsets[0]) - 1); ; i++)
        {
            var moment = Math.Max(_starts[i], local - _offsets[i]);
            if (moment < End(i))
            {
                return moment;
            }
        }
    }

    /// <summary>The end of the last moment at which the wall shows a time before <paramref name="local"/>: the later of two, the end of a gap.</summary>
    public long EndOfLastBefore(long local)
    {
        for (var i = Math.Min(_starts.Length - 1, IndexAt(local - _offsets[0]) + 1); ; i--)
        {
            var moment = Math.Min(End(i), local - _offsets[i]);
            if (moment > _starts[i])
            {
                return moment;
            }
        }
    }

    private static Instant ToInstant(long ticks) => Instant.FromUtc(1, 1, 1, 0, 0).PlusTicks(ticks);

    private long End(int index) => index + 1 < _starts.Length ? _starts[index + 1] : long.MaxValue;

    private int IndexAt(long utc)
    {
        if (_starts.Length == 1)
        {
            return 0;
        }

        var index = _starts.BinarySearch(utc);
        return index >= 0 ? index : ~index - 1;
    }
}
