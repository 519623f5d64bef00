using System.Collections.Immutable;
using Xiezhi.Insight.Histories;

namespace Xiezhi.Insight.Figures;

/// <summary>A bar of the distribution of answer times: those above <paramref name="From"/> and at or below <paramref name="To"/>; the first bar takes in zero.</summary>
/// <param name="From">Where it begins, exclusive.</param>
/// <param name="To">Where it ends, inclusive; <see langword="null"/> for the last bar, which is open.</param>
/// <param name="Count">How many cases were answered in it.</param>
public sealed record AnswerBar(TimeSpan From, TimeSpan? To, int Count);

/// <summary>How many cases were answered within so many calendar days.</summary>
/// <param name="Days">The days, of 24 hours each, from opening on; exactly at the end is within.</param>
/// <param name="Count">How many cases.</param>
/// <param name="Share">Their share of all cases opened, answered or not, from 0 to 1; 0 where none was opened.</param>
public sealed record AnsweredWithin(int Days, int Count, double Share);

/// <summary>One quantile of the answer times.</summary>
/// <param name="Share">The share of answered cases that took this long or less, from 0 to 1.</param>
/// <param name="Time">How long.</param>
public sealed record AnswerQuantile(double Share, TimeSpan Time);

/// <summary>How long people waited: the elapsed calendar time from a case's opening to the first reply.</summary>
/// <remarks>Immutable. Cases that nobody answered have no time; they count in the shares of <see cref="Within"/> all the same.</remarks>
public sealed class AnswerTimes
{
    private static readonly ImmutableArray<int> MarkedDays = [7, 15];
    private static readonly ImmutableArray<double> MarkedShares = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1];

    // Below a day whole parts of one, so that a bar ends at every marked day.
    private static readonly ImmutableArray<TimeSpan> Widths =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(5), TimeSpan.FromDays(30), TimeSpan.FromDays(365),
    ];

    private const int MostBars = 45;

    private readonly Quantiles _times;
    private readonly int _opened;

    private AnswerTimes(Quantiles times, int opened)
    {
        _times = times;
        _opened = opened;
        Within = [.. MarkedDays.Select(WithinDays)];
        Quantiles = times.Sorted.IsEmpty ? [] : [.. MarkedShares.Select(share => new AnswerQuantile(share, times.At(share)!.Value))];
        var reach = Reach(times);
        BarWidth = Width(reach);
        Bars = Count(times, reach, BarWidth);
    }

    /// <summary>How many cases were answered.</summary>
    public int Answered => _times.Sorted.Length;

    /// <summary>The median in elapsed days of 24 hours, of those answered; <see langword="null"/> where none was.</summary>
    public double? MedianDays => _times.At(0.5)?.TotalDays;

    /// <summary>How many were answered within 7 and within 15 days.</summary>
    public ImmutableArray<AnsweredWithin> Within { get; }

    /// <summary>The times that 10, 25, 50, 75, 90, 95 and 100 % of the answered cases took at most; empty where none was answered.</summary>
    public ImmutableArray<AnswerQuantile> Quantiles { get; }

    /// <summary>How wide each bar of <see cref="Bars"/> is.</summary>
    public TimeSpan BarWidth { get; }

    /// <summary>The distribution: bars of equal width that reach as far as nine answers in ten do (or a little further, to a marked day), and one open bar behind them where there is more.</summary>
    public ImmutableArray<AnswerBar> Bars { get; }

    internal static AnswerTimes Of(IReadOnlyCollection<CaseRecord> cases) =>
        new(Figures.Quantiles.Of(cases.Select(record => record.TimeToAnswer)), cases.Count);

    /// <summary>How many were answered within <paramref name="days"/> days.</summary>
    internal AnsweredWithin WithinDays(int days)
    {
        var count = _times.CountWithin(TimeSpan.FromDays(days));
        return new AnsweredWithin(days, count, _opened == 0 ? 0 : (double)count / _opened);
    }

    // As far as nine answers in ten, and on to a marked day that is not far behind them.
    private static TimeSpan Reach(Quantiles times)
    {
        var most = times.At(0.9) ?? TimeSpan.Zero;
        return MarkedDays.Select(days => TimeSpan.FromDays(days)).Where(mark => mark <= 2 * most).Append(most).Max();
    }

    private static TimeSpan Width(TimeSpan reach) => Widths.FirstOrDefault(width => reach <= width * MostBars, Widths[^1]);

    private static ImmutableArray<AnswerBar> Count(Quantiles times, TimeSpan reach, TimeSpan width)
    {
        var closed = times.Sorted.IsEmpty ? 0 : (int)Math.Clamp(Math.Ceiling(reach / width), 1, MostBars);
        var bars = ImmutableArray.CreateBuilder<AnswerBar>(closed + 1);
        var before = 0;
        for (var i = 1; i <= closed; i++)
        {
            var within = times.CountWithin(width * i);
            bars.Add(new AnswerBar(width * (i - 1), width * i, within - before));
            before = within;
        }

        if (before < times.Sorted.Length)
        {
            bars.Add(new AnswerBar(width * closed, null, times.Sorted.Length - before));
        }

        return bars.ToImmutable();
    }
}
