using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Tests.Clocks;

/// <summary>A calendar that knows 2024 and allows provisional answers; a later version of the package publishes 2025 with 1 to 3 January closed.</summary>
public sealed class ProvisionalTests
{
    private const string Calendar = """
        { "id": "city", "title": "City", "zone": "Asia/Shanghai", "provisional": true, "publishedYears": [2024],
          "week": { "monday-friday": ["09:00-17:00"] }, "dates": [] }
        """;

    private const string Clock = """
        { "id": "reply", "target": "5wd", "calendar": "city", "counting": { "from": "next-day", "end": "end-of-day" }, "stop": "replied = true", "ladder": "l", "pause": "waiting = true" }
        """;

    // Opened on Monday 2024-12-30 at 09:00 in Shanghai.
    private static readonly TimeSpan Opening = new DateTimeOffset(2024, 12, 30, 1, 0, 0, TimeSpan.Zero) - TestCase.Start;

    [Fact]
    public void A_due_time_in_a_year_that_is_not_published_says_that_it_is_provisional()
    {
        var opened = Open(Package(Calendar));

        // By the weekly hours alone: 31 December, 1, 2, 3 and 6 January.
        Assert.Equal(("2025-01-06", true), (Day(opened), opened.Clock().Provisional));
        Assert.True(opened.Report(Opening).Provisional);
    }

    [Fact]
    public void It_is_worked_out_again_when_the_year_is_published()
    {
        var opened = Open(Package(Calendar), Package(Published()));

        Assert.Null(opened.Do(new RecomputeProvisional(), Actor.Engine, Opening + TimeSpan.FromHours(1)).Rejection);

        // 31 December, 6, 7, 8 and 9 January.
        var changed = Assert.Single(opened.Events<ClockDueChanged>());
        Assert.Equal((ClockDueChanged.YearPublished, false), (changed.Reason, changed.Provisional));
        Assert.Equal(("2025-01-09", false), (Day(opened), opened.Clock().Provisional));
        Assert.Equal(TimeSpan.FromHours(5 * 8), changed.Used + changed.Left - TimeSpan.FromHours(8));
    }

    [Fact]
    public void A_clock_that_would_be_breached_by_its_provisional_time_alone_is_not()
    {
        var opened = Open(Package(Calendar), Package(Published()));

        opened.Pass(Opening + TimeSpan.FromDays(8));

        Assert.Equal("started year-published remind>office", opened.Story());
    }

    [Fact]
    public void Working_it_out_again_twice_does_nothing_more_and_is_for_the_engine_alone()
    {
        var opened = Open(Package(Calendar), Package(Published()));
        opened.Do(new RecomputeProvisional(), Actor.Engine, Opening + TimeSpan.FromHours(1));

        Assert.Empty(opened.Do(new RecomputeProvisional(), Actor.Engine, Opening + TimeSpan.FromHours(2)).Events);
        Assert.Equal("XZ5101", opened.Do(new RecomputeProvisional(), TestCase.City, Opening + TimeSpan.FromHours(3)).Rejection?.Code);
    }

    [Fact]
    public void A_year_that_the_package_knew_stays_as_it_was()
    {
        var later = Published().Replace("\"dates\": [", "\"dates\": [ { \"date\": \"2024-12-31\", \"closed\": true },", StringComparison.Ordinal);
        var opened = Open(Package(Calendar), Package(later));

        opened.Do(new RecomputeProvisional(), Actor.Engine, Opening + TimeSpan.FromHours(1));

        Assert.Equal("2025-01-09", Day(opened));
    }

    [Fact]
    public void A_package_that_learns_nothing_is_itself()
    {
        var package = Package(Calendar);

        Assert.Same(package, package.WithYearsOf(Package(Calendar)));
        Assert.Equal(package.Id, package.WithYearsOf(Package(Published())).Id);
    }

    private static string Published() => Calendar.Replace("[2024]", "[2024, 2025]", StringComparison.Ordinal)
        .Replace("\"dates\": []", "\"dates\": [ { \"from\": \"2025-01-01\", \"to\": \"2025-01-03\", \"closed\": true } ]", StringComparison.Ordinal);

    private static GovernancePackage Package(string calendar) => ClockCase.Package(ClockCase.Levels(Clock), ("calendars/city.json", calendar));

    private static string Day(TestCase opened) =>
        opened.Clock().Due.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static TestCase Open(GovernancePackage package, GovernancePackage? later = null)
    {
        // The case began before the later version was there.
        var opened = new TestCase(package);
        opened.Do(new OpenCase("1", Foundation.Values.ValueContext.Of(("lead", "office"))), TestCase.Citizen, Opening);
        return later is null ? opened : opened.With(package.WithYearsOf(later));
    }
}
