namespace Xiezhi.Hosts.Tests.Server;

/// <summary>The smallest package that shows a promise of seconds: one task for the desk, whose superior is the office.</summary>
internal static class TinyPackage
{
    public const string Name = "tiny";

    /// <summary>Its files, with <paramref name="target"/> promised.</summary>
    public static Dictionary<string, string> Files(string target = "PT2S") => new()
    {
        ["package.json"] = """
            {
              "name": "tiny", "title": { "en": "Tiny", "zh-CN": "小" }, "procedure": "tiny.bpmn", "zone": "Asia/Shanghai",
              "openedBy": ["citizen", "desk"], "operatedBy": ["office"],
              "case": { "title": "topic", "matter": "\"noise\"", "lead": "\"desk\"", "serviceLevel": "\"quick\"" }
            }
            """,
        ["organization.json"] = """
            {
              "territories": [],
              "parties": [
                { "id": "office", "kind": "agency", "title": { "en": "Office" } },
                { "id": "desk", "kind": "department", "title": { "en": "Desk" }, "superior": "office" },
                { "id": "stranger", "kind": "department", "title": { "en": "Stranger" } }
              ]
            }
            """,
        ["matters.json"] = """{ "matters": [ { "id": "noise", "title": { "en": "Noise", "zh-CN": "噪声" } } ] }""",
        ["service-levels.json"] = $$"""
            {
              "ladders": [ { "id": "steps", "steps": [
                { "at": "50%", "do": "remind", "to": "lead" },
                { "at": "100%", "do": "finding", "finding": "overdue", "against": "lead" },
                { "at": "100%", "do": "raise" } ] } ],
              "serviceLevels": [ { "id": "quick", "title": { "en": "Quick" }, "clocks": [
                { "id": "reply", "title": { "en": "Reply" }, "target": "{{target}}", "calendar": "CN", "stop": "replied = true", "ladder": "steps" } ] } ]
            }
            """,
        ["decide.dmn"] = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="Decide" name="Decide" namespace="urn:xiezhi:tests:tiny">
              <inputData id="topicInput" name="topic"><variable name="topic" typeRef="string"/></inputData>
              <decision id="urgency" name="Urgency">
                <variable name="Urgency" typeRef="string"/>
                <informationRequirement id="needsTopic"><requiredInput href="#topicInput"/></informationRequirement>
                <decisionTable id="urgencyTable" hitPolicy="FIRST">
                  <input id="topicColumn"><inputExpression id="topicExpression" typeRef="string"><text>topic</text></inputExpression></input>
                  <output id="urgencyColumn" typeRef="string"/>
                  <rule id="fire"><inputEntry id="i1"><text>"fire"</text></inputEntry><outputEntry id="o1"><text>"high"</text></outputEntry></rule>
                  <rule id="rest"><inputEntry id="i2"><text>-</text></inputEntry><outputEntry id="o2"><text>"low"</text></outputEntry></rule>
                </decisionTable>
              </decision>
            </definitions>
            """,
        ["tiny.bpmn"] = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="Tiny" targetNamespace="urn:xiezhi:tests:tiny">
              <process id="tiny" isExecutable="true">
                <startEvent id="Start"><outgoing>a</outgoing></startEvent>
                <userTask id="Handle" name="Handle it">
                  <incoming>a</incoming><outgoing>b</outgoing>
                  <potentialOwner id="HandleOwner"><resourceAssignmentExpression><formalExpression>"desk"</formalExpression></resourceAssignmentExpression></potentialOwner>
                </userTask>
                <endEvent id="End"><incoming>b</incoming></endEvent>
                <sequenceFlow id="a" sourceRef="Start" targetRef="Handle"/>
                <sequenceFlow id="b" sourceRef="Handle" targetRef="End"/>
              </process>
            </definitions>
            """,
    };
}
