using System.Security;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Tests.Duties;

/// <summary>Packages whose duty list is a decision table that a test writes out.</summary>
internal static class TestDuties
{
    public const string Organization = """
        {
          "territories": [
            { "code": "A", "title": { "en": "A City" }, "names": ["A市"] },
            { "code": "A1", "title": { "en": "A1 District" }, "names": ["A1区"], "parent": "A" },
            { "code": "A2", "title": { "en": "A2 District" }, "names": ["A2区"], "parent": "A" } ],
          "parties": [
            { "id": "city", "kind": "agency", "title": { "en": "City" }, "territory": "A" },
            { "id": "bureau", "kind": "department", "title": { "en": "Bureau" }, "superior": "city", "territory": "A" },
            { "id": "office", "kind": "street-office", "title": { "en": "Office" }, "superior": "city", "territory": "A1" },
            { "id": "neighbour", "kind": "citizen", "title": { "en": "Neighbour" } } ]
        }
        """;

    public const string Matters = """
        { "matters": [
          { "id": "environment", "title": { "en": "Environment", "zh-CN": "环境" }, "group": true },
          { "id": "noise", "title": { "en": "Noise, loud", "zh-CN": "噪声" }, "parent": "environment" },
          { "id": "dust", "title": { "en": "Dust", "zh-CN": "扬尘" }, "parent": "environment" } ] }
        """;

    public static string Manifest(string duties, string lead = "", string more = "") => $$"""
        {
          "name": "test", "procedure": "test.bpmn", "zone": "Asia/Shanghai", "openedBy": ["citizen", "agency"], "operatedBy": ["city"],
          "duties": {{duties}}{{more}},
          "case": { "title": "topic", "matter": "matter", "territory": "territory"{{(lead.Length > 0 ? ", \"lead\": \"" + lead + "\"" : "")}} }
        }
        """;

    /// <summary>A table; each rule is its cells and then its results, apart by bars.</summary>
    public static string Dmn(string policy, string inputs, string outputs, params string[] rules)
    {
        var inputNames = Parts(inputs);
        var outputNames = Parts(outputs);
        static string Name(string typed) => typed.Split(':')[0];
        static string Type(string typed) => typed.Contains(':', StringComparison.Ordinal) ? typed.Split(':')[1] : "string";
        var data = string.Concat(inputNames.Select(input => $"""<inputData id="{Name(input)}" name="{Name(input)}"><variable name="{Name(input)}" typeRef="{Type(input)}"/></inputData>"""));
        var needs = string.Concat(inputNames.Select(input => $"""<informationRequirement><requiredInput href="#{Name(input)}"/></informationRequirement>"""));
        var columns = string.Concat(inputNames.Select(input => $"""<input label="{Name(input)}"><inputExpression typeRef="{Type(input)}"><text>{Name(input)}</text></inputExpression></input>"""));
        var results = string.Concat(outputNames.Select(output => $"""<output name="{Name(output)}"/>"""));
        var rows = string.Concat(rules.Select(rule => Parts(rule)).Select(cells =>
            "<rule>" + string.Concat(cells.Select((cell, i) => i < inputNames.Length
                ? $"<inputEntry><text>{SecurityElement.Escape(cell)}</text></inputEntry>"
                : $"<outputEntry><text>{SecurityElement.Escape(cell)}</text></outputEntry>")) + "</rule>"));
        return $"""
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="d" namespace="urn:duties">
              {data}<decision id="Duty" name="Duty"><variable name="Duty"/>{needs}
              <decisionTable id="DutyTable" hitPolicy="{policy}">{columns}{results}{rows}</decisionTable></decision>
            </definitions>
            """;
    }

    public static GovernancePackage Read(string dmn, string duties = "\"Duty\"", string organization = Organization, string matters = Matters, string lead = "", string more = "") =>
        TestPackage.Read(Changes(dmn, duties, organization, matters, lead, more));

    public static IReadOnlyList<Diagnostic> Refuse(string dmn, string duties) =>
        TestPackage.Refuse(Changes(dmn, duties, Organization, Matters, "", ""));

    private static (string Path, string? Content)[] Changes(string dmn, string duties, string organization, string matters, string lead, string more) =>
    [
        ("package.json", Manifest(duties, lead, more)), ("organization.json", organization), ("matters.json", matters), ("duties.dmn", dmn), ("service-levels.json", null),
        ("test.bpmn", TestPackage.Procedure.Replace("<formalExpression>lead</formalExpression>", "<formalExpression>owner</formalExpression>", StringComparison.Ordinal)),
    ];

    private static string[] Parts(string text) => text.Split('|', StringSplitOptions.TrimEntries);
}
