using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Clocks;

public sealed class ExtensionTests
{
    private static readonly Actor Bureau = new(PartyKind.Department, "bureau", "Zhao");
    private static readonly Func<double, TimeSpan> Hours = TimeSpan.FromHours;

    [Fact]
    public void More_time_asked_for_by_the_lead_is_granted_by_its_superior()
    {
        var opened = Open();

        Assert.Null(Ask(opened, Hours(1), "PT2H").Rejection);
        Assert.Null(opened.Do(new GrantExtension("reply", "it rains"), Bureau, Hours(2)).Rejection);

        Assert.Equal("started extension-requested remind>office extension-granted extended", opened.Story());
        Assert.Equal(TestCase.Start + Hours(6), opened.Clock().Due);
        var report = opened.Report(Hours(3));
        Assert.Equal((Hours(3), Hours(3), 50m), (report.Elapsed, report.Remaining, report.Percent));
        Assert.Equal(new ExtensionRequest(1, "PT2H", "flood", "office", "Wang", ExtensionStanding.Granted), Assert.Single(opened.Clock().Extensions));
    }

    [Fact]
    public void Less_may_be_granted_than_was_asked_for_but_not_more()
    {
        var opened = Open();
        Ask(opened, Hours(1), "PT2H");

        Assert.Equal("XZ5226", opened.Do(new GrantExtension("reply", "why not") { Amount = "PT3H" }, Bureau, Hours(1)).Rejection?.Code);
        Assert.Null(opened.Do(new GrantExtension("reply", "half") { Amount = "PT1H" }, Bureau, Hours(1)).Rejection);

        Assert.Equal(TestCase.Start + Hours(5), opened.Clock().Due);
    }

    [Fact]
    public void More_time_that_is_denied_moves_nothing_and_may_be_asked_for_again()
    {
        var opened = Open();
        Ask(opened, Hours(1), "PT2H");

        opened.Do(new DenyExtension("reply", "no"), Bureau, Hours(1));

        Assert.Equal(TestCase.Start + Hours(4), opened.Clock().Due);
        Assert.Null(Ask(opened, Hours(1), "PT1H").Rejection);
    }

    [Fact]
    public void More_time_can_be_asked_for_exactly_at_due_and_not_after()
    {
        Assert.Null(Ask(Open(), Hours(4), "PT2H").Rejection);
        Assert.Equal("XZ5223", Ask(Open(), Hours(4) + TimeSpan.FromMilliseconds(1), "PT2H").Rejection?.Code);
    }

    [Fact]
    public void A_request_that_nobody_answered_in_time_does_not_undo_the_breach()
    {
        var opened = Open();
        Ask(opened, Hours(3), "PT2H");

        Assert.Equal("XZ5223", opened.Do(new GrantExtension("reply", "late"), Bureau, Hours(5)).Rejection?.Code);

        Assert.Equal(ClockStanding.Breached, opened.Clock().Standing);
    }

    [Fact]
    public void Nobody_grants_what_they_asked_for_and_the_attempt_is_recorded()
    {
        var opened = Open("""{ "askedBy": ["bureau"], "grantedBy": ["bureau", "city"] }""");
        opened.Do(new RequestExtension("reply", "PT2H", "flood"), Bureau, Hours(1));

        Assert.Equal("XZ5229", opened.Do(new GrantExtension("reply", "I say so"), Bureau, Hours(1)).Rejection?.Code);
        Assert.Equal("XZ5229", opened.Do(new GrantExtension("reply", "I say so"), Bureau with { Person = null }, Hours(1)).Rejection?.Code);
        Assert.Equal(2, opened.Events<CommandRefused>().Count());

        // Two persons of one party are four eyes.
        Assert.Null(opened.Do(new GrantExtension("reply", "agreed"), Bureau with { Person = "Qian" }, Hours(1)).Rejection);
    }

    [Fact]
    public void Whoever_has_not_that_duty_is_refused_and_that_is_recorded()
    {
        var opened = Open();
        Ask(opened, Hours(1), "PT2H");

        var refused = opened.Do(new GrantExtension("reply", "me too"), TestCase.City, Hours(1));

        Assert.Equal("XZ5101", refused.Rejection?.Code);
        Assert.Equal(("GrantExtension", "reply"), (Assert.Single(opened.Events<CommandRefused>()).Command, opened.Events<CommandRefused>().Single().Element));
    }

