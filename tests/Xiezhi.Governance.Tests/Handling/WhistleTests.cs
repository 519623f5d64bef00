using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.Whistles;
using static Xiezhi.Governance.Tests.Handling.HandlingCase;

namespace Xiezhi.Governance.Tests.Handling;

public sealed class WhistleTests
{
    private static readonly CriterionGrade[] Good = [new("speed", "satisfied"), new("result", "satisfied")];

    [Fact]
    public void A_street_office_calls_departments_and_each_has_its_limits()
    {
        var test = Blown("water", "fire");

        Assert.Equal(new WhistleBlown(1, "flood", "office", ["water", "fire"], "Water stands in the street", "Bridge 3"), Assert.Single(test.Events<WhistleBlown>()));
        Assert.Equal(
            ["acknowledge whistle:1/fire 1.5", "acknowledge whistle:1/water 1.5", "arrive whistle:1/fire 3", "arrive whistle:1/water 3"],
            test.State.Clocks.Select(clock => $"{clock.Clock} {clock.Subject} {(clock.Due - TestCase.Start).TotalHours}").Order(StringComparer.Ordinal));
        Assert.Equal("bureau", test.State.Facts.Lead);
    }

    [Fact]
    public void Only_whom_the_file_names_may_blow_it_and_only_whom_it_names_is_called()
    {
        var test = Open(Whistles);

        test.Refuse("XZ5101", Blow("water"), Bureau, 1);
        test.Refuse("XZ5610", Blow("city"), TestCase.Office, 1);
        test.Refuse("XZ5610", Blow("nobody"), TestCase.Office, 1);
        test.Refuse("XZ5609", Blow(), TestCase.Office, 1);
        test.Refuse("XZ5227", new BlowWhistle("flood", ["water"], "", "Bridge 3"), TestCase.Office, 1);
        test.Refuse("XZ5606", new BlowWhistle("fire", ["water"], "Why", "Bridge 3"), TestCase.Office, 1);
        test.Refuse("XZ5606", new AcknowledgeCall(1), Water, 1);
        Assert.Empty(test.State.Whistles.All);
    }

    [Fact]
    public void Who_acknowledges_and_reports_in_time_is_not_late()
    {
        var test = Blown("water", "fire");
        test.Accept(new AcknowledgeCall(1), Water, 1.25);
        test.Accept(new ReportOnSite(1, ""), Fire, 1.5);
        test.Accept(new ReportOnSite(1, "With two pumps"), Water, 3);

        test.Pass(TimeSpan.FromHours(9));

        Assert.Empty(test.Events<NoShow>());
        Assert.Empty(test.Events<CallUnacknowledged>());
        Assert.Empty(test.Events<FindingProposed>());
        Assert.All(test.State.Clocks, clock => Assert.Equal(ClockStanding.Met, clock.Standing));
        test.Refuse("XZ5611", new AcknowledgeCall(1), Water, 9);
        test.Refuse("XZ5611", new ReportOnSite(1, ""), Fire, 9);
        test.IsInItsLog();
    }

    [Fact]
    public void Who_does_not_come_is_a_no_show_that_ladders_and_rules_hold_against_it()
    {
        const string rules = """{ "rules": [ { "id": "no-show", "on": ["no-show"], "when": "event.whistle = 1" }, { "id": "deaf", "on": ["call-unacknowledged"], "when": "true", "against": "event.party" } ] }""";
        var test = Blown(Open(Whistles, ("accountability.json", rules)), "water", "fire");
        test.Accept(new ReportOnSite(1, ""), Water, 2);

        test.Pass(TimeSpan.FromHours(4));

        Assert.Equal(new NoShow(1, "fire", TestCase.Start.AddHours(3)), Assert.Single(test.Events<NoShow>()));
        Assert.Equal(["water", "fire"], test.Events<CallUnacknowledged>().Select(late => late.Party));
        Assert.Equal(["water", "fire"], test.Events<EscalationTaken>().Where(taken => taken.Kind == "remind").Select(taken => taken.To));
        Assert.Equal(
            ["deaf fire", "deaf water", "late-beside-the-lead fire", "no-show fire"],
            test.Events<FindingProposed>().Select(found => found.Kind + " " + found.Against).Order(StringComparer.Ordinal));
        test.Accept(new ReportOnSite(1, "Stuck in traffic"), Fire, 5);
        Assert.True(test.State.Whistles.Find(1)!.Find("fire") is { IsNoShow: true, ArrivedAt: not null });
    }

