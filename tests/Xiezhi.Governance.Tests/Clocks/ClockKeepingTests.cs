using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;

namespace Xiezhi.Governance.Tests.Clocks;

/// <summary>The test package promises a reply within four hours, with steps at 50, 75, 100, 150 and 200 %.</summary>
public sealed class ClockKeepingTests
{
    private static readonly TimeSpan Due = TimeSpan.FromHours(4);
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void A_promise_kept_exactly_at_due_is_kept()
    {
        var opened = TestCase.Opened();

        opened.Pass(Due);
        opened.Complete("Handle", TestCase.Office, Due);

        Assert.Equal(ClockStanding.Met, Assert.Single(opened.State.Clocks).Standing);
        Assert.Empty(opened.Events<FindingProposed>());
    }

    [Fact]
    public void A_promise_kept_a_millisecond_late_is_broken_even_when_nobody_looked_between()
    {
        var opened = TestCase.Opened();

        opened.Complete("Handle", TestCase.Office, Due + OneMillisecond);

        Assert.Equal(ClockStanding.Breached, Assert.Single(opened.State.Clocks).Standing);
        Assert.Equal(TestCase.Start + Due, Assert.Single(opened.Events<ClockBreached>()).Due);
    }

    [Theory]
    [InlineData(119, "")]
    [InlineData(120, "remind>office")]
    [InlineData(180, "remind>office remind-superior>bureau")]
    [InlineData(240, "remind>office remind-superior>bureau")]
    [InlineData(241, "remind>office remind-superior>bureau finding>office")]
    [InlineData(361, "remind>office remind-superior>bureau finding>office raise>bureau")]
    [InlineData(481, "remind>office remind-superior>bureau finding>office raise>bureau raise>city")]
    [InlineData(99_999, "remind>office remind-superior>bureau finding>office raise>bureau raise>city")]
    public void The_ladder_acts_at_its_shares_and_a_late_host_catches_up_in_order(int minutes, string expected)
    {
        var opened = TestCase.Opened();

        opened.Pass(TimeSpan.FromMinutes(minutes));

        Assert.Equal(expected, string.Join(" ", opened.Events<EscalationTaken>().Select(taken => taken.Kind + ">" + taken.To)));
    }

    [Fact]
    public void Acting_twice_on_what_is_due_does_nothing_more()
    {
        var opened = TestCase.Opened();
        opened.Pass(TimeSpan.FromHours(9));
        var version = opened.State.Version;

        opened.Pass(TimeSpan.FromHours(9));

        Assert.Equal(version, opened.State.Version);
    }

    [Fact]
    public void A_finding_names_the_events_it_rests_on()
    {
        var opened = TestCase.Opened();

        opened.Pass(Due + OneMillisecond);

        var finding = Assert.Single(opened.Events<FindingProposed>());
        Assert.Equal(("overdue", "office"), (finding.Kind, finding.Against));
        Assert.Equal(
            [typeof(LeadAssigned), typeof(ClockStarted), typeof(EscalationTaken)],
            finding.Evidence.Select(sequence => opened.Log[(int)sequence - 1].Event.GetType()));
    }

    [Fact]
    public void Each_raise_goes_to_the_superior_of_the_holder_before()
    {
        var opened = TestCase.Opened();

        opened.Pass(TimeSpan.FromHours(8) + OneMillisecond);

        Assert.Equal((2, "city"), (opened.State.Level, opened.State.LevelHolder));
    }

    [Fact]
    public void A_paused_clock_keeps_what_was_left_and_its_ladder_waits()
    {
        // The two tasks after each other let the lead suspend the case and take it up again.
        var procedure = TestPackage.Procedure
            .Replace("<scriptTask id=\"Reply\" scriptFormat=\"feel\" xiezhi:resultVariable=\"replied\" xiezhi:records=\"reply\">", "<userTask id=\"Reply\">", StringComparison.Ordinal)
            .Replace("<script>true</script></scriptTask>", "</userTask>", StringComparison.Ordinal);
        var suspended = TestCase.Opened(TestPackage.Read(("test.bpmn", procedure)));

        suspended.Complete("Handle", TestCase.Office, TimeSpan.FromHours(1), ("suspended", true));
        suspended.Pass(TimeSpan.FromHours(9));
        suspended.Complete("Reply", TestCase.Office, TimeSpan.FromHours(10), ("suspended", false));

        Assert.Equal(new ClockPaused("standard", "reply", TimeSpan.FromHours(1), TimeSpan.FromHours(3)), Assert.Single(suspended.Events<ClockPaused>()));
        Assert.Equal(TestCase.Start + TimeSpan.FromHours(13), Assert.Single(suspended.Events<ClockResumed>()).Due);
        Assert.Empty(suspended.Events<EscalationTaken>());
        Assert.Equal(TestCase.Start + TimeSpan.FromHours(11), Assert.Single(CaseMoments.Of(suspended.Package, suspended.State)).At);
    }

    [Fact]
    public void A_clock_of_a_case_that_ends_without_what_was_promised_is_given_up()
    {
        var cancelled = TestCase.Opened();

        cancelled.Do(new CancelCase("withdrawn"), TestCase.City, TimeSpan.FromHours(1));

        Assert.Equal(ClockStanding.Cancelled, Assert.Single(cancelled.State.Clocks).Standing);
        Assert.Empty(CaseMoments.Of(cancelled.Package, cancelled.State));
    }

    [Fact]
    public void The_next_moment_is_the_next_step_or_the_breach()
    {
        var opened = TestCase.Opened();

        Assert.Equal(TestCase.Start + TimeSpan.FromHours(2), Assert.Single(CaseMoments.Of(opened.Package, opened.State)).At);
        opened.Pass(TimeSpan.FromHours(3));
        Assert.Equal(TestCase.Start + Due + OneMillisecond, Assert.Single(CaseMoments.Of(opened.Package, opened.State)).At);
    }

    [Fact]
    public void Working_days_are_counted_on_the_calendar_of_the_service_level()
    {
        // 5 working days from Thursday 2024-09-12, counting from the next day, end on Friday 2024-09-20: 14 September is a make-up day,
        // 15 to 17 September are the Mid-Autumn holidays (notice of the General Office of the State Council for 2024).
        var levels = TestPackage.ServiceLevels.Replace("\"PT4H\"", "\"5wd\"", StringComparison.Ordinal)
            .Replace("\"pause\"", "\"counting\": { \"from\": \"next-day\", \"end\": \"end-of-day\" }, \"pause\"", StringComparison.Ordinal);

        var opened = TestCase.Opened(TestPackage.Read(("service-levels.json", levels)));

        Assert.Equal(new DateOnly(2024, 9, 20), DateOnly.FromDateTime(Assert.Single(opened.State.Clocks).Due.ToOffset(TimeSpan.FromHours(8)).Date));
    }

    [Fact]
    public void Elapsed_time_counts_from_the_start_whatever_is_said_of_days()
    {
        var levels = TestPackage.ServiceLevels.Replace("\"pause\"", "\"counting\": { \"from\": \"next-day\", \"end\": \"end-of-day\" }, \"pause\"", StringComparison.Ordinal);

        var opened = TestCase.Opened(TestPackage.Read(("service-levels.json", levels)));

        Assert.Equal(TestCase.Start + Due, Assert.Single(opened.State.Clocks).Due);
    }
}
