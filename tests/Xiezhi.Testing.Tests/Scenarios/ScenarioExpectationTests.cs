namespace Xiezhi.Testing.Tests.Scenarios;

public sealed class ScenarioExpectationTests
{
    // At 17:00 the clock of 14:00 is breached, a finding is notified, and the engine has opened a case that supervises.
    [Theory]
    [InlineData("""{ "clocks": { "reply": "running" } }""", "clocks reply standing: \"running\" / \"breached\"")]
    [InlineData("""{ "clocks": { "reply": { "target": "PT5H", "calendar": "CN" } } }""", "clocks reply target: \"PT5H\" / \"PT4H\"")]
    [InlineData("""{ "due": { "reply": "2024-09-12T15:00" } }""", "clocks reply due: \"2024-09-12T15:00:00+08:00\" / \"2024-09-12T14:00:00+08:00\"")]
    [InlineData("""{ "clocks": { "reply@bureau": "running" } }""", "clocks reply@bureau: there / nothing")]
    [InlineData("""{ "extensions": [ { "clock": "reply" } ] }""", "extensions: 1 / 0: nothing")]
    [InlineData("""{ "escalations": [ { "do": "remind", "to": "city" }, { "do": "supervise" } ] }""", "escalations 1 to: \"city\" / \"office\"")]
    [InlineData("""{ "findings": [] }""", "findings: 0 / 1: \"overdue\" \"office\"")]
    [InlineData("""{ "findings": [ { "stage": "upheld", "points": 0 } ] }""", "findings 1 stage: \"upheld\" / \"notified\"")]
    [InlineData("""{ "deliberations": [ { "status": "voting" } ] }""", "deliberations: 1 / 0: nothing")]
    [InlineData("""{ "responsible": [ { "party": "office", "from": "2024-09-12T11:00" } ] }""", "responsible 1 from: \"2024-09-12T11:00:00+08:00\" / \"2024-09-12T10:00:00+08:00\"")]
    [InlineData("""{ "duties": { "coHandlers": ["bureau"] } }""", "duties coHandlers: \"bureau\" / nothing")]
    [InlineData("""{ "refused": [ { "by": "office" } ] }""", "refused: 1 / 0: nothing")]
    [InlineData("""{ "variables": { "topic": "Smell" } }""", "variables topic: \"Smell\" / \"Noise\"")]
    [InlineData("""{ "noEvents": [ { "event": "clock-breached", "with": { "clock": "reply" } } ] }""", "noEvents: not ")]
    [InlineData("""{ "notTold": [ { "to": "office", "about": "finding" } ] }""", "notTold: not ")]
    [InlineData("""{ "told": [ { "to": "office", "about": "finding" }, { "to": "office", "about": "finding" } ] }""", "told: {to: \"office\", about: \"finding\"} / ")]
    [InlineData("""{ "events": [ { "event": "reply" } ] }""", "events: {event: \"reply\"} / ")]
    public void What_is_otherwise_is_told_member_by_member(string expectation, string difference)
    {
        var told = ScenarioPackage.Differences($$"""  "until": "2024-09-12T17:00", "expect": {{expectation}} """);

        Assert.StartsWith("end: " + difference, told, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", told, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expectation_of_another_case_says_which()
    {
        var told = ScenarioPackage.Differences("""  "until": "2024-09-12T17:00", "cases": { "first/1": { "status": "closed" } } """);

        Assert.Equal("end: first/1: status: closed / open", told);
    }

    [Fact]
    public void A_case_that_is_not_there_is_a_difference()
    {
        var told = ScenarioPackage.Differences("""  "steps": [ { "after": "PT1M", "by": "city", "case": "first/1", "do": "cancel-case" } ], "cases": { "first/1": { "status": "closed" } } """);

        Assert.Equal("1: cancel-case: possible / no case first/1; there are first\nend: first/1: there / no such case; there are first", told);
    }

    [Fact]
    public void What_there_is_nothing_to_do_on_is_a_difference()
    {
        var told = ScenarioPackage.Differences("""  "steps": [ { "after": "PT1M", "by": "city", "do": "cast-ballot", "with": { "deliberation": "plan", "preferences": "yes" } } ] """);

        Assert.Equal("1: cast-ballot: possible / nothing there to do it on; open are Handle", told);
    }
}
