using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Cases;

public sealed class CaseStepTests
{
    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    [Fact]
    public void A_case_that_is_opened_has_its_facts_and_waits_for_its_lead()
    {
        var opened = TestCase.Opened();

        Assert.Equal(CaseStatus.Open, opened.State.Status);
        Assert.Equal("Noise at night", opened.State.Facts.Title);
        Assert.Equal("noise", opened.State.Facts.Matter);
        Assert.Equal("A", opened.State.Facts.Territory);
        Assert.Equal("office", opened.State.Facts.Lead);
        Assert.True(opened.State.Facts.ClearDuty);
        Assert.Equal(["office"], Assert.Single(opened.State.Workflow.Tasks).Owners);
    }

    [Fact]
    public void A_case_that_is_handled_and_confirmed_is_closed()
    {
        var handled = TestCase.Opened();

        handled.Complete("Handle", TestCase.Office, OneHour);
        handled.Complete("Confirm", TestCase.City, 2 * OneHour);

        Assert.Equal(CaseStatus.Closed, handled.State.Status);
        Assert.Equal(TestCase.Start + (2 * OneHour), handled.State.EndedAt);
        Assert.Equal(TestCase.Start + OneHour, handled.State.RepliedAt);
        Assert.Equal(new ReplyGiven("office"), Assert.Single(handled.Events<ReplyGiven>()));
    }

    [Fact]
    public void A_party_that_acts_beyond_its_duty_is_refused_and_that_is_recorded()
    {
        var opened = TestCase.Opened();

        var result = opened.Complete("Handle", TestCase.City, OneHour);

        Assert.Equal("XZ5101", result.Rejection?.Code);
        Assert.Equal(new CommandRefused("CompleteTask", "Handle", ["office"]), Assert.Single(opened.Events<CommandRefused>()));
        Assert.Equal("city", opened.Log[^1].Actor.Party);
        Assert.Single(opened.State.Workflow.Tasks);
    }

    [Fact]
    public void Expressions_see_how_many_clocks_of_the_case_were_breached()
    {
        var opened = TestCase.Opened();
        opened.Pass(4 * OneHour);
        var inTime = opened.State.AsValue()["breaches"];

        opened.Pass(5 * OneHour);

        Assert.Equal((Value.From(0), Value.From(1)), (inTime, opened.State.AsValue()["breaches"]));
    }

    [Fact]
    public void A_citizen_whose_name_is_a_partys_id_is_no_party()
    {
        var opened = TestCase.Opened();

        var result = opened.Complete("Handle", Actor.Citizen("office"), OneHour);

        Assert.Equal("XZ5101", result.Rejection?.Code);
    }

    [Fact]
    public void A_case_is_opened_only_by_those_whom_the_package_names()
    {
        var package = TestPackage.Read();

        var result = CaseStep.Step(package, CaseState.New("default", CaseId.For("default", "1")), new OpenCase("1", ValueContext.Empty), TestCase.Office, "test", TestCase.Start);

        Assert.Equal("XZ5101", result.Rejection?.Code);
        Assert.Empty(result.Events);
    }

    [Fact]
    public void A_case_is_opened_once()
    {
        var opened = TestCase.Opened();

        var result = opened.Do(new OpenCase("1", ValueContext.Empty), TestCase.Citizen, OneHour);

        Assert.Equal("XZ5103", result.Rejection?.Code);
    }

    [Fact]
    public void A_closed_case_takes_no_commands()
    {
        var closed = TestCase.Opened();
        closed.Do(new CancelCase("withdrawn"), TestCase.City, OneHour);

        var result = closed.Do(new CancelCase("again"), TestCase.City, 2 * OneHour);

        Assert.Equal(CaseStatus.Cancelled, closed.State.Status);
        Assert.Equal(new CaseEnded(CaseStatus.Cancelled, "withdrawn"), Assert.Single(closed.Events<CaseEnded>()));
        Assert.Equal("XZ5102", result.Rejection?.Code);
    }

    [Fact]
    public void Only_the_engine_acts_on_what_is_due()
    {
        var opened = TestCase.Opened();

        var result = opened.Do(new ActOnDue(), TestCase.City, OneHour);

        Assert.Equal("XZ5101", result.Rejection?.Code);
    }

    [Fact]
    public void A_lead_that_is_not_a_party_is_no_lead_and_that_is_recorded_once()
    {
        var opened = TestCase.Opened(null, ("lead", "offices"));
        opened.Pass(OneHour);

        Assert.Empty(opened.State.Facts.Leads);
        Assert.Equal(new FactUnfit("lead", "\"offices\""), Assert.Single(opened.Events<FactUnfit>()));
    }

    [Fact]
    public void Several_leads_are_recorded_as_several()
    {
        var opened = TestCase.Opened(null, ("lead", Value.List("office", "bureau")));

        Assert.Equal(["office", "bureau"], opened.State.Facts.Leads);
        Assert.Null(opened.State.Facts.Lead);
        Assert.False(opened.State.Facts.ClearDuty);
    }

    [Fact]
    public void A_backstop_is_a_lead_without_clear_duty()
    {
        var opened = TestCase.Opened(null, ("clear", false));

        Assert.Equal(new LeadAssigned(["office"], false), Assert.Single(opened.Events<LeadAssigned>()));
    }

    [Fact]
    public void Time_within_a_case_never_runs_backwards()
    {
        var opened = TestCase.Opened();
        opened.Complete("Handle", TestCase.Office, OneHour);

        opened.Complete("Confirm", TestCase.City, TimeSpan.FromMinutes(-5));

        Assert.Equal(TestCase.Start + OneHour, opened.State.EndedAt);
    }

    [Fact]
    public void Folding_the_log_gives_the_state_that_the_steps_gave()
    {
        var lived = TestCase.Opened();
        lived.Pass(TimeSpan.FromHours(5));
        lived.Complete("Handle", TestCase.Office, TimeSpan.FromHours(6));
        lived.Complete("Confirm", new Actor(PartyKind.Company, "bureau"), TimeSpan.FromHours(6));
        lived.Complete("Confirm", TestCase.City, TimeSpan.FromHours(7));

        var folded = lived.Log.Aggregate(CaseState.New("default", lived.State.Id), (state, recorded) => state.Apply(lived.Package, recorded));

        Assert.Equal(lived.State.Workflow, folded.Workflow);
        Assert.Equal(lived.State.Facts, folded.Facts);
        Assert.Equal(lived.State.Clocks.AsEnumerable(), folded.Clocks.AsEnumerable());
        Assert.Equal(
            (lived.State.Version, lived.State.Head, lived.State.Status, lived.State.Level, lived.State.EndedAt),
            (folded.Version, folded.Head, folded.Status, folded.Level, folded.EndedAt));
    }
}
