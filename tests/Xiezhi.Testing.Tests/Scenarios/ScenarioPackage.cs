using System.Globalization;
using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Testing.Scenarios;

namespace Xiezhi.Testing.Tests.Scenarios;

/// <summary>A small package in which everything can happen that a scenario can tell: a task of the lead, a deliberation, a task of the city.</summary>
internal static class ScenarioPackage
{
    private const string Manifest = """
        { "name": "test", "title": { "en": "Test" }, "procedure": "test.bpmn", "zone": "Asia/Shanghai", "openedBy": ["citizen", "system"], "operatedBy": ["city"],
          "case": { "title": "topic", "matter": "\"noise\"", "territory": "\"A\"", "lead": "if lead = null then \"office\" else lead", "clearDuty": "true", "serviceLevel": "if quiet = true then null else \"standard\"" } }
        """;

    private const string Organization = """
        { "territories": [ { "code": "A", "title": { "en": "A City" }, "parent": null } ],
          "parties": [
            { "id": "city", "kind": "agency", "title": { "en": "City" }, "superior": null, "territory": "A" },
            { "id": "bureau", "kind": "department", "title": { "en": "Bureau" }, "superior": "city", "territory": "A" },
            { "id": "office", "kind": "street-office", "title": { "en": "Office" }, "superior": "bureau", "territory": "A" },
            { "id": "residents", "kind": "social-organisation", "title": { "en": "Residents" }, "superior": "city", "territory": "A" } ] }
        """;

    private const string ServiceLevels = """
        { "ladders": [ { "id": "l", "steps": [ { "at": "50%", "do": "remind" }, { "at": "150%", "do": "supervise", "package": "test", "to": "city" } ] } ],
          "serviceLevels": [ { "id": "standard", "title": { "en": "Standard" }, "clocks": [
            { "id": "reply", "target": "PT4H", "calendar": "CN", "stop": "handled = true", "ladder": "l",
              "extension": { "askedBy": ["lead"], "grantedBy": ["superior"], "times": 2, "atMost": "PT4H" },
              "suspension": { "by": ["superior"], "longest": "30d", "atReview": "resume" } } ] } ] }
        """;

    private const string Accountability = """
        { "backstop": "city",
          "rules": [ { "id": "overdue", "on": ["clock-breached"], "when": "event.clock = \"reply\"", "evidence": ["lead", "clock-started"] } ],
          "findings": { "answer": "PT24H", "decide": "PT48H", "appeal": "PT72H", "decideAppeal": "PT96H",
            "proposedBy": ["city"], "decidedBy": ["superior", "bureau"], "appealedBy": ["office"], "appealsDecidedBy": ["city", "residents", "office"], "withdrawnBy": ["city"], "points": "Points" } }
        """;

