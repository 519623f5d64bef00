using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Accountability;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Tests.Duties;
using static Xiezhi.Governance.Tests.Handling.HandlingCase;

namespace Xiezhi.Governance.Tests.Handling;

public sealed class CoHandlingTests
{
    [Fact]
    public void The_co_handlers_of_the_duty_list_are_invited_each_with_limits_of_its_own_beside_a_common_one()
    {
        var test = Open(CoHandling);

        Assert.Equal([new CoHandlerInvited("water", "") { ByDuty = true }, new CoHandlerInvited("fire", "") { ByDuty = true }], test.Events<CoHandlerInvited>());
        Assert.Equal(
            ["acknowledge fire 2", "acknowledge water 2", "common - 24", "contribute fire 8", "contribute water 8"],
            test.State.Clocks.Select(clock => $"{clock.Clock} {clock.Subject ?? "-"} {(clock.Due - TestCase.Start).TotalHours}").Order(StringComparer.Ordinal));
        Assert.Equal("bureau", test.State.Facts.Lead);
    }

    [Fact]
    public void The_lead_concludes_only_when_all_have_contributed()
    {
        var test = Open(CoHandling);
        test.Contribute(Water, 1);

        Assert.Equal("XZ5604", test.Complete("Handle", Bureau, TimeSpan.FromHours(2)).Rejection?.Code);
        test.Contribute(Fire, 3);

        Assert.Null(test.Complete("Handle", Bureau, TimeSpan.FromHours(4)).Rejection);
        Assert.All(test.State.Clocks.Where(clock => clock.Clock is "contribute" or "common"), clock => Assert.Equal(ClockStanding.Met, clock.Standing));
        test.IsInItsLog();
    }

    [Fact]
    public void What_a_co_handler_contributes_flows_into_the_case_under_its_name()
    {
        var test = Open(CoHandling);

        test.Contribute(Water, 1, "Pumped");
        test.Contribute(Fire, 2, "Nothing burns");

        Assert.True(test.State.Workflow.Variables.TryGet("contributions", out var given));
        Assert.Equal(
            Value.From(ValueContext.Of(
                ("water", ValueContext.Of(("text", "Pumped"), ("variables", ValueContext.Of(("pipe", "sealed"))))),
                ("fire", ValueContext.Of(("text", "Nothing burns"), ("variables", ValueContext.Of(("pipe", "sealed"))))))),
            given);
    }

    [Fact]
    public void The_lead_may_go_on_without_them_with_reasons_and_that_is_recorded()
    {
        var test = Open(CoHandling);
        test.Contribute(Water, 1);

        test.Refuse("XZ5227", new GoOnWithout(" "), Bureau, 2);
        test.Refuse("XZ5101", new GoOnWithout("Why not"), Water, 2);
        test.Accept(new GoOnWithout("The fire brigade is out"), Bureau, 2);

        Assert.Equal(new WentOnWithout(["fire"], "The fire brigade is out"), Assert.Single(test.Events<WentOnWithout>()));
        Assert.Null(test.Complete("Handle", Bureau, TimeSpan.FromHours(3)).Rejection);
        Assert.Equal(ClockStanding.Cancelled, test.State.Clocks.Single(clock => clock is { Clock: "contribute", Subject: "fire" }).Standing);
    }

    [Fact]
    public void A_late_contribution_is_held_against_the_co_handler_and_not_against_the_lead()
    {
        const string rules = """{ "rules": [ { "id": "overdue", "on": ["contribution-overdue"], "when": "true" }, { "id": "breach", "on": ["clock-breached"], "when": "event.clock = \"acknowledge\"" } ] }""";
        var test = Open(CoHandling, ("accountability.json", rules));
        test.Contribute(Water, 1);

        test.Pass(TimeSpan.FromHours(9));

        Assert.Equal(new ContributionOverdue("fire", TestCase.Start.AddHours(8)), Assert.Single(test.Events<ContributionOverdue>()));
        Assert.Equal("fire", Assert.Single(test.Events<CoHandlerUnacknowledged>()).Party);
        Assert.Equal(
            ["breach fire", "late-beside-the-lead fire", "overdue fire"],
            test.Events<FindingProposed>().Select(found => found.Kind + " " + found.Against).Order(StringComparer.Ordinal));
        Assert.Equal(["water", "fire"], test.State.CoHandling.Present.Select(one => one.Party));
        test.Contribute(Fire, 10);
        Assert.Single(test.Events<ContributionOverdue>());
    }

