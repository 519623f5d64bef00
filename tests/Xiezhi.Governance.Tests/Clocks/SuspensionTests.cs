using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Clocks;

public sealed class SuspensionTests
{
    private static readonly Actor Bureau = new(PartyKind.Department, "bureau");
    private static readonly Func<double, TimeSpan> Hours = TimeSpan.FromHours;

    [Fact]
    public void A_suspended_clock_goes_on_by_itself_at_its_review_date_however_late_the_host_is()
    {
        var opened = Open("resume");

        Assert.Null(Suspend(opened, 1, review: 10).Rejection);
        Assert.Equal(ClockStanding.Paused, opened.Clock().Standing);
        Assert.Equal(TestCase.Start + Hours(10), Assert.Single(CaseMoments.Of(opened.Package, opened.State)).At);
        opened.Pass(Hours(12));

        Assert.Equal("started clock-suspended paused suspension-review suspension-ended resumed remind>office", opened.Story());
        Assert.Equal(TestCase.Start + Hours(13), opened.Clock().Due);
    }

    [Fact]
    public void A_suspension_with_a_reminder_goes_on_until_somebody_ends_it()
    {
        var opened = Open("remind");
        Suspend(opened, 1, review: 10);

        opened.Pass(Hours(12));
        Assert.Equal(("started clock-suspended paused suspension-review", ClockStanding.Paused), (opened.Story(), opened.Clock().Standing));
        Assert.Empty(CaseMoments.Of(opened.Package, opened.State));
        Assert.Null(opened.Do(new EndSuspension("reply", "the court has spoken"), Bureau, Hours(20)).Rejection);

        Assert.Equal(TestCase.Start + Hours(23), opened.Clock().Due);
    }

    [Fact]
    public void A_suspension_ended_by_command_gives_back_the_time_until_then()
    {
        var opened = Open("resume");
        Suspend(opened, 1, review: 10);

        opened.Do(new EndSuspension("reply", "done waiting"), Bureau, Hours(3));

        Assert.Equal((TestCase.Start + Hours(6), null), (opened.Clock().Due, opened.Clock().Suspension));
    }

    [Fact]
    public void A_review_may_be_moved_but_never_beyond_the_longest_time_from_the_beginning()
    {
        var opened = Open("resume", "\"longest\": \"P1D\",");
        Suspend(opened, 1, review: 10);

        Assert.Null(Suspend(opened, 2, review: 25).Rejection);
        Assert.Equal("XZ5231", Suspend(opened, 20, review: 26).Rejection?.Code);
        opened.Pass(Hours(24));

        Assert.Equal(ClockStanding.Paused, opened.Clock().Standing);
    }

    [Fact]
    public void It_needs_reasons_a_date_ahead_and_somebody_with_that_duty()
    {
        var opened = Open("resume");

        Assert.Equal("XZ5227", opened.Do(new SuspendClock("reply", "", TestCase.Start + Hours(9)), Bureau, Hours(1)).Rejection?.Code);
        Assert.Equal("XZ5231", Suspend(opened, 2, review: 2).Rejection?.Code);
        Assert.Equal("XZ5101", opened.Do(new SuspendClock("reply", "tired", TestCase.Start + Hours(9)), TestCase.Office, Hours(2)).Rejection?.Code);
        Assert.Equal("XZ5232", opened.Do(new EndSuspension("reply", "x"), Bureau, Hours(2)).Rejection?.Code);
        Assert.Equal("XZ5230", ClockCase.Open("""{ "id": "reply", "target": "PT4H", "calendar": "CN", "stop": "false" }""")
            .Do(new SuspendClock("reply", "x", TestCase.Start + Hours(9)), Bureau, Hours(1)).Rejection?.Code);
    }

    [Fact]
    public void A_clock_that_its_condition_keeps_resting_does_not_go_on_at_the_review()
    {
        var opened = Open("resume", pause: "waiting = true");
        Suspend(opened, 1, review: 10);
        opened.Note(Hours(2), ("waiting", true));

        opened.Pass(Hours(12));
        Assert.Equal(ClockStanding.Paused, opened.Clock().Standing);
        opened.Note(Hours(13), ("waiting", false));

        Assert.Equal(TestCase.Start + Hours(16), opened.Clock().Due);
    }

    private static CaseStepResult Suspend(TestCase opened, double after, double review) =>
        opened.Do(new SuspendClock("reply", "before the court", TestCase.Start + Hours(review)), Bureau, Hours(after));

    private static TestCase Open(string atReview, string more = "", string pause = "false") => ClockCase.Open(
        $$"""{ "id": "reply", "target": "PT4H", "calendar": "CN", "stop": "replied = true", "ladder": "l", "pause": "{{pause}}", "suspension": { {{more}} "atReview": "{{atReview}}" } }""");
}