    private const string Points = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="points" namespace="urn:test:points">
          <inputData id="i" name="finding"><variable name="finding"/></inputData>
          <decision id="d1" name="Points"><variable name="Points"/>
            <informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
            <decisionTable id="t" hitPolicy="FIRST">
              <input id="c"><inputExpression id="e"><text>finding.kind</text></inputExpression></input><output id="o"/>
              <rule id="u1"><inputEntry id="n1"><text>"overdue"</text></inputEntry><outputEntry id="p1"><text>1.5</text></outputEntry></rule>
              <rule id="u2"><inputEntry id="n2"><text>-</text></inputEntry><outputEntry id="p2"><text>1</text></outputEntry></rule>
            </decisionTable>
          </decision>
        </definitions>
        """;

    private const string Deliberations = """
        { "deliberations": [ { "id": "plan", "title": { "en": "Plan" }, "participants": "[\"city\", \"office\", \"bureau\"]", "chair": "\"city\"",
          "classes": [ { "id": "neighbours", "title": { "en": "Neighbours" }, "members": "[\"residents\"]", "atLeast": 1 } ], "calendar": "CN", "result": "plan",
          "method": "majority", "options": ["yes", "no"], "quorum": "50%", "period": "PT48H", "closesEarly": false,
          "consultation": { "period": "PT24H", "open": ["citizen"] } } ] }
        """;

    private const string Procedure = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xiezhi="urn:xiezhi:governance" id="d" targetNamespace="urn:test">
          <message id="m" name="stop"/><error id="er" errorCode="unknown"/>
          <process id="p" isExecutable="true">
            <startEvent id="Start"/>
            <userTask id="Handle"><potentialOwner><resourceAssignmentExpression><formalExpression>["office", "lead"]</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>
            <boundaryEvent id="Stop" attachedToRef="Handle"><messageEventDefinition id="md" messageRef="m"/></boundaryEvent>
            <serviceTask id="Tell" implementation="notify:citizen"/>
            <serviceTask id="Ask" implementation="http:register"/>
            <boundaryEvent id="Failed" attachedToRef="Ask"><errorEventDefinition id="ed" errorRef="er"/></boundaryEvent>
            <userTask id="Decide" xiezhi:deliberation="plan"/>
            <userTask id="Confirm"><potentialOwner><resourceAssignmentExpression><formalExpression>"city"</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>
            <endEvent id="End"/><endEvent id="Stopped"/><endEvent id="Undone"/>
            <sequenceFlow id="f1" sourceRef="Start" targetRef="Handle"/><sequenceFlow id="f2" sourceRef="Handle" targetRef="Tell"/><sequenceFlow id="f3" sourceRef="Tell" targetRef="Ask"/>
            <sequenceFlow id="f4" sourceRef="Ask" targetRef="Decide"/><sequenceFlow id="f5" sourceRef="Decide" targetRef="Confirm"/><sequenceFlow id="f6" sourceRef="Confirm" targetRef="End"/>
            <sequenceFlow id="f7" sourceRef="Stop" targetRef="Stopped"/><sequenceFlow id="f8" sourceRef="Failed" targetRef="Undone"/>
          </process>
        </definitions>
        """;

    public static Dictionary<string, ReadOnlyMemory<byte>> Files(string? scenario = null) => new Dictionary<string, string?>
    {
        ["package.json"] = Manifest,
        ["organization.json"] = Organization,
        ["matters.json"] = """{ "matters": [ { "id": "noise", "title": { "en": "Noise" } } ] }""",
        ["service-levels.json"] = ServiceLevels,
        ["accountability.json"] = Accountability,
        ["accountability.dmn"] = Points,
        ["deliberations.json"] = Deliberations,
        ["test.bpmn"] = Procedure,
        ["scenarios/one.json"] = scenario,
    }.Where(file => file.Value is not null).ToDictionary(file => file.Key, file => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Value!));

    /// <summary>Runs a scenario that opens at ten o'clock on 2024-09-12 by a citizen.</summary>
    /// <param name="rest">The steps and what is expected, as JSON members.</param>
    public static ScenarioResult Run(string rest) => Report(rest).Results.Single();

    public static ScenarioReport Report(string rest)
    {
        var diagnostics = new DiagnosticBag();
        return ScenarioRunner.Run(Files(Scenario(rest)), diagnostics)
            ?? throw new InvalidOperationException(string.Join("\n", diagnostics.ToImmutable().Select(found => found.Format(CultureInfo.InvariantCulture))));
    }

    public static IReadOnlyList<Diagnostic> Refuse(string rest)
    {
        var diagnostics = new DiagnosticBag();
        Assert.Null(ScenarioRunner.Run(Files(Scenario(rest)), diagnostics));
        return diagnostics.ToImmutable();
    }

    /// <summary>What differs, in words; nothing where all came as expected.</summary>
    public static string Differences(string rest) =>
        string.Join("\n", Run(rest).Differences.Select(difference => $"{difference.Step?.ToString(CultureInfo.InvariantCulture) ?? "end"}: {difference.What}: {difference.Expected} / {difference.Actual}"));

    private static string Scenario(string rest) => """{ "opens": { "at": "2024-09-12T10:00", "by": "citizen:Li", "variables": { "topic": "Noise" } }, """ + rest + " }";
}