    [Fact]
    public void The_ledger_shows_what_each_owes_with_its_due_time()
    {
        var test = Open(CoHandling);
        test.Contribute(Water, 1);
        var ledger = new AccountabilityLedger(TestCase.Start.AddHours(3), "city");
        test.Log.ForEach(ledger.Add);

        var accounts = ledger.Finish();

        Assert.Equal(
            [("acknowledge", 2d, ClockStanding.Running), ("contribute", 8d, ClockStanding.Running)],
            accounts["fire"].Owes.Select(owed => (owed.Clock, (owed.Due - TestCase.Start).TotalHours, owed.Standing)).Order());
        Assert.Equal(["acknowledge", "contribute"], accounts["water"].AnsweredFor.Select(kept => kept.Clock).Order(StringComparer.Ordinal));
        Assert.Equal("common", Assert.Single(accounts["bureau"].Owes).Clock);
        Assert.Empty(accounts["fire"].Holds);
        Assert.Single(accounts["bureau"].Holds);
    }

    [Fact]
    public void Who_has_nothing_to_do_with_it_says_so_and_the_lead_decides_while_no_time_is_lost()
    {
        var test = Open(CoHandling);
        test.Accept(new DisclaimCoHandling("No fire"), Fire, 1);
        test.Accept(new DisclaimCoHandling("No water"), Water, 1);

        test.Accept(new DecideDisclaimer("fire", true, "So it is"), Bureau, 3);
        test.Accept(new DecideDisclaimer("water", false, "The pipe is yours"), Bureau, 3);

        Assert.Equal(["water"], test.State.CoHandling.Owing.Select(one => one.Party));
        Assert.Equal(TestCase.Start.AddHours(10), test.State.Clocks.Single(clock => clock is { Clock: "contribute", Subject: "water" }).Due);
        Assert.Equal(ClockStanding.Cancelled, test.State.Clocks.Single(clock => clock is { Clock: "contribute", Subject: "fire" }).Standing);
        test.Refuse("XZ5602", new DecideDisclaimer("water", true, "After all"), Bureau, 4);
        test.IsInItsLog();
    }

    [Fact]
    public void The_lead_invites_one_more_and_dismisses_who_has_not_contributed()
    {
        var test = Open(CoHandling);

        test.Accept(new InviteCoHandler("firm", "It laid the pipe"), Bureau, 1);
        test.Accept(new DismissCoHandler("fire", "Nothing burns"), Bureau, 1);
        test.Contribute(Water, 2);

        test.Refuse("XZ5602", new DismissCoHandler("water", "Too late"), Bureau, 3);
        test.Refuse("XZ5603", new InviteCoHandler("bureau", "Itself"), Bureau, 3);
        test.Refuse("XZ5006", new InviteCoHandler("nobody", "Who"), Bureau, 3);
        test.Refuse("XZ5602", new InviteCoHandler("water", "Again"), Bureau, 3);
        test.Refuse("XZ5101", new AcknowledgeCoHandling(), Fire, 3);
        Assert.Equal(["firm"], test.State.CoHandling.Owing.Select(one => one.Party));
        Assert.Equal(TestCase.Start.AddHours(9), test.State.Clocks.Single(clock => clock is { Clock: "contribute", Subject: "firm" }).Due);
    }

    [Fact]
    public void Whom_the_duty_list_no_longer_names_is_let_off_and_named_again_is_invited_again()
    {
        var test = Open(CoHandling.Replace("Handle", "Confirm", StringComparison.Ordinal));

        test.Complete("Handle", Bureau, TimeSpan.FromHours(1), ("matter", "dust"));

        Assert.Equal(new CoHandlerDismissed("fire", CoHandlerDismissed.DutyChanged) { ByDuty = true }, Assert.Single(test.Events<CoHandlerDismissed>()));
        Assert.Equal(["water"], test.State.CoHandling.Present.Select(one => one.Party));
    }

