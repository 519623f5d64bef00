using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Duties;

public sealed class DutyKeepingTests
{
    private static readonly string Table = TestDuties.Dmn(
        "FIRST",
        "matter | territory | urgent:boolean",
        "lead | coHandlers | supervisor | consulted | informed | basis",
        """ "noise" | "A1" | true | "office" | ["bureau"] | "city" | [] | [] | "duty" """,
        """ "noise" | - | - | "bureau" | "office" | "city" | ["office"] | "office" | "duty" """,
        """ "dust" | "A" | - | "city" | null | null | null | null | "backstop" """);

    [Fact]
    public void The_duty_list_names_the_lead_with_the_rules_and_inputs_as_evidence()
    {
        var opened = Opened(TestDuties.Read(Table), ("matter", "noise"), ("territory", "A1"), ("urgent", true));

        var assigned = Assert.Single(opened.Events<DutiesAssigned>());
        Assert.Equal(["office"], assigned.Leads);
        Assert.Equal(["bureau"], assigned.CoHandlers);
        Assert.Equal([new MatchedRule("DutyTable", 1)], assigned.Rules);
        Assert.Equal(ValueContext.Of(("matter", "noise"), ("territory", "A1"), ("urgent", true)), assigned.Inputs);
        Assert.Equal(new LeadAssigned(["office"], true) { Basis = LeadBasis.Duty }, Assert.Single(opened.Events<LeadAssigned>()));
    }

    [Fact]
    public void A_backstop_leads_as_a_backstop()
    {
        var opened = Opened(TestDuties.Read(Table), ("matter", "dust"), ("territory", "A"));

        Assert.Equal(new LeadAssigned(["city"], false) { Basis = LeadBasis.Backstop }, Assert.Single(opened.Events<LeadAssigned>()));
    }

    [Fact]
    public void The_list_is_asked_again_when_what_it_was_told_changes()
    {
        var opened = Opened(TestDuties.Read(Table), ("matter", "noise"), ("territory", "A1"), ("owner", "city"));

        opened.Complete("Handle", TestCase.City, TimeSpan.FromHours(1), ("urgent", true));

        Assert.Equal(["bureau", "office"], opened.Events<DutiesAssigned>().Select(assigned => assigned.Leads.Single()));
        Assert.Equal("office", opened.State.Facts.Lead);
    }

    [Fact]
    public void A_package_may_read_the_lead_from_the_duties()
    {
        var opened = Opened(TestDuties.Read(Table, lead: "duties.supervisor"), ("matter", "noise"), ("territory", "A"));

        Assert.Equal("city", opened.State.Facts.Lead);
    }

    [Fact]
    public void A_heading_of_the_catalogue_is_no_matter_of_a_case()
    {
        var opened = Opened(TestDuties.Read(Table), ("matter", "environment"), ("territory", "A"));

        Assert.Null(opened.State.Facts.Matter);
        Assert.Empty(opened.Events<DutiesAssigned>());
    }

    [Fact]
    public void The_first_receiver_leads_until_a_duty_is_found()
    {
        var package = TestDuties.Read(Table, more: ", \"firstReceiver\": \"bureau\"");
        var opened = Opened(package, ("owner", "city"), ("matter", "noise"));
        Assert.Equal(new LeadAssigned(["bureau"], false) { Basis = LeadBasis.FirstReceiver }, Assert.Single(opened.Events<LeadAssigned>()));

        opened.Complete("Handle", TestCase.City, TimeSpan.FromHours(1), ("territory", "A1"), ("urgent", true));

        Assert.Equal(["bureau", "office"], opened.Events<LeadAssigned>().Select(assigned => assigned.Leads.Single()));
        Assert.Equal(LeadBasis.Duty, opened.State.Facts.Basis);
    }

    [Fact]
    public void An_agency_that_opens_a_case_is_its_first_receiver()
    {
        var received = new TestCase(TestDuties.Read(Table, more: ", \"firstReceiver\": \"bureau\""));

        received.Do(new OpenCase("1", ValueContext.Of(("topic", "t"), ("owner", "city"))), TestCase.City, TimeSpan.Zero);

        Assert.Equal("city", received.State.Facts.Lead);
    }

    [Fact]
    public void A_lead_stays_until_another_is_named()
    {
        var package = TestDuties.Read(Table, more: ", \"firstReceiver\": \"bureau\"");
        var opened = Opened(package, ("owner", "city"), ("matter", "noise"), ("territory", "A1"), ("urgent", true));

        opened.Complete("Handle", TestCase.City, TimeSpan.FromHours(1), ("matter", "dust"));

        Assert.Equal("office", opened.State.Facts.Lead);
    }

    [Fact]
    public void Folding_the_log_gives_the_same_duties()
    {
        var lived = Opened(TestDuties.Read(Table), ("matter", "noise"), ("territory", "A1"), ("urgent", true));

        var folded = lived.Log.Aggregate(CaseState.New("default", lived.State.Id), (state, recorded) =>
            state.Apply(lived.Package, Xiezhi.Governance.Log.EventText.Read(recorded.Text, recorded.Hash)));

        Assert.Equal(lived.State.Duties.Assignment, folded.Duties.Assignment);
        Assert.Equal(lived.State.Facts, folded.Facts);
        Assert.Equal(lived.State.Head, folded.Head);
    }

    internal static TestCase Opened(GovernancePackage package, params (string Name, Value Value)[] variables)
    {
        var opened = new TestCase(package);
        (string, Value)[] all = [("topic", "t"), ("owner", "lead"), .. variables];
        Assert.Null(opened.Do(new OpenCase("1", ValueContext.Of(all)), TestCase.Citizen, TimeSpan.Zero).Rejection);
        return opened;
    }
}
