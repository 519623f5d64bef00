using Xiezhi.Governance.Tests.Clocks;

namespace Xiezhi.Governance.Tests.Escalation;

public sealed class LadderReaderTests
{
    [Theory]
    [InlineData("""{ "do": "remind" }""", "XZ5202")]
    [InlineData("""{ "at": "50%", "after": "PT1H", "do": "remind" }""", "XZ5202")]
    [InlineData("""{ "at": "0%", "do": "remind" }""", "XZ5012")]
    [InlineData("""{ "before": "soon", "do": "remind" }""", "XZ5011")]
    [InlineData("""{ "on": "rain", "do": "remind" }""", "XZ5004")]
    [InlineData("""{ "on": "return", "count": 0, "do": "remind" }""", "XZ5208")]
    [InlineData("""{ "at": "50%", "do": "shout" }""", "XZ5004")]
    [InlineData("""{ "at": "50%", "do": "remind", "to": "offise" }""", "XZ5006")]
    [InlineData("""{ "at": "50%", "do": "remind", "by": { "decision": "Nobody" } }""", "XZ5201")]
    [InlineData("""{ "at": "50%", "do": "remind", "by": {} }""", "XZ5203")]
    [InlineData("""{ "at": "50%", "do": "remind", "by": "star" }""", "XZ5004")]
    [InlineData("""{ "at": "50%", "do": "raise", "by": { "matrix": [ { "territory": "Z", "party": "city" } ] } }""", "XZ5005")]
    [InlineData("""{ "at": "50%", "do": "raise", "by": { "matrix": [ { "matter": "rain", "party": "city" } ] } }""", "XZ5209")]
    [InlineData("""{ "at": "50%", "do": "raise", "by": { "matrix": [ { "party": "sity" } ] } }""", "XZ5006")]
    [InlineData("""{ "at": "50%", "do": "convene", "group": "g", "parties": ["citi"] }""", "XZ5006")]
    [InlineData("""{ "at": "50%", "do": "remind", "repeat": { "every": "P", "times": 2 } }""", "XZ5011")]
    [InlineData("""{ "at": "50%", "do": "remind", "repeat": { "every": "PT1H", "growth": 0.5 } }""", "XZ5208")]
    [InlineData("""{ "at": "50%", "do": "remind", "repeat": { "every": "PT1H", "growth": 100000000000000000000000000000000 } }""", "XZ5208")]
    [InlineData("""{ "at": "50%", "do": "remind", "repeat": { "every": "PT1H", "times": 0 } }""", "XZ5208")]
    public void A_step_that_can_not_be_taken_is_refused_when_the_package_is_read(string step, string code)
    {
        var levels = ClockCase.Levels("", $$"""{ "id": "l", "steps": [ {{step}} ] }""");

        Assert.Contains(code, TestPackage.Refuse(("service-levels.json", levels)).Select(found => found.Code));
    }

    [Theory]
    [InlineData(""" "quietHours": { "from": "22:00" }, """, "XZ5205")]
    [InlineData(""" "quietHours": { "from": "22:00", "to": "22:00" }, """, "XZ5205")]
    [InlineData(""" "quietHours": { "from": "25:00", "to": "07:00" }, """, "XZ5205")]
    [InlineData(""" "quietHours": { "calendar": "CM" }, """, "XZ5009")]
    [InlineData(""" "top": "sity", """, "XZ5006")]
    public void Quiet_hours_and_a_top_that_make_no_sense_are_refused(string more, string code) =>
        Assert.Contains(code, TestPackage.Refuse(("service-levels.json", ClockCase.Levels("", ClockCase.Ladder, more))).Select(found => found.Code));

    [Fact]
    public void The_top_is_never_nobody()
    {
        const string Organization = """
            { "territories": [ { "code": "A", "title": {}, "names": [], "parent": null } ],
              "parties": [ { "id": "firm", "kind": "company", "superior": null, "territory": "A" } ] }
            """;
        var manifest = TestPackage.Manifest.Replace("[\"city\"]", "[\"firm\"]", StringComparison.Ordinal);

        var refused = TestPackage.Refuse(("organization.json", Organization), ("package.json", manifest));
        Assert.Contains("XZ5204", refused.Select(found => found.Code));

        TestPackage.Read(
            ("organization.json", Organization), ("package.json", manifest), ("test.bpmn", TestPackage.Procedure.Replace("\"city\"", "\"firm\"", StringComparison.Ordinal)),
            ("service-levels.json", TestPackage.ServiceLevels.Replace("\"ladders\"", "\"top\": \"firm\", \"ladders\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(""" "per": "task" """, "XZ5206")]
    [InlineData(""" "per": "task", "elements": ["Handel"] """, "XZ5016")]
    [InlineData(""" "elements": ["Handle"], "stop": "false" """, "XZ5207")]
    [InlineData(""" "per": "day" """, "XZ5004")]
    [InlineData(""" "stop": "false", "onChange": "never" """, "XZ5004")]
    [InlineData(""" "stop": "false", "extension": { "times": 0 } """, "XZ5208")]
    [InlineData(""" "stop": "false", "extension": { "grantedBy": ["sity"] } """, "XZ5006")]
    [InlineData(""" "stop": "false", "extension": { "atMost": "much" } """, "XZ5011")]
    [InlineData(""" "stop": "false", "suspension": { "atReview": "sleep" } """, "XZ5004")]
    [InlineData(""" "stop": "false", "restart": "if" """, "XZ2")]
    public void A_clock_that_makes_no_sense_is_refused(string more, string code)
    {
        var levels = ClockCase.Levels($$"""{ "id": "reply", "target": "PT4H", "calendar": "CN", {{more}} }""");

        Assert.Contains(TestPackage.Refuse(("service-levels.json", levels)), found => found.Code.StartsWith(code, StringComparison.Ordinal));
    }
}
