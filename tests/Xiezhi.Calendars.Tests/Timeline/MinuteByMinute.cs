using NodaTime;

namespace Xiezhi.Calendars.Tests;

/// <summary>
/// The slow and plain meaning of a calendar: every minute of a few weeks is looked at. An interval begins at the first minute at which the
/// wall shows its opening or later, and ends after the last minute at which the wall shows a time before its closing.
/// </summary>
internal sealed class MinuteByMinute
{
    private readonly DateTimeOffset _start;
    private readonly bool[] _works;

    public MinuteByMinute(CalendarDefinition definition, DateTimeOffset start, int days)
    {
        _start = start;
        _works = new bool[days * 24 * 60];
        var zone = DateTimeZoneProviders.Tzdb[definition.Zone!];
        var walls = new DateTime[_works.Length];
        for (var i = 0; i < walls.Length; i++)
        {
            walls[i] = Instant.FromDateTimeOffset(start.AddMinutes(i)).InZone(zone).ToDateTimeUnspecified();
        }

        for (var date = DateOnly.FromDateTime(walls[0]).AddDays(2); date < DateOnly.FromDateTime(walls[^1]).AddDays(-2); date = date.AddDays(1))
        {
            foreach (var interval in HoursOn(definition, date))
            {
                var opens = date.ToDateTime(interval.Opens);
                var closes = date.ToDateTime(interval.Closes);
                closes = closes <= opens ? closes.AddDays(1) : closes;
                var first = Array.FindIndex(walls, wall => wall >= opens);
                var last = Array.FindLastIndex(walls, wall => wall < closes);
                for (var i = first; i <= last; i++)
                {
                    _works[i] = true;
                }
            }
        }
    }

    public bool Works(DateTimeOffset moment) => _works[Index(moment)];

    public int Between(DateTimeOffset from, DateTimeOffset to) => _works.AsSpan(Index(from)..Index(to)).Count(true);

    /// <summary>The end of the minute with which so many minutes have been worked; null when the weeks are over before.</summary>
    public DateTimeOffset? Add(DateTimeOffset from, int minutes)
    {
        for (var i = Index(from); i < _works.Length; i++)
        {
            if (_works[i] && --minutes == 0)
            {
                return _start.AddMinutes(i + 1);
            }
        }

        return null;
    }

    private static IEnumerable<WorkingInterval> HoursOn(CalendarDefinition definition, DateOnly date)
    {
        var entry = definition.Dates.LastOrDefault(entry => entry.First <= date && date <= entry.Last);
        if (entry is null)
        {
            return definition.Week![date.DayOfWeek];
        }

        var ordinary = new[] { 1, 2, 3, 4, 5, 6, 0 }.Select(day => definition.Week![(DayOfWeek)day]).First(hours => hours.Length > 0);
        return entry.Kind == DatedHoursKind.Closed ? [] : entry.Kind == DatedHoursKind.Worked ? ordinary : entry.Hours;
    }

    private int Index(DateTimeOffset moment) => (int)(moment - _start).TotalMinutes;
}
