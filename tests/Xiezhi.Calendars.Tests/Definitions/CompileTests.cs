using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars.Tests;

public class CompileTests
{
    private static readonly CalendarDefinition Office = new()
    {
        Id = "office", Zone = "Asia/Shanghai", Week = WorkingWeek.MondayToFriday(Calendars.Hours("09:00-17:00")), FirstYear = 2024, LastYear = 2025,
    };

    private readonly DiagnosticBag _diagnostics = new();

    [Fact]
    public void A_dates_own_hours_win_over_the_weekly_hours()
    {
        var calendar = Calendars.Compile(Office with { Dates = [DatedHours.WithHours(Calendars.Date("2024-09-14"), Calendars.Date("2024-09-14"), Calendars.Hours("10:00-11:00"))] });

        Assert.Equal(Calendars.Hours("10:00-11:00"), calendar.HoursOn(Calendars.Date("2024-09-14")));
        Assert.True(calendar.IsWorkingDay(Calendars.Date("2024-09-14")));
        Assert.Empty(calendar.HoursOn(Calendars.Date("2024-09-15")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_two_entries_for_a_date_the_one_with_fewer_dates_wins_and_the_clash_is_reported(bool shortFirst)
    {
        var longer = DatedHours.Closed(Calendars.Date("2024-09-09"), Calendars.Date("2024-09-13"));
        var shorter = DatedHours.Worked(Calendars.Date("2024-09-11"), Calendars.Date("2024-09-11"));

        var calendar = WorkingCalendar.Compile(Office with { Dates = shortFirst ? [shorter, longer] : [longer, shorter] }, _diagnostics);

        Assert.True(calendar!.IsWorkingDay(Calendars.Date("2024-09-11")));
        Assert.False(calendar.IsWorkingDay(Calendars.Date("2024-09-12")));
        var clash = Assert.Single(_diagnostics.ToImmutable());
        Assert.Equal(("XZ4016", Severity.Warning, "2024-09-11"), (clash.Code, clash.Severity, clash.Arguments[0]));
    }

    [Fact]
    public void Of_two_equally_specific_entries_the_later_wins()
    {
        var date = Calendars.Date("2024-09-11");

        var calendar = WorkingCalendar.Compile(Office with { Dates = [DatedHours.Worked(date, date), DatedHours.Closed(date, date)] }, _diagnostics);

        Assert.False(calendar!.IsWorkingDay(date));
        Assert.Equal("XZ4016", Assert.Single(_diagnostics.ToImmutable()).Code);
    }

    [Fact]
    public void A_calendar_built_on_another_takes_what_it_does_not_say_itself()
    {
        var city = BuiltInCalendars.China;
        var district = Calendars.Compile(new CalendarDefinition { Id = "district", Parent = city, Week = WorkingWeek.MondayToFriday(Calendars.Hours("08:30-17:30")) });
        var founding = Calendars.Date("2024-11-06");
        var department = Calendars.Compile(new CalendarDefinition
        {
            Id = "department", Parent = district, Dates = [DatedHours.Closed(founding, founding), DatedHours.Worked(Calendars.Date("2024-10-02"), Calendars.Date("2024-10-02"))],
        });

        Assert.False(department.IsWorkingDay(Calendars.Date("2024-10-01")));                                        // the city's holiday
        Assert.Equal(Calendars.Hours("08:30-17:30"), department.HoursOn(Calendars.Date("2024-09-14")));             // the city's make-up day, the district's hours
        Assert.False(department.IsWorkingDay(founding));                                                            // its own
        Assert.True(department.IsWorkingDay(Calendars.Date("2024-10-02")));                                         // its own, over the city's
        Assert.True(district.IsWorkingDay(founding));
        Assert.Equal("Asia/Shanghai", department.Zone);
        Assert.Equal(city.PublishedYears, department.PublishedYears);
    }

    [Fact]
    public void A_calendar_can_publish_a_year_more_than_the_one_it_is_built_on()
    {
        var calendar = Calendars.Compile(new CalendarDefinition { Id = "ahead", Parent = BuiltInCalendars.China, PublishedYears = [2027] });

        Assert.True(calendar.IsPublished(2026));
        Assert.True(calendar.IsPublished(2027));
        Assert.False(calendar.IsPublished(2028));
    }

    [Fact]
    public void A_make_up_day_can_follow_a_named_day()
    {
        var week = Office.Week!.With(DayOfWeek.Friday, Calendars.Hours("09:00-12:00"));
        var date = Calendars.Date("2024-09-14");

        var calendar = Calendars.Compile(Office with { Week = week, Dates = [DatedHours.Worked(date, date, DayOfWeek.Friday)] });

        Assert.Equal(Calendars.Hours("09:00-12:00"), calendar.HoursOn(date));
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "XZ4013", "zone" }, { "XZ4015", "overlap in a day" }, { "XZ4015", "night into morning" }, { "XZ4015", "own hours into the next date" },
        { "XZ4015", "night into own hours" }, { "XZ4017", "empty week" }, { "XZ4017", "always closed" }, { "XZ4018", "years in reverse" },
        { "XZ4018", "years too far" }, { "XZ4020", "no zone" }, { "XZ4020", "no week" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_can_not_be_a_calendar_is_refused_with_a_reason(string code, string what)
    {
        var date = Calendars.Date("2024-09-11");
        var broken = what switch
        {
            "zone" => Office with { Zone = "Asia/Shangai" },
            "overlap in a day" => Office with { Week = Office.Week!.With(DayOfWeek.Monday, Calendars.Hours("09:00-12:00", "11:59-17:00")) },
            "night into morning" => Office with { Week = Office.Week!.With(DayOfWeek.Monday, Calendars.Hours("22:00-10:00")) },
            "own hours into the next date" => Office with { Dates = [DatedHours.WithHours(date, date, Calendars.Hours("20:00-09:01"))] },
            "night into own hours" => Office with { Week = WorkingTimeTests.EveryDay("22:00-06:00"), Dates = [DatedHours.WithHours(date, date, Calendars.Hours("05:00-10:00"))] },
            "empty week" => Office with { Week = WorkingWeek.Empty },
            "always closed" => Office with { Dates = [DatedHours.Closed(Calendars.Date("2024-01-01"), Calendars.Date("2025-12-31"))] },
            "years in reverse" => Office with { FirstYear = 2026 },
            "years too far" => Office with { LastYear = 9999 },
            "no zone" => Office with { Zone = null },
            _ => Office with { Week = null },
        };

        Assert.Null(WorkingCalendar.Compile(broken, _diagnostics));
        Assert.Contains(_diagnostics.ToImmutable(), diagnostic => diagnostic.Code == code);
        Assert.All(_diagnostics.ToImmutable(), diagnostic => Assert.DoesNotContain("{", diagnostic.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_mistyped_zone_is_told_the_nearest()
    {
        WorkingCalendar.Compile(Office with { Zone = "Asia/Shangai" }, _diagnostics);

        Assert.Equal(["Asia/Shangai", "Asia/Shanghai"], Assert.Single(_diagnostics.ToImmutable()).Arguments);
    }

    [Fact]
    public void A_date_outside_the_horizon_is_reported_and_costs_nothing()
    {
        var calendar = WorkingCalendar.Compile(Office with { Dates = [DatedHours.Closed(DateOnly.MinValue, Calendars.Date("2024-01-01"))] }, _diagnostics);

        Assert.False(calendar!.IsWorkingDay(Calendars.Date("2024-01-01")));
        Assert.Equal("XZ4019", Assert.Single(_diagnostics.ToImmutable()).Code);
    }

    [Fact]
    public void An_entry_without_hours_or_in_reverse_can_not_be_made()
    {
        Assert.Throws<ArgumentException>(() => DatedHours.WithHours(default, default, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => DatedHours.Closed(Calendars.Date("2024-01-02"), Calendars.Date("2024-01-01")));
    }
}