    [Fact]
    public void The_caller_judges_each_by_the_scale_of_the_file()
    {
        var test = Blown("water", "fire");
        test.Refuse("XZ5612", new EvaluateCalledParty(1, "water", [.. Good], ""), TestCase.Office, 2);
        test.Accept(new ReportOnSite(1, ""), Water, 2);

        test.Refuse("XZ5101", new EvaluateCalledParty(1, "water", [.. Good], ""), Water, 2.5);
        test.Refuse("XZ5613", new EvaluateCalledParty(1, "water", [Good[0]], ""), TestCase.Office, 2.5);
        test.Refuse("XZ5613", new EvaluateCalledParty(1, "water", [Good[0], Good[0]], ""), TestCase.Office, 2.5);
        test.Refuse("XZ5227", new EvaluateCalledParty(1, "fire", [Good[0], new("result", "dissatisfied")], ""), TestCase.Office, 4);
        test.Accept(new EvaluateCalledParty(1, "water", [.. Good], "Quick"), TestCase.Office, 4);
        test.Accept(new EvaluateCalledParty(1, "fire", [Good[0], new("result", "dissatisfied")], "Nobody came"), TestCase.Office, 4);

        Assert.Equal([("water", 10), ("fire", 5)], test.Events<CalledPartyEvaluated>().Select(judged => (judged.Party, judged.Points)));
        test.IsInItsLog();
    }

    [Fact]
    public void Further_parties_are_called_and_nobody_twice()
    {
        var test = Blown("water");

        test.Accept(new CallFurtherParties(1, ["firm"], "It laid the pipe"), TestCase.Office, 2);

        test.Refuse("XZ5611", new CallFurtherParties(1, ["fire", "water"], "All"), TestCase.Office, 2);
        Assert.Equal(["water", "firm"], test.State.Whistles.Find(1)!.Calls.Select(call => call.Party));
        Assert.Equal(TestCase.Start.AddHours(4), test.State.Clocks.Single(clock => clock is { Clock: "arrive", Subject: "whistle:1/firm" }).Due);
    }

    [Fact]
    public void It_closes_when_all_have_agreed_or_dissented_and_until_then_bars_the_procedure()
    {
        var test = Blown("water", "fire");
        test.Complete("Handle", Bureau, TimeSpan.FromHours(2));
        test.Refuse("XZ5616", new AgreeToClosing("whistle:1", ""), Water, 2);
        test.Accept(new ProposeClosing("whistle:1", "The street is dry"), TestCase.Office, 3);
        test.Accept(new AgreeToClosing("whistle:1", "Dry"), Water, 4);

        Assert.Equal("XZ5605", test.Complete("Confirm", TestCase.City, TimeSpan.FromHours(5)).Rejection?.Code);
        test.Refuse("XZ5227", new DissentFromClosing("whistle:1", ""), Fire, 5);
        test.Accept(new DissentFromClosing("whistle:1", "The gully is still blocked"), Fire, 5);

        Assert.Equal(new JointlyClosed("whistle:1", ["water"], ["fire"], [], null, ""), Assert.Single(test.Events<JointlyClosed>()));
        Assert.True(test.State.Workflow.Variables.TryGet("flood", out var flood));
        Assert.Equal("The gully is still blocked", flood.AsContext!["dissented"].AsList!.Items[0].AsContext!["reasons"].AsString);
        test.Refuse("XZ5607", new ReportOnSite(1, ""), Fire, 5);
        test.Refuse("XZ5615", new AgreeToClosing("whistle:1", ""), Fire, 5);
        Assert.Null(test.Complete("Confirm", TestCase.City, TimeSpan.FromHours(6)).Rejection);
        Assert.Equal(CaseStatus.Closed, test.State.Status);
        test.IsInItsLog();
    }