    [Fact]
    public void It_is_granted_as_often_as_the_definition_says_and_as_much()
    {
        var opened = Open("""{ "times": 1, "atMost": "PT2H" }""");

        Assert.Equal("XZ5226", Ask(opened, Hours(1), "PT3H").Rejection?.Code);
        Assert.Equal("XZ5226", Ask(opened, Hours(1), "1wh").Rejection?.Code);
        Assert.Equal("XZ5011", Ask(opened, Hours(1), "long").Rejection?.Code);
        Ask(opened, Hours(1), "PT2H");
        Assert.Equal("XZ5224", Ask(opened, Hours(1), "PT1H").Rejection?.Code);
        opened.Do(new GrantExtension("reply", "once"), Bureau, Hours(1));

        Assert.Equal("XZ5225", Ask(opened, Hours(1), "PT1H").Rejection?.Code);
    }

    [Fact]
    public void Reasons_must_be_given()
    {
        var opened = Open();

        Assert.Equal("XZ5227", opened.Do(new RequestExtension("reply", "PT1H", " "), TestCase.Office, Hours(1)).Rejection?.Code);
        Ask(opened, Hours(1), "PT1H");
        Assert.Equal("XZ5227", opened.Do(new GrantExtension("reply", ""), Bureau, Hours(1)).Rejection?.Code);
    }

    [Fact]
    public void A_clock_that_is_not_there_or_allows_no_more_time_is_said_to_be_so()
    {
        var opened = ClockCase.Open("""{ "id": "reply", "target": "PT4H", "calendar": "CN", "stop": "false" }""");

        Assert.Equal("XZ5221", opened.Do(new RequestExtension("answer", "PT1H", "x"), TestCase.Office, Hours(1)).Rejection?.Code);
        Assert.Equal("XZ5222", opened.Do(new RequestExtension("reply", "PT1H", "x"), TestCase.Office, Hours(1)).Rejection?.Code);
        Assert.Equal("XZ5228", Open().Do(new GrantExtension("reply", "x"), Bureau, Hours(1)).Rejection?.Code);
    }

    [Fact]
    public void Working_days_are_added_behind_the_due_day_to_the_end_of_a_working_day()
    {
        // Due on Friday 2024-09-20; 3 working days more: 23, 24 and 25 September.
        var opened = ClockCase.Open("""
            { "id": "reply", "target": "5wd", "calendar": "CN", "counting": { "from": "next-day", "end": "end-of-day" }, "stop": "false", "extension": {} }
            """);
        var before = opened.Clock().Due;
        Ask(opened, Hours(1), "3wd");

        opened.Do(new GrantExtension("reply", "flood"), Bureau, Hours(2));

        Assert.Equal(before.AddDays(5), opened.Clock().Due);
        Assert.Equal(new DateOnly(2024, 9, 25), DateOnly.FromDateTime(opened.Clock().Due.ToOffset(TimeSpan.FromHours(8)).Date));
    }

    [Fact]
    public void Time_granted_while_the_clock_rests_is_there_when_it_goes_on()
    {
        var opened = ClockCase.Open("""{ "id": "reply", "target": "PT4H", "calendar": "CN", "stop": "false", "pause": "waiting = true", "extension": {} }""");
        opened.Note(Hours(1), ("waiting", true));
        Ask(opened, Hours(2), "PT2H");
        opened.Do(new GrantExtension("reply", "flood"), Bureau, Hours(3));
        Assert.Equal(Hours(5), opened.Report(Hours(3)).Remaining);

        opened.Note(Hours(4), ("waiting", false));

        Assert.Equal(TestCase.Start + Hours(9), opened.Clock().Due);
    }

    private static CaseStepResult Ask(TestCase opened, TimeSpan after, string amount) => opened.Do(new RequestExtension("reply", amount, "flood"), TestCase.Office, after);

    private static TestCase Open(string extension = "{}") =>
        ClockCase.Open($$"""{ "id": "reply", "target": "PT4H", "calendar": "CN", "stop": "replied = true", "ladder": "l", "extension": {{extension}} }""");
}
