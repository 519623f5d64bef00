using System.Collections.Immutable;

namespace Xiezhi.Insight.Figures;

/// <summary>A sorted sample of times that quantiles are read from, interpolated linearly between its values (type 7 of Hyndman and Fan, 1996).</summary>
internal sealed class Quantiles
{
    private readonly ImmutableArray<TimeSpan> _sorted;

    private Quantiles(ImmutableArray<TimeSpan> sorted) => _sorted = sorted;

    public ImmutableArray<TimeSpan> Sorted => _sorted;

    public static Quantiles Of(IEnumerable<TimeSpan?> times) => new([.. times.OfType<TimeSpan>().Order()]);

    /// <summary>The time that <paramref name="share"/> of the sample is at or below; null where the sample is empty.</summary>
    public TimeSpan? At(double share)
    {
        if (_sorted.IsEmpty)
        {
            return null;
        }

        var place = share * (_sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, _sorted.Length - 1);
        return _sorted[below] + ((_sorted[above] - _sorted[below]) * (place - below));
    }

    /// <summary>How many of the sample are at or below <paramref name="limit"/>.</summary>
    public int CountWithin(TimeSpan limit)
    {
        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _sorted[middle] <= limit ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