    [Fact]
    public void A_co_handler_is_given_more_time_by_whom_the_file_names()
    {
        var test = Open(CoHandling);

        test.Accept(new RequestExtension("contribute", "PT3H", "The pump is late") { Subject = "water" }, Water, 1);
        test.Accept(new GrantExtension("contribute", "Granted") { Subject = "water" }, Bureau, 2);
        test.Pass(TimeSpan.FromHours(10));

        Assert.Equal(["fire"], test.Events<ContributionOverdue>().Select(late => late.Party));
    }

    [Fact]
    public void Where_the_file_says_so_it_is_closed_together()
    {
        var handling = CoHandling.Replace("\"common\": \"PT24H\" }", "\"speak\": \"PT4H\" }, \"closing\": {}", StringComparison.Ordinal);
        var test = Open(handling);
        test.Contribute(Water, 1);
        test.Contribute(Fire, 1);

        Assert.Equal("XZ5605", test.Complete("Handle", Bureau, TimeSpan.FromHours(2)).Rejection?.Code);
        test.Accept(new ProposeClosing("co-handling", "The pipe is sealed"), Bureau, 2);
        test.Accept(new AgreeToClosing("co-handling", ""), Water, 3);
        test.Accept(new DissentFromClosing("co-handling", "It still smokes"), Fire, 3);

        Assert.Equal(new JointlyClosed("co-handling", ["water"], ["fire"], [], null, ""), Assert.Single(test.Events<JointlyClosed>()));
        test.Accept(new InviteCoHandler("firm", "One more"), Bureau, 4);
        test.Contribute(Firm, 5);
        Assert.Equal("XZ5605", test.Complete("Handle", Bureau, TimeSpan.FromHours(5)).Rejection?.Code);
        test.Accept(new ProposeClosing("co-handling", "With the firm"), Bureau, 5);
        test.IsInItsLog();
    }

    [Fact]
    public void Whoever_still_owes_when_the_case_is_cancelled_is_named()
    {
        var test = Open(CoHandling);
        test.Contribute(Water, 1);

        test.Accept(new CancelCase("By mistake"), TestCase.City, 2);

        Assert.Equal(new CoHandlingLapsed(["fire"]), Assert.Single(test.Events<CoHandlingLapsed>()));
    }

    [Fact]
    public void A_package_without_co_handling_refuses_its_commands()
    {
        var test = Open(Whistles);

        test.Refuse("XZ5600", new AcknowledgeCoHandling(), Water, 1);
        Assert.Null(test.Complete("Handle", Bureau, TimeSpan.FromHours(1)).Rejection);
    }

    [Fact]
    public void A_limit_may_be_what_a_decision_says_for_the_matter()
    {
        var limits = TestDuties.Dmn("FIRST", "matter", "target", """ "noise" | "PT3H" """, """ - | "PT9H" """)
            .Replace("\"Duty\"", "\"Limit\"", StringComparison.Ordinal).Replace("urn:duties", "urn:limits", StringComparison.Ordinal);
        var test = Open(CoHandling.Replace("\"PT8H\"", "{ \"decision\": \"Limit\" }", StringComparison.Ordinal), ("limits.dmn", limits));

        var clock = test.State.Clocks.First(clock => clock.Clock == "contribute");

        Assert.Equal((TestCase.Start.AddHours(3), "Limit#1"), (clock.Due, clock.Basis));
    }

    [Fact]
    public void The_word_co_handler_names_those_of_the_case()
    {
        var procedure = Procedure.Replace("<formalExpression>\"city\"</formalExpression>", "<formalExpression>\"co-handler\"</formalExpression>", StringComparison.Ordinal);
        var test = Open(CoHandling.Replace("\"concluding\": [\"Handle\"],", "", StringComparison.Ordinal), ("test.bpmn", procedure));
        test.Accept(new InviteCoHandler("firm", "It laid the pipe"), Bureau, 1);
        test.Accept(new DismissCoHandler("fire", "Nothing burns"), Bureau, 1);
        test.Complete("Handle", Bureau, TimeSpan.FromHours(2));

        Assert.Equal(["water", "firm"], TaskOwners.Of(test.Package, test.State, Assert.Single(test.State.Workflow.Tasks)));
        Assert.Equal("XZ5101", test.Complete("Confirm", Fire, TimeSpan.FromHours(2)).Rejection?.Code);
        Assert.Null(test.Complete("Confirm", Firm, TimeSpan.FromHours(2)).Rejection);
    }
}
