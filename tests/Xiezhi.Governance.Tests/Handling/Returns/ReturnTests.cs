using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Duties.Dispatch;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Handling.Returns;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Tests.Handling.Returns;

public class ReturnTests
{
    [Theory]
    [InlineData("", "Because.", "XZ5620")]
    [InlineData("not-our-dutty", "Because.", "XZ5621")]
    [InlineData("not-our-duty", "  ", "XZ5622")]
    public void A_return_without_its_reasons_is_refused_and_says_what_is_missing(string reason, string explanation, string code)
    {
        var it = ReturnCase.Opened();

        var returned = it.Return(TestCase.Office, 1, reason, explanation);

        Assert.Equal(code, returned.Rejection?.Code);
        Assert.Equal("Handle", Assert.Single(it.State.Workflow.Tasks).Element);
        Assert.Equal(0, it.State.Returns);
    }

    [Fact]
    public void The_reasons_of_a_return_stand_in_its_event()
    {
        var it = ReturnCase.Opened();

        Assert.Null(it.Return(TestCase.Office, 1).Rejection);

        var returned = Assert.Single(it.Events<CaseReturned>());
        Assert.Equal(new CaseReturned("office", 1) { Reason = "not-our-duty", Explanation = "The road is the parks'.", Misdirected = true }, returned);
        Assert.Equal(returned, EventText.Read(it.Log.Single(recorded => recorded.Event is CaseReturned).Text, default).Event);
    }

    [Fact]
    public void A_return_of_a_package_that_asks_for_no_reasons_is_written_as_it_always_was()
    {
        var written = EventText.Write("default", CaseId.For("default", "1"), 7, TestCase.Start, TestCase.Office, "test", new CaseReturned("office", 1));

        Assert.EndsWith("\"data\":{\"party\":\"office\",\"count\":1}}", written, StringComparison.Ordinal);
    }

    [Fact]
    public void An_arbiter_whose_calendar_does_not_know_the_year_has_a_limit_all_the_same()
    {
        var it = ReturnCase.Opened(ReturnCase.Rules.Replace("\"within\": \"PT24H\"", "\"within\": \"1500wd\", \"calendar\": \"CN\"", StringComparison.Ordinal));

        Assert.Null(it.Do(new ReferToArbiter("Nobody takes it."), ReturnCase.Centre, TimeSpan.FromHours(1)).Rejection);

        Assert.Equal(TestCase.Start + TimeSpan.FromHours(1) + TimeSpan.FromDays(1500), it.State.Arbitration.Due);
        Assert.Equal("returns/arbiter/within", Assert.Single(it.Events<FactUnfit>()).Member);
    }

    [Fact]
    public void What_is_no_return_needs_no_reasons()
    {
        var it = ReturnCase.Opened();

        Assert.Null(it.Answer(TestCase.Office, 1).Rejection);
    }

    [Fact]
    public void A_second_return_by_one_party_goes_to_the_arbiter_who_leads_meanwhile()
    {
        var it = ReturnedTwice();

        var opened = Assert.Single(it.Events<ArbitrationOpened>());
        Assert.Equal((ArbitrationOpened.PartyLimit, "office", "centre", "1"), (opened.Ground, opened.Party, opened.Arbiter, opened.Limit));
        Assert.Equal(TestCase.Start.AddHours(27), opened.Due);
        Assert.Equal(("centre", LeadBasis.Arbiter), (it.State.Facts.Lead!, it.State.Facts.Basis!.Value));
        var task = it.State.Workflow.Tasks.Single();
        Assert.Equal("Handle", task.Element);
        Assert.Equal(["centre"], TaskOwners.Of(it.Package, it.State, task));
        Assert.Equal("XZ5101", it.Answer(TestCase.Office, 4).Rejection?.Code);
    }

    [Fact]
    public void Beyond_the_limit_of_the_case_the_return_of_a_party_that_never_returned_it_goes_to_the_arbiter_too()
    {
        var it = ReturnCase.Opened(ReturnCase.Rules.Replace("\"perCase\": 3", "\"perCase\": 1", StringComparison.Ordinal));
        it.Return(TestCase.Office, 1);
        it.Dispatch("bureau", 2);

        Assert.Equal("XZ5623", it.Return(ReturnCase.Bureau, 3).Rejection?.Code);

        Assert.Equal(ArbitrationOpened.CaseLimit, Assert.Single(it.Events<ArbitrationOpened>()).Ground);
        Assert.Equal(1, it.State.Returns);
    }

