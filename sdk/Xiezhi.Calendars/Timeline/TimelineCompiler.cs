using System.Collections.Immutable;

namespace Xiezhi.Calendars;

/// <summary>Turns hours by date into a <see cref="WorkingTimeline"/>.</summary>
/// <remarks>
/// An interval begins at the first moment at which the wall shows its opening time and ends after the last moment at which it shows a time
/// before its closing time. So an hour that is skipped shortens it, and an hour that is repeated lengthens it.
/// </remarks>
internal sealed class TimelineCompiler(ZoneOffsets offsets, int firstDate, int lastDate)
{
    private readonly ImmutableArray<long>.Builder _starts = ImmutableArray.CreateBuilder<long>();
    private readonly ImmutableArray<long>.Builder _ends = ImmutableArray.CreateBuilder<long>();
    private readonly ImmutableArray<long>.Builder _before = ImmutableArray.CreateBuilder<long>();
    private readonly ImmutableArray<int>.Builder _days = ImmutableArray.CreateBuilder<int>();
    private readonly ImmutableArray<long>.Builder _opens = ImmutableArray.CreateBuilder<long>();
    private readonly ImmutableArray<long>.Builder _closes = ImmutableArray.CreateBuilder<long>();
    private readonly ImmutableArray<int>.Builder _daysBefore = ImmutableArray.CreateBuilder<int>(lastDate - firstDate + 2);
    private long _total;

    public WorkingTimeline Compile(Func<int, ImmutableArray<WorkingInterval>> hoursOn)
    {
        for (var date = firstDate; date <= lastDate; date++)
        {
            _daysBefore.Add(_days.Count);
            AddDay(date, hoursOn(date));
        }

        _daysBefore.Add(_days.Count);
        _before.Add(_total);
        var firstMoment = offsets.FirstAtOrAfter(firstDate * TimeSpan.TicksPerDay);
        return new WorkingTimeline
        {
            Starts = _starts.ToImmutable(),
            Ends = _ends.ToImmutable(),
            Before = _before.ToImmutable(),
            FirstSpanOf = FirstSpans(firstMoment),
            Days = _days.ToImmutable(),
            Opens = _opens.ToImmutable(),
            Closes = _closes.ToImmutable(),
            DaysBefore = _daysBefore.ToImmutable(),
            FirstDate = firstDate,
            LastDate = lastDate,
            FirstMoment = firstMoment,
        };
    }

    private void AddDay(int date, ImmutableArray<WorkingInterval> hours)
    {
        var midnight = date * TimeSpan.TicksPerDay;
        var first = _starts.Count;
        foreach (var interval in hours)
        {
            // Where an hour is repeated, the end of one interval and the beginning of the next can cross: the time counts once.
            var start = Math.Max(offsets.FirstAtOrAfter(midnight + interval.Opens.Ticks), _ends.Count > 0 ? _ends[^1] : long.MinValue);
            var end = offsets.EndOfLastBefore(midnight + interval.ClosesAfterMidnight);
            if (end <= start)
            {
                continue;
            }

            _starts.Add(start);
            _ends.Add(end);
            _before.Add(_total);
            _total += end - start;
        }

        if (_starts.Count > first)
        {
            _days.Add(date);
            _opens.Add(_starts[first]);
            _closes.Add(_ends[^1]);
        }
    }

    private ImmutableArray<int> FirstSpans(long firstMoment)
    {
        var spans = ImmutableArray.CreateBuilder<int>(lastDate - firstDate + 3);
        var span = 0;
        for (var i = 0; i < lastDate - firstDate + 3; i++)
        {
            var moment = firstMoment + i * TimeSpan.TicksPerDay;
            while (span < _ends.Count && _ends[span] <= moment)
            {
                span++;
            }

            spans.Add(span);
        }

        return spans.ToImmutable();
    }
}
