using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Tests.Duties;

namespace Xiezhi.Governance.Tests.Cases;

public sealed class AuthorityTests
{
    private static readonly string Table = TestDuties.Dmn("UNIQUE", "matter | territory", "lead | coHandlers | supervisor", """ - | - | "bureau" | "office" | "city" """);

    // The case is opened on 12 September 2024 in Shanghai.
    private static readonly string Organization = TestDuties.Organization.TrimEnd()[..^1] + """
        , "people": [ { "id": "wang", "skills": ["surveying"] }, { "id": "li" }, { "id": "zhao" }, { "id": "qian" }, { "id": "sun" } ],
          "positions": [
            { "id": "director", "party": "bureau", "roles": ["verifier"], "holders": [ { "person": "wang" } ] },
            { "id": "inspector", "party": "bureau", "holders": [ { "person": "li" }, { "person": "sun", "to": "2024-09-11" } ] } ],
          "delegations": [
            { "giver": "wang", "taker": "zhao", "from": "2024-09-12", "to": "2024-09-12" },
            { "giver": "zhao", "taker": "qian", "from": "2024-09-12" } ] }
        """;

    [Theory]
    [InlineData("lead", "bureau", "wang")]
    [InlineData("lead", "bureau", "li")]
    [InlineData("lead", "bureau", "zhao")]
    [InlineData("co-handler", "office", null)]
    [InlineData("supervisor", "city", null)]
    [InlineData("bureau", "bureau", "li")]
    [InlineData("department", "bureau", "li")]
    [InlineData("position:director", "bureau", "wang")]
    [InlineData("position:director", "bureau", "zhao")]
    [InlineData("lead/role:verifier", "bureau", "wang")]
    [InlineData("lead/skill:surveying", "bureau", "wang")]
    [InlineData("skill:surveying", "bureau", "wang")]
    public void Whoever_was_given_a_task_may_do_it(string owner, string party, string? person) =>
        Assert.Null(Try(owner, Kind(party), party, person).Rejection);

    [Theory]
    [InlineData("lead", "city", null, "XZ5101")]
    [InlineData("co-handler", "bureau", "li", "XZ5101")]
    [InlineData("lead", "bureau", null, "XZ5343")]
    [InlineData("lead", "bureau", "sun", "XZ5342")]
    [InlineData("lead", "bureau", "stranger", "XZ5342")]
    [InlineData("position:director", "bureau", "li", "XZ5342")]
    [InlineData("lead/role:verifier", "bureau", "li", "XZ5342")]
    [InlineData("lead/skill:surveying", "bureau", "li", "XZ5342")]
    [InlineData("lead/skill:surveying", "bureau", "zhao", "XZ5342")]
    [InlineData("co-handler/skill:surveying", "office", "wang", "XZ5101")]
    public void Whoever_was_not_is_refused_and_that_is_recorded(string owner, string party, string? person, string code)
    {
        var tried = Opened(owner);

        var result = Complete(tried, Kind(party), party, person);

        Assert.Equal(code, result.Rejection?.Code);
        var refused = Assert.Single(tried.Events<CommandRefused>());
        Assert.Equal([owner], refused.Allowed);
        Assert.Equal(code == "XZ5101" ? null : code, refused.Reason);
        Assert.Single(tried.State.Workflow.Tasks);
    }

    [Fact]
    public void An_actor_that_claims_to_be_another_kind_of_party_is_refused()
    {
        Assert.Equal("XZ5340", Try("department", PartyKind.Department, "city", null).Rejection?.Code);
        Assert.Equal("XZ5341", Try("department", PartyKind.Department, "bureaux", null).Rejection?.Code);
    }

    [Fact]
    public void What_is_done_by_delegation_keeps_on_whose_behalf()
    {
        var opened = Opened("lead");

        Complete(opened, PartyKind.Department, "bureau", "qian");

        Assert.Equal(new ActedByDelegation("bureau", "director", ["wang", "zhao"]), Assert.Single(opened.Events<ActedByDelegation>()));
        Assert.Equal(("qian", "wang"), (opened.Log[^1].Actor.Person, opened.Log[^1].Actor.OnBehalfOf));
        Assert.All(opened.Log.Where(recorded => recorded.Actor.Person == "qian"), recorded => Assert.Equal("wang", recorded.Actor.OnBehalfOf));
        Assert.Equal(opened.Log[^1].Actor, Xiezhi.Governance.Log.EventText.Read(opened.Log[^1].Text, opened.Log[^1].Hash).Actor);
    }

    [Fact]
    public void A_delegation_ends_with_its_last_date_in_the_zone_of_the_package()
    {
        // The last date ends at midnight in Shanghai, which is 16:00 UTC.
        Assert.Null(Complete(Opened("lead"), PartyKind.Department, "bureau", "zhao", TimeSpan.FromHours(14.9)).Rejection);
        Assert.Equal("XZ5342", Complete(Opened("lead"), PartyKind.Department, "bureau", "zhao", TimeSpan.FromHours(15)).Rejection?.Code);
    }

    [Fact]
    public void On_whose_behalf_is_found_out_and_not_believed()
    {
        var opened = Opened("lead");
        var task = opened.State.Workflow.Tasks.Single();

        opened.Do(new CompleteTask(task.Id, ValueContext.Empty), new Actor(PartyKind.Department, "bureau", "li") { OnBehalfOf = "wang" }, TimeSpan.FromHours(1));

        Assert.Null(opened.Log[^1].Actor.OnBehalfOf);
        Assert.Empty(opened.Events<ActedByDelegation>());
    }

    [Fact]
    public void A_party_may_be_let_act_as_such()
    {
        var organization = Organization.Replace("\"id\": \"bureau\", \"kind\"", "\"id\": \"bureau\", \"actsAsSuch\": true, \"kind\"", StringComparison.Ordinal);

        Assert.Null(Complete(Opened("lead", organization), PartyKind.Department, "bureau", null).Rejection);
        Assert.Equal("XZ5342", Complete(Opened("lead", organization), PartyKind.Department, "bureau", "stranger").Rejection?.Code);
        Assert.Equal("XZ5343", Complete(Opened("position:director", organization), PartyKind.Department, "bureau", null).Rejection?.Code);
    }

    [Fact]
    public void Worklists_show_roles_and_positions_as_parties()
    {
        string[] Owners(string owner)
        {
            var opened = Opened(owner);
            return [.. TaskOwners.Of(opened.Package, opened.State, opened.State.Workflow.Tasks.Single())];
        }

        Assert.Equal(["bureau"], Owners("lead"));
        Assert.Equal(["office"], Owners("co-handler/skill:surveying"));
        Assert.Equal(["bureau"], Owners("position:director"));
        Assert.Equal(["city"], Owners("city"));
        Assert.Equal(["department"], Owners("department"));
        Assert.Equal(["skill:surveying"], Owners("skill:surveying"));
    }

    private static PartyKind Kind(string party) => party switch { "bureau" => PartyKind.Department, "office" => PartyKind.StreetOffice, _ => PartyKind.Agency };

    private static TestCase Opened(string owner, string? organization = null) =>
        DutyKeepingTests.Opened(TestDuties.Read(Table, organization: organization ?? Organization), ("matter", "noise"), ("territory", "A"), ("owner", owner));

    private static CaseStepResult Try(string owner, PartyKind kind, string party, string? person) => Complete(Opened(owner), kind, party, person);

    private static CaseStepResult Complete(TestCase opened, PartyKind kind, string party, string? person, TimeSpan? after = null) =>
        opened.Complete("Handle", new Actor(kind, party, person), after ?? TimeSpan.FromHours(1));
}