    [Fact]
    public void A_decision_may_say_how_often_a_case_may_be_returned()
    {
        const string Limit = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="limits" name="limits" namespace="urn:limits">
              <inputData id="i" name="partyReturns"><variable name="partyReturns" typeRef="number"/></inputData>
              <decision id="l" name="Limit"><variable name="Limit"/><informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
                <literalExpression><text>partyReturns = 0 and false</text></literalExpression></decision>
            </definitions>
            """;
        var rules = ReturnCase.Rules.Replace("\"perCase\": 3, \"perParty\": 1", "\"decision\": \"Limit\"", StringComparison.Ordinal);
        var it = TestCase.Opened(TestPackage.Read([.. ReturnCase.Changes(rules), ("limits.dmn", Limit)]));

        Assert.Equal("XZ5623", it.Return(TestCase.Office, 1).Rejection?.Code);

        Assert.Equal("decision:Limit = false", Assert.Single(it.Events<ArbitrationOpened>()).Limit);
    }

    [Fact]
    public void The_arbiter_appoints_who_leads_and_the_task_is_theirs()
    {
        var it = ReturnedTwice();

        Assert.Null(it.Do(new AppointLead("parks", "The tree stands in a park."), ReturnCase.Centre, TimeSpan.FromHours(5)).Rejection);

        var appointed = Assert.Single(it.Events<LeadAppointed>());
        Assert.Equal(("parks", "The tree stands in a park."), (appointed.Party, appointed.Reason));
        Assert.Equal(2, appointed.Evidence.Length);
        Assert.Equal(("parks", LeadBasis.Appointed, true), (it.State.Facts.Lead!, it.State.Facts.Basis!.Value, it.State.Facts.ClearDuty));
        Assert.Equal("XZ5101", it.Answer(ReturnCase.Centre, 6).Rejection?.Code);
        Assert.Null(it.Answer(ReturnCase.Parks, 6).Rejection);
        Assert.Empty(it.Events<ReturnUnfounded>());
    }

    [Fact]
    public void An_appointment_holds_also_when_the_package_names_another()
    {
        var it = ReturnedTwice();
        it.Do(new AppointLead("parks", "The tree stands in a park."), ReturnCase.Centre, TimeSpan.FromHours(5));
        it.Answer(ReturnCase.Parks, 6);

        it.Rework(TestCase.Citizen, 7, ("reworkReason", "not-done"), ("reworkExplanation", "Still there."), ("lead", "bureau"));

        Assert.Equal("parks", it.State.Facts.Lead);
        Assert.Equal("XZ5101", it.Answer(ReturnCase.Bureau, 8).Rejection?.Code);
        Assert.Null(it.Answer(ReturnCase.Parks, 8).Rejection);
    }

    [Fact]
    public void The_arbiter_may_appoint_another_later()
    {
        var it = ReturnedTwice();
        it.Do(new AppointLead("parks", "The tree stands in a park."), ReturnCase.Centre, TimeSpan.FromHours(5));

        Assert.Null(it.Do(new AppointLead("bureau", "The park was sold."), ReturnCase.Centre, TimeSpan.FromHours(6)).Rejection);

        Assert.Equal("bureau", it.State.Facts.Lead);
        Assert.Null(it.Answer(ReturnCase.Bureau, 7).Rejection);
    }

    [Fact]
    public void An_appointment_needs_a_reason_in_writing_and_a_party_that_can_lead()
    {
        var it = ReturnedTwice();

        Assert.Equal("XZ5627", it.Do(new AppointLead("parks", " "), ReturnCase.Centre, TimeSpan.FromHours(5)).Rejection?.Code);
        Assert.Equal("XZ5628", it.Do(new AppointLead("park", "It is theirs."), ReturnCase.Centre, TimeSpan.FromHours(5)).Rejection?.Code);
        Assert.Equal("XZ5101", it.Do(new AppointLead("parks", "It is theirs."), ReturnCase.Bureau, TimeSpan.FromHours(5)).Rejection?.Code);
        Assert.True(it.State.Arbitration.IsOpen);
    }

    [Fact]
    public void Who_returned_what_was_theirs_after_all_made_unfounded_returns_and_a_rule_may_hold_it_against_them()
    {
        var it = ReturnedTwice();

        it.Do(new AppointLead("office", "The duty list names it."), ReturnCase.Centre, TimeSpan.FromHours(5));

        var unfounded = Assert.Single(it.Events<ReturnUnfounded>());
        Assert.Equal("office", unfounded.Party);
        Assert.Equal(3, unfounded.Evidence.Length);
        var finding = Assert.Single(it.Events<FindingProposed>(), proposed => proposed.Kind == "unfounded-return");
        Assert.Equal("office", finding.Against);
    }

    [Fact]
    public void Who_has_to_take_what_is_nobodys_made_no_unfounded_return()
    {
        var it = ReturnedTwice();

        it.Do(new AppointLead("office", "Nobody has this duty; somebody must.") { HadDuty = false }, ReturnCase.Centre, TimeSpan.FromHours(5));

        Assert.Empty(it.Events<ReturnUnfounded>());
    }

    [Fact]
    public void An_appointed_lead_may_appeal_once_and_then_no_more()
    {
        var it = ReturnedTwice();
        it.Do(new AppointLead("parks", "The tree stands in a park."), ReturnCase.Centre, TimeSpan.FromHours(5));

        Assert.Equal("XZ5623", it.Return(ReturnCase.Parks, 6).Rejection?.Code);
        Assert.Equal(ArbitrationOpened.Appeal, it.Events<ArbitrationOpened>().Last().Ground);
        it.Do(new AppointLead("parks", "It does."), ReturnCase.Centre, TimeSpan.FromHours(7));

        Assert.Equal("XZ5624", it.Return(ReturnCase.Parks, 8).Rejection?.Code);
        Assert.False(it.State.Arbitration.IsOpen);
    }

    [Fact]
    public void An_arbiter_that_does_not_decide_in_time_gives_way_to_its_superior_and_the_top_stays()
    {
        var it = ReturnedTwice();

        it.Pass(TimeSpan.FromHours(27));
        Assert.Empty(it.Events<ArbitrationRaised>());
        it.Pass(TimeSpan.FromHours(28));
        it.Pass(TimeSpan.FromHours(80));

        Assert.Equal([("centre", "city"), ("city", "city")], it.Events<ArbitrationRaised>().Select(raised => (raised.From, raised.To)));
        Assert.Equal("city", it.State.Facts.Lead);
        Assert.DoesNotContain(CaseMoments.Of(it.Package, it.State), moment => moment.Name == "arbitration");
        Assert.Null(it.Do(new AppointLead("parks", "It is theirs."), TestCase.City, TimeSpan.FromHours(81)).Rejection);
    }

    [Fact]
    public void The_arbiter_itself_can_t_return_the_case()
    {
        var it = ReturnedTwice();

        Assert.Equal("XZ5625", it.Return(ReturnCase.Centre, 4).Rejection?.Code);
    }

    [Fact]
    public void A_case_that_nobody_takes_is_referred_to_the_arbiter()
    {
        var it = ReturnCase.Opened();

        Assert.Equal("XZ5101", it.Do(new ReferToArbiter("Nobody takes it."), TestCase.Office, TimeSpan.FromHours(1)).Rejection?.Code);
        Assert.Null(it.Do(new ReferToArbiter("Nobody takes it."), ReturnCase.Centre, TimeSpan.FromHours(1)).Rejection);

        Assert.Equal(ArbitrationOpened.Referred, Assert.Single(it.Events<ArbitrationOpened>()).Ground);
        Assert.Equal("centre", it.State.Facts.Lead);
    }

    [Fact]
    public void Only_returns_that_say_the_case_was_misdirected_tell_of_a_wrong_dispatch()
    {
        var it = ReturnCase.Opened();
        it.Return(TestCase.Office, 1, "lacks-information");
        it.Dispatch("bureau", 2);
        it.Return(ReturnCase.Bureau, 3);

        var history = DispatchHistory.Of(it.Log)!;

        Assert.Equal(["bureau"], history.ReturnedBy);
        Assert.Equal(["not-our-duty"], history.Reasons);
    }

    [Fact]
    public void A_refused_return_and_the_appointment_tell_of_a_wrong_dispatch()
    {
        var it = ReturnedTwice();
        it.Do(new AppointLead("parks", "The tree stands in a park."), ReturnCase.Centre, TimeSpan.FromHours(5));

        var history = DispatchHistory.Of(it.Log)!;

        Assert.Equal(("office", "parks", true), (history.FirstLead, history.LastLead!, history.LastIsClear));
        Assert.Equal(["office", "office"], history.ReturnedBy);
    }

    [Fact]
    public void What_the_file_names_must_be_there()
    {
        string[] Codes(string from, string to) =>
            [.. TestPackage.Refuse(ReturnCase.Changes(ReturnCase.Rules.Replace(from, to, StringComparison.Ordinal))).Select(found => found.Code).Distinct()];

        Assert.Equal(["XZ5006"], Codes("\"party\": \"centre\"", "\"party\": \"center\""));
        Assert.Equal(["XZ5011"], Codes("PT24H", "a day"));
        Assert.Equal(["XZ5631"], Codes("\"raiseFrom\": 3", "\"raiseFrom\": 0"));
        Assert.Equal(["XZ5630"], Codes("[ { \"id\": \"not-done\", \"title\": { \"en\": \"Not done\" } } ]", "[]"));
        Assert.Equal(["XZ1008"], Codes("\"appeal\"", "\"apeal\""));
    }

    private static TestCase ReturnedTwice()
    {
        var it = ReturnCase.Opened();
        Assert.Null(it.Return(TestCase.Office, 1).Rejection);
        it.Dispatch("office", 2);
        Assert.Equal("XZ5623", it.Return(TestCase.Office, 3).Rejection?.Code);
        return it;
    }
}
