namespace Xiezhi.Governance.Tests.Parties;

public sealed class OrganizationReaderTests
{
    private const string TwoPeople = """ "people": [ { "id": "wang" }, { "id": "li" } ], """;

    [Fact]
    public void A_party_has_a_superior_in_each_line()
    {
        var organization = TestOrganization.Read(""" "people": [] """);

        Assert.Equal("city", organization.SuperiorOf("bureau")?.Id);
        Assert.Equal("city", organization.SuperiorOf("bureau", "administrative")?.Id);
        Assert.Equal("province-bureau", organization.SuperiorOf("bureau", "professional")?.Id);
        Assert.Equal("city", organization.SuperiorOf("office")?.Id);
        Assert.Null(organization.SuperiorOf("office", "professional"));
    }

    [Fact]
    public void A_territory_lies_in_all_above_it()
    {
        var organization = TestOrganization.Read(""" "people": [] """);

        Assert.Equal(["A1", "A"], organization.PathOf("A1").Select(territory => territory.Code));
        Assert.True(organization.LiesIn("A1", "A"));
        Assert.False(organization.LiesIn("A", "A1"));
        Assert.Empty(organization.PathOf("B"));
    }

    [Theory]
    [InlineData("XZ5300", """ "positions": [ { "id": "p", "party": "bureau", "holders": [ { "person": "zhao" } ] } ] """)]
    [InlineData("XZ5006", """ "positions": [ { "id": "p", "party": "bureaux", "holders": [ { "person": "li" } ] } ] """)]
    [InlineData("XZ5301", """ "delegations": [ { "giver": "wang", "position": "p", "taker": "li" } ] """)]
    [InlineData("XZ5302", """ "positions": [ { "id": "p", "party": "bureau", "holders": [ { "person": "li", "from": "2024-02-30" } ] } ] """)]
    [InlineData("XZ5303", """ "positions": [ { "id": "p", "party": "bureau", "holders": [ { "person": "li", "from": "2024-02-02", "to": "2024-02-01" } ] } ] """)]
    [InlineData("XZ5304", """ "positions": [ { "id": "p", "party": "bureau", "holders": [ { "person": "li", "to": "2024-02-02" }, { "person": "li", "from": "2024-02-02" } ] } ] """)]
    [InlineData("XZ5305", """ "positions": [ { "id": "p", "party": "bureau", "seats": 1, "holders": [ { "person": "li", "to": "2024-02-02" }, { "person": "wang", "from": "2024-02-02" } ] } ] """)]
    [InlineData("XZ5306", """ "positions": [ { "id": "p", "party": "bureau" } ] """)]
    [InlineData("XZ5308", """ "delegations": [ { "giver": "wang", "taker": "wang" } ] """)]
    [InlineData("XZ5308", """ "delegations": [ { "giver": "wang" } ] """)]
    [InlineData("XZ5309", """ "delegationDepth": 9 """)]
    [InlineData("XZ5310", """ "positions": [ { "id": "p", "party": "bureau", "seats": 0, "holders": [ { "person": "li" } ] } ] """)]
    public void What_is_wrong_with_positions_is_told(string code, string staffing) =>
        Assert.Equal([code], TestOrganization.Codes(TwoPeople + staffing));

    [Fact]
    public void One_may_follow_the_other_on_the_next_day() => Assert.Empty(TestOrganization.Codes(TwoPeople + """
        "positions": [ { "id": "p", "party": "bureau", "seats": 1, "holders": [ { "person": "li", "to": "2024-02-01" }, { "person": "wang", "from": "2024-02-02" } ] } ]
        """));

    [Fact]
    public void Delegations_that_go_in_a_circle_on_one_date_are_refused() => Assert.Equal(["XZ5307"], TestOrganization.Codes(TwoPeople + """
        "positions": [ { "id": "p", "party": "bureau", "holders": [ { "person": "li" } ] } ],
        "delegations": [ { "giver": "li", "taker": "wang", "to": "2024-02-01" }, { "giver": "wang", "taker": "li", "from": "2024-02-01" } ]
        """));

    [Fact]
    public void Delegations_there_and_back_at_different_times_are_no_circle() => Assert.Empty(TestOrganization.Codes(TwoPeople + """
        "positions": [ { "id": "p", "party": "bureau", "holders": [ { "person": "li" } ] } ],
        "delegations": [ { "giver": "li", "taker": "wang", "to": "2024-02-01" }, { "giver": "wang", "taker": "li", "from": "2024-02-02" } ]
        """));

    [Theory]
    [InlineData("XZ5311", """{ "territories": [], "parties": [ { "id": "supervisor", "kind": "agency" } ] }""")]
    [InlineData("XZ5312", """{ "territories": [], "parties": [ { "id": "a", "kind": "agency" }, { "id": "b", "kind": "agency" }, { "id": "c", "kind": "agency", "superior": "a", "superiors": { "administrative": "b" } } ] }""")]
    [InlineData("XZ5002", """{ "territories": [], "parties": [ { "id": "a", "kind": "agency", "superiors": { "professional": "b" } } ] }""")]
    [InlineData("XZ5003", """{ "territories": [], "parties": [ { "id": "a", "kind": "agency", "superiors": { "professional": "b" } }, { "id": "b", "kind": "agency", "superiors": { "professional": "a" } } ] }""")]
    public void What_is_wrong_with_lines_is_told(string code, string organization) =>
        Assert.Contains(code, TestPackage.Refuse(("organization.json", organization)).Select(found => found.Code));
}
