using System.Globalization;
using System.Text;

namespace Xiezhi.Benchmarks.Durable;

/// <summary>The governance package that is measured: a decision finds the lead, a clock with a ladder runs, five tasks follow one another.</summary>
internal static class FiveTasks
{
    public const string Name = "five-tasks";

    /// <summary>Opening the case and completing each task.</summary>
    public const int Transitions = 6;

    private const string Manifest = """
        {
          "name": "five-tasks",
          "title": { "en": "Five tasks", "zh-CN": "五项任务" },
          "procedure": "five-tasks.bpmn",
          "zone": "Asia/Shanghai",
          "openedBy": ["citizen"],
          "operatedBy": ["city"],
          "case": { "title": "topic", "matter": "matter", "territory": "\"A\"", "lead": "lead", "clearDuty": "true", "serviceLevel": "\"standard\"" }
        }
        """;

    private const string Organization = """
        {
          "territories": [ { "code": "A", "title": { "en": "A City" }, "names": ["A市"], "parent": null } ],
          "parties": [
            { "id": "city", "kind": "agency", "title": { "en": "City" }, "superior": null, "territory": "A" },
            { "id": "bureau", "kind": "department", "title": { "en": "Bureau" }, "superior": "city", "territory": "A" },
            { "id": "office", "kind": "street-office", "title": { "en": "Office" }, "superior": "bureau", "territory": "A" }
          ]
        }
        """;

    private const string Matters = """
        { "matters": [ { "id": "noise", "title": { "en": "Noise", "zh-CN": "噪声" } }, { "id": "water", "title": { "en": "Water", "zh-CN": "供水" } } ] }
        """;

    private const string ServiceLevels = """
        {
          "ladders": [ { "id": "standard", "steps": [
            { "at": "50%", "do": "remind" },
            { "at": "75%", "do": "remind", "to": "superior" },
            { "at": "100%", "do": "finding", "finding": "overdue", "against": "lead" },
            { "at": "150%", "do": "raise" } ] } ],
          "serviceLevels": [ { "id": "standard", "title": { "en": "Standard" }, "clocks": [
            { "id": "reply", "target": "PT40H", "calendar": "CN", "pause": "suspended = true", "stop": "replied = true", "ladder": "standard" } ] } ]
        }
        """;

    private const string Duties = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="Duties" name="Duties" namespace="urn:xiezhi:benchmarks:five-tasks">
          <inputData id="matter" name="matter"><variable id="matterVariable" name="matter" typeRef="string"/></inputData>
          <decision id="Lead" name="Lead">
            <variable id="leadVariable" name="Lead" typeRef="string"/>
            <informationRequirement id="needsMatter"><requiredInput href="#matter"/></informationRequirement>
            <decisionTable id="leadTable" hitPolicy="FIRST">
              <input id="inMatter" label="matter"><inputExpression id="inMatterText" typeRef="string"><text>matter</text></inputExpression></input>
              <output id="outLead" name="Lead" typeRef="string"/>
              <rule id="r1"><inputEntry id="i1"><text>"water"</text></inputEntry><outputEntry id="o1"><text>"bureau"</text></outputEntry></rule>
              <rule id="r2"><inputEntry id="i2"><text>"noise"</text></inputEntry><outputEntry id="o2"><text>"office"</text></outputEntry></rule>
              <rule id="r3"><inputEntry id="i3"><text>-</text></inputEntry><outputEntry id="o3"><text>"city"</text></outputEntry></rule>
            </decisionTable>
          </decision>
        </definitions>
        """;

    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files() => new Dictionary<string, ReadOnlyMemory<byte>>
    {
        ["package.json"] = Encoding.UTF8.GetBytes(Manifest),
        ["organization.json"] = Encoding.UTF8.GetBytes(Organization),
        ["matters.json"] = Encoding.UTF8.GetBytes(Matters),
        ["service-levels.json"] = Encoding.UTF8.GetBytes(ServiceLevels),
        ["duties.dmn"] = Encoding.UTF8.GetBytes(Duties),
        ["five-tasks.bpmn"] = Encoding.UTF8.GetBytes(Procedure()),
    };

    private static string Procedure()
    {
        var text = new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xiezhi="urn:xiezhi:governance" id="d" targetNamespace="urn:xiezhi:benchmarks:five-tasks">
              <process id="p" isExecutable="true">
                <startEvent id="Start"><outgoing>f0</outgoing></startEvent>
                <businessRuleTask id="Dispatch" name="Dispatch" implementation="decision:Lead" xiezhi:resultVariable="lead"><incoming>f0</incoming><outgoing>f1</outgoing></businessRuleTask>
                <sequenceFlow id="f0" sourceRef="Start" targetRef="Dispatch"/>
                <sequenceFlow id="f1" sourceRef="Dispatch" targetRef="T1"/>

            """);
        for (var i = 1; i < Transitions; i++)
        {
            var next = i + 1 < Transitions ? "T" + (i + 1) : "End";
            text.AppendLine(CultureInfo.InvariantCulture, $"""
                <userTask id="T{i}" name="Task {i}"><incoming>f{i}</incoming><outgoing>f{i + 1}</outgoing>
                  <potentialOwner><resourceAssignmentExpression><formalExpression>lead</formalExpression></resourceAssignmentExpression></potentialOwner>
                </userTask>
                <sequenceFlow id="f{i + 1}" sourceRef="T{i}" targetRef="{next}"/>
                """);
        }

        return text.Append(CultureInfo.InvariantCulture, $"<endEvent id=\"End\"><incoming>f{Transitions}</incoming></endEvent></process></definitions>").ToString();
    }
}
