using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Tests.Duties;

namespace Xiezhi.Governance.Tests.Handling;

/// <summary>Cases of noise, which the bureau leads with water and fire beside it, and to which the office may call others.</summary>
internal static class HandlingCase
{
    public static readonly Actor Bureau = new(PartyKind.Department, "bureau");
    public static readonly Actor Water = new(PartyKind.Department, "water");
    public static readonly Actor Fire = new(PartyKind.Department, "fire");
    public static readonly Actor Firm = new(PartyKind.Company, "firm");
    public static readonly Actor District = new(PartyKind.Agency, "district");

    public const string CoHandling = """
        "coHandling": {
          "concluding": ["Handle"],
          "limits": {
            "acknowledge": "PT2H",
            "contribute": { "target": "PT8H", "ladder": "co", "extension": { "grantedBy": ["bureau"], "atMost": "PT4H" } },
            "common": "PT24H" } }
        """;

    public const string Whistles = """
        "whistles": [ {
          "id": "flood", "title": { "en": "Flooding", "zh-CN": "积水" },
          "called": ["department", "firm"],
          "limits": { "acknowledge": "PT30M", "arrive": { "target": "PT2H", "ladder": "co" }, "speak": "PT4H" },
          "bars": ["Confirm"],
          "closing": { "result": "flood" },
          "evaluation": {
            "criteria": [ { "id": "speed" }, { "id": "result" } ],
            "grades": [ { "id": "satisfied", "title": { "en": "Satisfied", "zh-CN": "满意" }, "points": 5 },
                        { "id": "dissatisfied", "title": { "en": "Dissatisfied", "zh-CN": "不满意" }, "points": 0, "needsWords": true } ] } } ]
        """;

    private const string Organization = """
        {
          "territories": [ { "code": "A", "title": { "en": "A City" } } ],
          "parties": [
            { "id": "city", "kind": "agency", "title": { "en": "City" }, "territory": "A" },
            { "id": "district", "kind": "agency", "title": { "en": "District" }, "superior": "city", "territory": "A" },
            { "id": "bureau", "kind": "department", "title": { "en": "Bureau" }, "superior": "district", "territory": "A" },
            { "id": "water", "kind": "department", "title": { "en": "Water" }, "superior": "district", "territory": "A" },
            { "id": "fire", "kind": "department", "title": { "en": "Fire" }, "superior": "city", "territory": "A" },
            { "id": "firm", "kind": "company", "title": { "en": "Firm" } },
            { "id": "office", "kind": "street-office", "title": { "en": "Office" }, "superior": "district", "territory": "A" } ]
        }
        """;

    private const string Levels = """
        { "ladders": [ { "id": "co", "steps": [ { "at": "50%", "do": "remind" }, { "at": "100%", "do": "finding", "finding": "late-beside-the-lead" } ] } ], "serviceLevels": [] }
        """;

    private static readonly string Duties = TestDuties.Dmn(
        "FIRST",
        "matter",
        "lead | coHandlers | basis",
        """ "noise" | "bureau" | ["water", "fire"] | "duty" """,
        """ "dust" | "bureau" | ["water"] | "duty" """);

    public static string Procedure { get; } = TestPackage.Procedure.Replace("<formalExpression>lead</formalExpression>", "<formalExpression>\"bureau\"</formalExpression>", StringComparison.Ordinal);

    public static (string Path, string? Content)[] Files(string handling, params (string Path, string? Content)[] changes) =>
    [
        .. new (string Path, string? Content)[]
        {
            ("package.json", TestDuties.Manifest("\"Duty\"").Replace("\"territory\": \"territory\"", "\"territory\": \"\\\"A\\\"\"", StringComparison.Ordinal)),
            ("organization.json", Organization), ("matters.json", TestDuties.Matters), ("duties.dmn", Duties), ("service-levels.json", Levels),
            ("test.bpmn", Procedure), ("handling.json", "{ " + handling + " }"),
        }.Where(file => changes.All(change => change.Path != file.Path)),
        .. changes,
    ];

    public static GovernancePackage Package(string handling, params (string Path, string? Content)[] changes) => TestPackage.Read(Files(handling, changes));

    public static TestCase Open(string handling, params (string Path, string? Content)[] changes) => TestCase.Opened(Package(handling, changes), ("matter", "noise"));

    public static CaseStepResult Accept(this TestCase test, CaseCommand command, Actor actor, double hours)
    {
        var result = test.Do(command, actor, TimeSpan.FromHours(hours));
        Assert.True(result.Accepted, command + " by " + actor + ": " + result.Rejection);
        return result;
    }

    public static void Refuse(this TestCase test, string code, CaseCommand command, Actor actor, double hours)
    {
        var before = test.State;
        var result = test.Do(command, actor, TimeSpan.FromHours(hours));
        Assert.Equal(code, result.Rejection?.Code);
        Assert.Equal(before.CoHandling, test.State.CoHandling);
    }

    public static void Contribute(this TestCase test, Actor party, double hours, string text = "Done") =>
        test.Accept(new SubmitContribution(text, ValueContext.Of(("pipe", "sealed"))), party, hours);

    /// <summary>What a folding of the log from its beginning gives, and each event as it is read back.</summary>
    public static void IsInItsLog(this TestCase test)
    {
        var state = CaseState.New(test.State.Tenant, test.State.Id);
        foreach (var recorded in test.Log)
        {
            var read = EventText.Read(recorded.Text, recorded.Hash);
            Assert.Equal(recorded.Event, read.Event);
            state = state.Apply(test.Package, read);
        }

        Assert.Equal((test.State.CoHandling, test.State.Whistles), (state.CoHandling, state.Whistles));
        Assert.Equal(test.State.Closings.All.Values.Select(closing => closing.AsValue()), state.Closings.All.Values.Select(closing => closing.AsValue()));
    }
}
