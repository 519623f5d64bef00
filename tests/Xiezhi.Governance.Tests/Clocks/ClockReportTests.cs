using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Clocks;

namespace Xiezhi.Governance.Tests.Clocks;

public sealed class ClockReportTests
{
    [Theory]
    [InlineData(99_951, 99.951)]
    [InlineData(99_999.999, 99.9999)]
    [InlineData(100_000, 100)]
    [InlineData(100_000.001, 100)]
    [InlineData(150_000, 150)]
    [InlineData(0, 0)]
    public void A_percentage_never_rounds_into_a_breach(double seconds, double percent)
    {
        var opened = ClockCase.Open("""{ "id": "reply", "target": "PT100000S", "calendar": "CN", "stop": "false" }""");

        var report = opened.Report(TimeSpan.FromMilliseconds(Math.Round(seconds * 1000)));

        Assert.Equal((decimal)percent, report.Percent);
        Assert.Equal(seconds > 100_000 ? ClockStanding.Breached : ClockStanding.Running, report.Standing);
    }

    [Fact]
    public void A_clock_that_rests_is_due_as_if_it_went_on_at_the_instant()
    {
        var opened = ClockCase.Open("""{ "id": "reply", "target": "PT4H", "calendar": "CN", "stop": "false", "pause": "waiting = true" }""", ("waiting", true));

        var report = opened.Report(TimeSpan.FromHours(10));

        Assert.Equal((ClockStanding.Paused, TestCase.Start.AddHours(14), 0m, TimeSpan.FromHours(4)), (report.Standing, report.Due, report.Percent, report.Remaining));
    }

    [Fact]
    public void A_clock_that_was_kept_tells_how_much_time_it_took()
    {
        var opened = ClockCase.Open("""{ "id": "reply", "target": "PT4H", "calendar": "CN", "stop": "replied = true" }""");
        opened.Note(TimeSpan.FromHours(1), ("replied", true));

        var report = opened.Report(TimeSpan.FromHours(50));

        Assert.Equal((ClockStanding.Met, 25m, TimeSpan.FromHours(1)), (report.Standing, report.Percent, report.Elapsed));
        Assert.Single(ClockReport.Of(opened.Package, opened.State, TestCase.Start));
    }

    [Fact]
    public void A_working_clock_tells_working_time_and_where_it_stands_on_its_calendar()
    {
        // Thursday 2024-09-12, 09:00 in Shanghai; 8 working hours later the calendar's first day is over.
        var opened = ClockCase.Open("""{ "id": "reply", "target": "16wh", "calendar": "CN", "stop": "false" }""", ("waiting", Value.Null));

        var report = opened.Report(TimeSpan.FromHours(23));

        Assert.True(report.CountsWorkingTime);
        Assert.Equal(("16wh", "CN", TimeSpan.FromHours(16)), (report.Target, report.Calendar, report.Elapsed + report.Remaining));
        Assert.Equal(opened.Package.Calendars["CN"].WorkingTimeBetween(TestCase.Start, TestCase.Start.AddHours(23)), report.Elapsed);
    }
}
