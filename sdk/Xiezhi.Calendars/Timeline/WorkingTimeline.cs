using System.Collections.Immutable;

namespace Xiezhi.Calendars;

/// <summary>
/// All working time of a calendar between two years as sorted spans with a running total, and its working days with a running count.
/// Adding and measuring are then two look-ups, whatever the distance.
/// </summary>
/// <remarks>Moments are UTC ticks, dates are <see cref="DateOnly.DayNumber"/>. Immutable.</remarks>
internal sealed class WorkingTimeline
{
    /// <summary>When each span of working time begins.</summary>
    public required ImmutableArray<long> Starts { get; init; }

    /// <summary>When each span ends; never after the next one begins.</summary>
    public required ImmutableArray<long> Ends { get; init; }

    /// <summary>The working time before each span; one entry more than there are spans, the last being the whole.</summary>
    public required ImmutableArray<long> Before { get; init; }

    /// <summary>For each UTC date from the first on: the first span that ends after that date has begun. Turns a search into a look-up.</summary>
    public required ImmutableArray<int> FirstSpanOf { get; init; }

    /// <summary>The dates on which work begins, in order.</summary>
    public required ImmutableArray<int> Days { get; init; }

    /// <summary>When each of <see cref="Days"/> opens.</summary>
    public required ImmutableArray<long> Opens { get; init; }

    /// <summary>When each of <see cref="Days"/> closes for good; for a night shift on the next date.</summary>
    public required ImmutableArray<long> Closes { get; init; }

    /// <summary>For each date from the first on: how many working days came before it.</summary>
    public required ImmutableArray<int> DaysBefore { get; init; }

    /// <summary>The first date.</summary>
    public required int FirstDate { get; init; }

    /// <summary>The last date.</summary>
    public required int LastDate { get; init; }

    /// <summary>The moment from which <see cref="FirstSpanOf"/> counts dates.</summary>
    public required long FirstMoment { get; init; }

    public bool HasDate(int date) => date >= FirstDate && date <= LastDate;

    public bool IsWorkingDay(int date) => DaysBefore[date - FirstDate + 1] > DaysBefore[date - FirstDate];

    /// <summary>The index in <see cref="Days"/> of <paramref name="date"/>, or of the first working day after it.</summary>
    public int DayAtOrAfter(int date) => DaysBefore[date - FirstDate];

    /// <summary>The index of the first working day that closes at or after <paramref name="moment"/>; the number of days when there is none.</summary>
    public int DayClosingAtOrAfter(long moment)
    {
        var index = Closes.BinarySearch(moment);
        return index >= 0 ? index : ~index;
    }

    /// <summary>The working time from the beginning to <paramref name="moment"/>.</summary>
    public long Until(long moment)
    {
        var span = SpanEndingAfter(moment);
        return Before[span] + (span < Starts.Length ? Math.Max(0, moment - Starts[span]) : 0);
    }

    public bool IsWorking(long moment)
    {
        var span = SpanEndingAfter(moment);
        return span < Starts.Length && moment >= Starts[span];
    }

    /// <summary>The first span that is not over at <paramref name="moment"/>; the number of spans when all are.</summary>
    public int SpanEndingAfter(long moment)
    {
        var date = Math.Clamp((moment - FirstMoment) / TimeSpan.TicksPerDay, 0, FirstSpanOf.Length - 1);
        var span = FirstSpanOf[(int)date];
        while (span < Ends.Length && Ends[span] <= moment)
        {
            span++;
        }

        return span;
    }

    /// <summary>The first moment at which <paramref name="total"/>, more than zero, has been worked since the beginning; -1 when that never is.</summary>
    public long EarliestWith(long total)
    {
        if (total > Before[^1])
        {
            return -1;
        }

        var index = Before.BinarySearch(total);
        var span = (index >= 0 ? index : ~index) - 1;
        return Starts[span] + total - Before[span];
    }

    /// <summary>The last moment at which no more than <paramref name="total"/> has been worked since the beginning; -1 when that never is.</summary>
    public long LatestWith(long total)
    {
        if (total < 0 || Starts.IsEmpty)
        {
            return -1;
        }

        var index = Before.BinarySearch(total);
        var span = index >= 0 ? index : ~index - 1;
        return span == Starts.Length ? Ends[^1] : Starts[span] + total - Before[span];
    }
}
