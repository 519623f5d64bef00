using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars;

/// <summary>Checks a definition, fills in what it inherits, and compiles it.</summary>
/// <param name="definition">What to compile.</param>
/// <param name="diagnostics">Receives what is wrong.</param>
/// <param name="location">Where the definition stands.</param>
/// <param name="dateLocations">Where each entry of its dates stands; empty when that is not known.</param>
internal sealed class CalendarCompiler(
    CalendarDefinition definition,
    DiagnosticBag diagnostics,
    Location location,
    ImmutableArray<Location> dateLocations = default)
{
    internal const int DefaultFirstYear = 2000;
    internal const int DefaultLastYear = 2049;

    // NodaTime's rules and DateOnly reach further; nobody's working hours do.
    private const int EarliestYear = 1900;
    private const int LatestYear = 2200;

    private readonly WorkingCalendar? _parent = definition.Parent;
    private bool _failed;

    public WorkingCalendar? Compile()
    {
        var zone = Zone();
        var week = Week();
        var (first, last) = Horizon();
        if (_failed || zone is null || week is null)
        {
            return null;
        }

        var firstDate = new DateOnly(first, 1, 1).DayNumber;
        var lastDate = new DateOnly(last, 12, 31).DayNumber;
        var dates = Dates(first, last);
        CheckOverlaps(week, dates, firstDate, lastDate);
        if (_failed)
        {
            return null;
        }

        var published = Published();
        var offsets = new ZoneOffsets(zone, (firstDate - 2) * TimeSpan.TicksPerDay, (lastDate + 3) * TimeSpan.TicksPerDay);
        var timeline = new TimelineCompiler(offsets, firstDate, lastDate).Compile(date => HoursOn(date, week, dates));
        if (timeline.Days.IsEmpty)
        {
            Fail(CalendarsCodes.NoWorkingTime, location, definition.Id);
            return null;
        }

        return new WorkingCalendar(definition, new CompiledCalendar(
            week, offsets, timeline, first, last, published, UnpublishedBefore(first, last, published),
            definition.AllowsProvisional ?? _parent?.AllowsProvisional ?? false, dates));
    }

    private DateTimeZone? Zone()
    {
        if (definition.Zone is null)
        {
            if (_parent is null)
            {
                Fail(CalendarsCodes.NothingInherited, location, "zone");
            }

            return _parent?.Offsets.Zone;
        }

        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(definition.Zone);
        if (zone is null)
        {
            Fail(CalendarsCodes.UnknownZone, location.In("zone"), definition.Zone, Nearest.To(definition.Zone, DateTimeZoneProviders.Tzdb.Ids) ?? "Asia/Shanghai");
        }

        return zone;
    }

    private WorkingWeek? Week()
    {
        var week = definition.Week ?? _parent?.Week;
        if (week is null)
        {
            Fail(CalendarsCodes.NothingInherited, location, "week");
        }
        else if (week.IsEmpty)
        {
            Fail(CalendarsCodes.NoWorkingTime, location.In("week"), definition.Id);
        }

        return week;
    }

    private (int First, int Last) Horizon()
    {
        var first = definition.FirstYear ?? _parent?.FirstYear ?? DefaultFirstYear;
        var last = definition.LastYear ?? _parent?.LastYear ?? DefaultLastYear;
        if (first > last || first < EarliestYear || last > LatestYear || last - first > 200)
        {
            Fail(CalendarsCodes.YearsOutOfRange, location.In("horizon"), Text(first), Text(last));
        }

        return (first, last);
    }

    private ImmutableSortedSet<int>? Published() =>
        (definition.PublishedYears, _parent?.PublishedYears) switch
        {
            (null, var inherited) => inherited,
            (var own, null) => own,
            var (own, inherited) => own.Union(inherited),
        };

    // The parent's dates first; then this calendar's own from the least specific to the most, each over what is there.
    private FrozenDictionary<int, DatedHours> Dates(int first, int last)
    {
        var dates = _parent is null ? [] : new Dictionary<int, DatedHours>(_parent.Dates);
        var owners = new Dictionary<int, int>();
        var inOrder = Enumerable.Range(0, definition.Dates.Length).OrderByDescending(i => definition.Dates[i].Length);
        foreach (var index in inOrder)
        {
            var entry = definition.Dates[index];
            if (entry.First.Year < first || entry.Last.Year > last)
            {
                diagnostics.Add(CalendarsCodes.DateOutsideHorizon, LocationOf(index), Text(entry), Text(first), Text(last));
            }

            // Bounded by the horizon, so that a run of dates from year 1 to 9999 costs no more than one that makes sense.
            var lower = Math.Max(entry.First.DayNumber, new DateOnly(first, 1, 1).DayNumber);
            var upper = Math.Min(entry.Last.DayNumber, new DateOnly(last, 12, 31).DayNumber);
            var clash = -1;
            for (var date = lower; date <= upper; date++)
            {
                if (clash < 0 && owners.TryGetValue(date, out var owner))
                {
                    clash = owner;
                    diagnostics.Add(CalendarsCodes.ClashingDates, LocationOf(index), Text(DateOnly.FromDayNumber(date)), Describe(index), Describe(owner));
                }

                dates[date] = entry;
                owners[date] = index;
            }
        }

        return dates.ToFrozenDictionary();
    }

    private void CheckOverlaps(WorkingWeek week, FrozenDictionary<int, DatedHours> dates, int firstDate, int lastDate)
    {
        for (var i = 0; i < 7; i++)
        {
            var (day, next) = ((DayOfWeek)i, (DayOfWeek)((i + 1) % 7));
            var overlap = Hours.FirstOverlap(week[day]);
            if (overlap is null && Hours.RunInto(week[day], week[next]))
            {
                (day, overlap) = (next, week[next][0]);
            }

            if (overlap is { } interval)
            {
                Fail(CalendarsCodes.OverlappingHours, location.In("week"), day.ToString(), interval.ToString());
            }
        }

        if (_failed)
        {
            return;
        }

        foreach (var (date, entry) in dates.OrderBy(pair => pair.Key))
        {
            CheckOverlaps(date, HoursOn(date, week, dates), entry);
        }

        void CheckOverlaps(int date, ImmutableArray<WorkingInterval> hours, DatedHours entry)
        {
            var overlap = Hours.FirstOverlap(hours);
            if (overlap is null && date > firstDate && Hours.RunInto(HoursOn(date - 1, week, dates), hours))
            {
                overlap = hours[0];
            }

            if (overlap is null && date < lastDate && Hours.RunInto(hours, HoursOn(date + 1, week, dates)))
            {
                overlap = HoursOn(date + 1, week, dates)[0];
            }

            if (overlap is { } interval)
            {
                var at = LocationOf(definition.Dates.IndexOf(entry));
                Fail(CalendarsCodes.OverlappingHours, at, Text(DateOnly.FromDayNumber(date)), interval.ToString());
            }
        }
    }

    private static ImmutableArray<WorkingInterval> HoursOn(int date, WorkingWeek week, FrozenDictionary<int, DatedHours> dates) =>
        dates.TryGetValue(date, out var entry) ? entry.In(week) : week[DateOnly.FromDayNumber(date).DayOfWeek];

    private static ImmutableArray<int> UnpublishedBefore(int first, int last, ImmutableSortedSet<int>? published)
    {
        var counts = ImmutableArray.CreateBuilder<int>(last - first + 2);
        counts.Add(0);
        for (var year = first; year <= last; year++)
        {
            counts.Add(counts[^1] + (published is null || published.Contains(year) ? 0 : 1));
        }

        return counts.ToImmutable();
    }

    private void Fail(DiagnosticDescriptor descriptor, Location at, params ReadOnlySpan<string> arguments)
    {
        _failed = true;
        diagnostics.Add(descriptor, at, arguments);
    }

    private Location LocationOf(int entry) =>
        entry < 0 ? location : dateLocations.IsDefaultOrEmpty ? location.In($"dates[{Text(entry)}]") : dateLocations[entry];

    private string Describe(int entry) => $"dates[{Text(entry)}] ({Text(definition.Dates[entry])})";

    private static string Text(DatedHours entry) =>
        entry.First == entry.Last ? Text(entry.First) : Text(entry.First) + ".." + Text(entry.Last);

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
