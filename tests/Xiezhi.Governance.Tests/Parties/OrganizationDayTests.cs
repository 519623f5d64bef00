using CsCheck;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Parties;

public sealed class OrganizationDayTests
{
    private const string Staffing = """
        "people": [
          { "id": "wang", "skills": ["surveying"], "capacity": 5, "absences": [ { "from": "2024-03-10", "to": "2024-03-12" } ] },
          { "id": "li", "skills": ["surveying", "law"] },
          { "id": "zhao" }, { "id": "qian" } ],
        "positions": [
          { "id": "director", "party": "bureau", "roles": ["supervisor"], "holders": [ { "person": "wang", "from": "2024-01-01", "to": "2024-03-31" }, { "person": "zhao", "from": "2024-04-01" } ] },
          { "id": "inspector", "party": "bureau", "holders": [ { "person": "li" } ] } ],
        "delegations": [
          { "giver": "wang", "position": "director", "taker": "li", "from": "2024-03-10", "to": "2024-03-11" },
          { "giver": "li", "taker": "qian", "from": "2024-03-11" },
          { "giver": "qian", "taker": "zhao", "from": "2024-03-11" } ]
        """;

    private static readonly Organization Organization = TestOrganization.Read(Staffing);

    [Theory]
    [InlineData("2023-12-31")]
    [InlineData("2024-01-01", "wang")]
    [InlineData("2024-03-31", "wang")]
    [InlineData("2024-04-01", "zhao")]
    public void A_position_is_held_on_the_first_and_on_the_last_date(string date, params string[] holders) =>
        Assert.Equal(holders, On(date).Holders("director"));

    [Fact]
    public void Whoever_is_absent_keeps_the_position_and_the_delegate_acts()
    {
        var day = On("2024-03-10");

        Assert.Equal(["wang"], day.Holders("director"));
        Assert.True(day.IsAbsent("wang"));
        Assert.Equal([new ActingPerson("li", "director", ["wang"])], day.ActsFor("director"));
        Assert.Equal("wang", day.ActingIn("li", "director")?.Holder);
    }

    [Fact]
    public void A_delegation_is_passed_on_as_often_as_allowed_and_no_more()
    {
        var day = On("2024-03-11");

        Assert.Equal(
            [new ActingPerson("wang", "director", []), new ActingPerson("li", "director", ["wang"]), new ActingPerson("qian", "director", ["wang", "li"])],
            day.MayAct("director"));
        Assert.Null(day.ActingIn("zhao", "director"));
    }

    [Fact]
    public void Absent_without_a_delegate_nobody_acts()
    {
        var day = On("2024-03-12");

        Assert.Empty(day.ActsFor("director"));
        Assert.True(day.IsManned("bureau"));
        Assert.True(day.IsManned("city"));
    }

    [Fact]
    public void The_nearest_way_to_act_for_a_party_is_found()
    {
        Assert.Equal(new ActingPerson("li", "inspector", []), On("2024-03-10").Acting("li", "bureau"));
        Assert.Equal(new ActingPerson("qian", "inspector", ["li"]), On("2024-03-11").Acting("qian", "bureau"));
        Assert.Null(On("2024-03-10").Acting("qian", "bureau"));
    }

    [Fact]
    public void Skills_are_asked_of_those_who_are_there_and_hold_a_position()
    {
        Assert.Equal(["wang", "li"], On("2024-03-09").WithSkill("surveying").Select(person => person.Id));
        Assert.Equal(["li"], On("2024-03-10").WithSkill("surveying").Select(person => person.Id));
        Assert.Equal(5, Organization.Staffing.Person("wang")?.Capacity);
        Assert.Equal(["li", "qian", "zhao"], On("2024-03-12").AvailableFor("bureau").Select(person => person.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Parties_for_a_territory_are_the_nearest_first() =>
        Assert.Equal(["office", "city", "bureau"], On("2024-03-12").PartiesFor("A1").Select(party => party.Id));

    [Fact]
    public void Nobody_acts_by_more_delegations_than_allowed_or_by_one_that_does_not_hold()
    {
        var span = Gen.Select(Gen.Int[0, 20], Gen.Int[0, 20], (from, length) => new DateSpan(Day(from), Day(from + length)));
        var person = Gen.Int[0, 5].Select(i => "p" + i);
        var delegation = Gen.Select(person, person, Gen.Bool, span, (giver, taker, limited, during) => new Delegation(giver, limited ? "post" : null, taker, null, during));
        var tenure = Gen.Select(person, span, (holder, during) => new Tenure(holder, during));
        Gen.Select(delegation.Array[0, 12], tenure.Array[0, 4], Gen.Int[0, 4], Gen.Int[0, 40]).Sample((delegations, tenures, depth, date) =>
        {
            var staffing = new Staffing([new Position("post", "bureau", Texts.LocalizedText.Same("post"), [], [.. tenures])], [], [.. delegations], depth);
            var organization = new Organization([], [], staffing);

            foreach (var acting in organization.At(Day(date)).MayAct("post"))
            {
                // Every step of the way is a delegation that holds on the date, from a holder, with nobody twice.
                Assert.True(acting.OnBehalfOf.Length <= depth);
                Assert.Contains(tenures, held => held.Person == acting.Holder && held.During.Includes(Day(date)));
                string[] way = [.. acting.OnBehalfOf, acting.Person];
                Assert.Equal(way.Length, way.Distinct(StringComparer.Ordinal).Count());
                foreach (var (giver, taker) in way.Zip(way.Skip(1)))
                {
                    Assert.Contains(delegations, given => given.Giver == giver && given.Taker == taker && given.During.Includes(Day(date)));
                }
            }
        });
    }

    [Fact]
    public void All_who_can_be_reached_within_the_bound_may_act()
    {
        var delegation = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], (giver, taker) => new Delegation("p" + giver, null, "p" + taker, null, default));
        Gen.Select(delegation.Array[0, 12], Gen.Int[0, 4]).Sample((delegations, depth) =>
        {
            var staffing = new Staffing([new Position("post", "bureau", Texts.LocalizedText.Same("post"), [], [new Tenure("p0", default)])], [], [.. delegations], depth);
            var expected = new HashSet<string>(StringComparer.Ordinal) { "p0" };
            for (var i = 0; i < depth; i++)
            {
                expected.UnionWith([.. delegations.Where(given => expected.Contains(given.Giver!)).Select(given => given.Taker!)]);
            }

            var reached = new Organization([], [], staffing).At(Day(0)).MayAct("post").Select(acting => acting.Person);

            Assert.Equal(expected.Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
        });
    }

    private static OrganizationDay On(string date) => Organization.At(TestOrganization.Date(date));

    private static DateOnly Day(int day) => new DateOnly(2024, 1, 1).AddDays(day);
}
