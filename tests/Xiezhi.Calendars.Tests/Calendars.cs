using System.Collections.Immutable;
using CsCheck;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars.Tests;

/// <summary>Calendars to test with: short to write down, or drawn at random.</summary>
internal static class Calendars
{
    private static readonly string[][] DayShifts =
        [[], [], ["09:00-12:00", "13:00-17:00"], ["08:30-11:15", "13:30-17:45"], ["10:00-10:01"], ["22:00-06:00"], ["07:00-12:00", "20:00-03:30"]];

    private static readonly string[][] RoundTheClock = [[], ["00:00-24:00"], ["00:00-02:30", "02:30-24:00"], ["01:15-24:00"], ["02:00-03:00"]];

    /// <summary>Definitions of some days around the changes of the clocks in spring and autumn 2024, in zones with and without them.</summary>
    public static Gen<CalendarDefinition> Any { get; } =
        from zone in Pick("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
        from shifts in Pick(DayShifts, RoundTheClock)
        from week in Pick(shifts).Array[7]
        from dates in AnyDate(shifts).Array[0, 6]
        select new CalendarDefinition
        {
            Id = "any",
            Zone = zone,
            Week = week.Select((hours, day) => (hours, day)).Aggregate(
                WorkingWeek.Empty.With(DayOfWeek.Wednesday, Hours("09:00-17:00")), (all, it) => it.day == 3 && it.hours.Length == 0 ? all : all.With((DayOfWeek)it.day, Hours(it.hours))),
            Dates = [.. dates.DistinctBy(entry => entry.First)],
            FirstYear = 2024,
            LastYear = 2024,
        };

    public static WorkingCalendar Compile(CalendarDefinition definition)
    {
        var diagnostics = new DiagnosticBag();
        var calendar = WorkingCalendar.Compile(definition, diagnostics);
        return calendar ?? throw new InvalidOperationException(string.Join("\n", diagnostics.ToImmutable()));
    }

    public static WorkingCalendar Weekly(string zone, WorkingWeek week, params ImmutableArray<DatedHours> dates) =>
        Compile(new CalendarDefinition { Id = "test", Zone = zone, Week = week, Dates = dates, FirstYear = 2020, LastYear = 2029 });

    public static ImmutableArray<WorkingInterval> Hours(params string[] intervals) =>
        [.. intervals.Select(text => WorkingInterval.TryParse(text, out var interval) ? interval : throw new ArgumentException(text))];

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    public static DateTimeOffset Moment(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-ddTHH:mmzzz", null);

    /// <summary>One of the values given.</summary>
    public static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<DatedHours> AnyDate(string[][] shifts) =>
        from season in Pick(Date("2024-03-05"), Date("2024-03-26"), Date("2024-10-01"), Date("2024-10-24"), Date("2024-10-30"))
        from day in Gen.Int[0, 12]
        from kind in Gen.Int[0, 2]
        from hours in Pick(shifts)
        let date = season.AddDays(day)
        select kind == 0 || hours.Length == 0 ? DatedHours.Closed(date, date)
            : kind == 1 ? DatedHours.Worked(date, date)
            : DatedHours.WithHours(date, date, Hours(hours));
}