    [Fact]
    public void Silence_is_neither_and_only_the_one_above_may_close_over_it()
    {
        var test = Blown("water", "fire");
        test.Accept(new ProposeClosing("whistle:1", "The street is dry"), TestCase.Office, 2);
        test.Accept(new AgreeToClosing("whistle:1", ""), Water, 3);
        test.Refuse("XZ5618", new CloseOverSilence("whistle:1", "Enough"), District, 6);

        test.Pass(TimeSpan.FromHours(7));
        Assert.Equal(new ClosingSilent("whistle:1", "fire", TestCase.Start.AddHours(6)), Assert.Single(test.Events<ClosingSilent>()));
        Assert.Empty(test.Events<JointlyClosed>());
        test.Refuse("XZ5101", new CloseOverSilence("whistle:1", "Enough"), TestCase.Office, 7);
        test.Refuse("XZ5227", new CloseOverSilence("whistle:1", ""), District, 7);
        test.Accept(new CloseOverSilence("whistle:1", "Fire was asked twice"), District, 7);

        Assert.Equal(new JointlyClosed("whistle:1", ["water"], [], ["fire"], "district", "Fire was asked twice"), Assert.Single(test.Events<JointlyClosed>()));
        Assert.Equal(ClockStanding.Breached, test.State.Clocks.Single(clock => clock is { Clock: "speak", Subject: "whistle:1/fire" }).Standing);
        test.IsInItsLog();
    }

    [Fact]
    public void Whoever_called_and_whoever_is_silent_may_not_close_even_where_the_file_names_them()
    {
        var handling = Whistles.Replace("{ \"result\": \"flood\" }", "{ \"closedBy\": [\"street-office\", \"fire\", \"superior\"] }", StringComparison.Ordinal);
        var test = Blown(Open(handling), "water", "fire");
        test.Accept(new ProposeClosing("whistle:1", "The street is dry"), TestCase.Office, 2);
        test.Accept(new AgreeToClosing("whistle:1", ""), Water, 3);
        test.Pass(TimeSpan.FromHours(7));

        test.Refuse("XZ5619", new CloseOverSilence("whistle:1", "Enough"), TestCase.Office, 7);
        test.Refuse("XZ5619", new CloseOverSilence("whistle:1", "Enough"), Fire, 7);

        Assert.Equal(["XZ5619", "XZ5619"], test.Events<CommandRefused>().Select(refused => refused.Reason));
        test.Accept(new CloseOverSilence("whistle:1", "Enough"), District, 8);
    }

    [Fact]
    public void Where_the_one_above_is_silent_too_the_one_above_that_closes()
    {
        var test = Blown(Open(Whistles.Replace("\"called\": [", "\"called\": [\"agency\", ", StringComparison.Ordinal)), "water", "district");
        test.Accept(new ProposeClosing("whistle:1", "The street is dry"), TestCase.Office, 2);
        test.Accept(new AgreeToClosing("whistle:1", ""), Water, 3);
        test.Pass(TimeSpan.FromHours(7));

        Assert.False(test.Do(new CloseOverSilence("whistle:1", "Enough"), District, TimeSpan.FromHours(7)).Accepted);
        test.Accept(new CloseOverSilence("whistle:1", "The district was asked twice"), TestCase.City, 8);

        Assert.Equal(new JointlyClosed("whistle:1", ["water"], [], ["district"], "city", "The district was asked twice"), Assert.Single(test.Events<JointlyClosed>()));
    }

    [Fact]
    public void Who_is_at_the_top_closes_over_the_silence_of_those_it_called_itself_for_nobody_else_could()
    {
        var test = Open(Whistles.Replace("\"called\":", "\"blownBy\": [\"agency\"], \"called\":", StringComparison.Ordinal));
        test.Accept(new BlowWhistle("flood", ["water"], "Water", "Bridge 3"), TestCase.City, 1);
        test.Accept(new ProposeClosing("whistle:1", "The street is dry"), TestCase.City, 2);
        test.Refuse("XZ5618", new CloseOverSilence("whistle:1", "Enough"), TestCase.City, 3);
        test.Pass(TimeSpan.FromHours(7));

        test.Accept(new CloseOverSilence("whistle:1", "Enough"), TestCase.City, 8);
    }

