using System.Text;
using CsCheck;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars.Tests;

public class HolidayImportTests
{
    private const string File = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//test//EN
        BEGIN:VEVENT
        UID:1
        DTSTART;VALUE=DATE:20241001
        DTEND;VALUE=DATE:20241008
        SUMMARY:国庆节
        END:VEVENT
        BEGIN:VEVENT
        UID:2
        DTSTART;VALUE=DATE:20240929
        SUMMARY:国庆节（班）
        END:VEVENT
        BEGIN:VEVENT
        UID:3
        DTSTART;VALUE=DATE:20201225
        DTEND;VALUE=DATE:20201227
        RRULE:FREQ=YEARLY
        EXDATE;VALUE=DATE:20231225
        SUMMARY:Christmas
        END:VEVENT
        BEGIN:VEVENT
        UID:4
        DTSTART:20240105T090000Z
        DTEND:20240105T100000Z
        SUMMARY:Meeting
        END:VEVENT
        BEGIN:VEVENT
        UID:5
        DTSTART;VALUE=DATE:20240701
        STATUS:CANCELLED
        SUMMARY:Nothing
        END:VEVENT
        END:VCALENDAR
        """;

    private readonly DiagnosticBag _diagnostics = new();

    [Fact]
    public void All_day_events_close_their_dates_and_make_up_days_are_worked()
    {
        var dates = Read(File, 2022, 2024);

        Assert.Equal(
            [
                ("2022-12-25", "2022-12-26", DatedHoursKind.Closed, "Christmas"),
                ("2024-09-29", "2024-09-29", DatedHoursKind.Worked, "国庆节（班）"),
                ("2024-10-01", "2024-10-07", DatedHoursKind.Closed, "国庆节"),
                ("2024-12-25", "2024-12-26", DatedHoursKind.Closed, "Christmas"),
            ],
            dates.Select(entry => (entry.First.ToString("yyyy-MM-dd"), entry.Last.ToString("yyyy-MM-dd"), entry.Kind, entry.Name)));
        Assert.Equal(["XZ4031"], _diagnostics.ToImmutable().Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public void A_run_of_dates_that_begins_before_the_years_asked_for_is_cut()
    {
        var dates = Read(File.Replace("20241001", "20231230", StringComparison.Ordinal).Replace("20241008", "20240103", StringComparison.Ordinal), 2024, 2024);

        Assert.Contains(dates, entry => entry.Name == "国庆节" && entry.First == Calendars.Date("2024-01-01") && entry.Last == Calendars.Date("2024-01-02"));
    }

    [Fact]
    public void What_was_imported_makes_a_calendar()
    {
        var calendar = Calendars.Weekly("Asia/Shanghai", WorkingWeek.MondayToFriday(Calendars.Hours("09:00-17:00")), Read(File, 2024, 2024));

        Assert.True(calendar.IsWorkingDay(Calendars.Date("2024-09-29")));
        Assert.False(calendar.IsWorkingDay(Calendars.Date("2024-10-07")));
    }

    [Fact]
    public void A_file_without_dates_is_told_so()
    {
        Assert.Empty(Read("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR", 2024, 2025));

        Assert.Equal(["2024", "2025"], Assert.Single(_diagnostics.ToImmutable()).Arguments);
    }

    [Theory]
    [InlineData("")]
    [InlineData("holidays: none")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:2024-10-01\nEND:VEVENT\nEND:VCALENDAR")]
    [InlineData("BEGIN:VEVENT")]
    public void What_is_not_an_iCalendar_file_is_refused(string text)
    {
        Assert.Empty(Read(text, 2024, 2024));

        Assert.True(_diagnostics.Count > 0);
    }

    [Theory]
    [InlineData("FREQ=SECONDLY")]
    [InlineData("FREQ=HOURLY;INTERVAL=5")]
    [InlineData("FREQ=YEARLY\nRRULE:FREQ=SECONDLY")]
    [InlineData("FREQ=DAILY;BYSECOND=1,2,3,4,5;BYMINUTE=1,2,3,4,5,6,7;BYHOUR=1,2,3,4,5,6,7,8,9,10")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=DAILY;INTERVAL=2147483647")]
    public async Task A_rule_that_never_ends_does_not_hold_up_the_reader(string rule)
    {
        var text = File.Replace("FREQ=YEARLY", rule, StringComparison.Ordinal);

        var stop = TestContext.Current.CancellationToken;

        var dates = await Task.Run(() => Read(text, 2022, 2024), stop).WaitAsync(TimeSpan.FromSeconds(10), stop);

        Assert.InRange(dates.Length, 0, 5_100);
    }

    [Fact]
    public void No_damage_to_a_file_breaks_the_reader() =>
        Gen.Select(Gen.Int[0, File.Length - 1], Gen.Int[0, 30], Gen.String[Gen.Char["BEGINDRULT:;=,0123456789\n\\ "], 0, 8]).Sample((at, length, put) =>
        {
            var damaged = File[..at] + put + File[Math.Min(at + length, File.Length)..];

            HolidayImport.Read(Encoding.UTF8.GetBytes(damaged), "holidays.ics", 2022, 2024, new DiagnosticBag());
        }, iter: 500);

    private System.Collections.Immutable.ImmutableArray<DatedHours> Read(string text, int first, int last) =>
        HolidayImport.Read(Encoding.UTF8.GetBytes(text), "holidays.ics", first, last, _diagnostics);
}