    [Fact]
    public void Where_all_whom_the_file_names_are_silent_or_called_the_one_above_closes()
    {
        var test = Blown(Open(Whistles.Replace("{ \"result\": \"flood\" }", "{ \"closedBy\": [\"office\", \"fire\"] }", StringComparison.Ordinal)), "water", "fire");
        test.Accept(new ProposeClosing("whistle:1", "The street is dry"), TestCase.Office, 2);
        test.Accept(new AgreeToClosing("whistle:1", ""), Water, 3);
        test.Pass(TimeSpan.FromHours(7));

        test.Accept(new CloseOverSilence("whistle:1", "Enough"), District, 8);
    }

    [Fact]
    public void Where_the_time_to_speak_can_not_be_told_silence_holds_up_nobody()
    {
        // The calendar ends before a hundred working years have passed.
        var test = Blown(Open(Whistles.Replace("\"speak\": \"PT4H\"", "\"speak\": \"25000wd\"", StringComparison.Ordinal)), "water");
        test.Accept(new ProposeClosing("whistle:1", "The street is dry"), TestCase.Office, 2);
        Assert.DoesNotContain(test.State.Clocks, clock => clock.Clock == "speak");

        test.Accept(new CloseOverSilence("whistle:1", "Asked by telephone"), District, 8);
    }

    [Fact]
    public void Who_speaks_late_has_spoken()
    {
        var test = Blown("water", "fire");
        test.Accept(new ProposeClosing("whistle:1", "The street is dry"), District, 2);
        test.Accept(new AgreeToClosing("whistle:1", ""), Water, 3);
        test.Pass(TimeSpan.FromHours(7));

        test.Accept(new AgreeToClosing("whistle:1", "Sorry"), Fire, 8);

        Assert.Equal(new JointlyClosed("whistle:1", ["water", "fire"], [], [], null, ""), Assert.Single(test.Events<JointlyClosed>()));
    }

    [Fact]
    public void A_procedure_waits_for_the_closing_by_a_condition()
    {
        var procedure = Procedure
            .Replace("xmlns:xiezhi", "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xiezhi", StringComparison.Ordinal)
            .Replace("targetRef=\"Reply\"/>", "targetRef=\"Dry\"/><sequenceFlow id=\"f9\" sourceRef=\"Dry\" targetRef=\"Reply\"/>", StringComparison.Ordinal)
            .Replace("<incoming>f2</incoming><outgoing>f3</outgoing>", "<incoming>f9</incoming><outgoing>f3</outgoing>", StringComparison.Ordinal)
            .Replace("<endEvent", """<intermediateCatchEvent id="Dry"><incoming>f2</incoming><outgoing>f9</outgoing><conditionalEventDefinition><condition xsi:type="tFormalExpression">case.whistles.open = 0 and flood.closed = true</condition></conditionalEventDefinition></intermediateCatchEvent><endEvent""", StringComparison.Ordinal);
        var test = Blown(Open(Whistles, ("test.bpmn", procedure)), "water");
        test.Complete("Handle", Bureau, TimeSpan.FromHours(2));
        Assert.Empty(test.State.Workflow.Tasks);

        test.Accept(new ProposeClosing("whistle:1", "The street is dry"), TestCase.Office, 3);
        test.Accept(new AgreeToClosing("whistle:1", ""), Water, 4);

        Assert.Equal("Confirm", Assert.Single(test.State.Workflow.Tasks).Element);
    }

    [Fact]
    public void What_is_open_when_the_case_is_cancelled_lapses()
    {
        var test = Blown("water");

        test.Accept(new CancelCase("By mistake"), TestCase.City, 2);

        Assert.Equal(new WhistleLapsed(1), Assert.Single(test.Events<WhistleLapsed>()));
        Assert.All(test.State.Clocks, clock => Assert.True(clock.HasEnded));
    }

    private static BlowWhistle Blow(params string[] parties) => new("flood", [.. parties], "Water stands in the street", "Bridge 3");

    private static TestCase Blown(params string[] parties) => Blown(Open(Whistles), parties);

    private static TestCase Blown(TestCase test, params string[] parties)
    {
        test.Accept(Blow(parties), TestCase.Office, 1);
        return test;
    }
}
