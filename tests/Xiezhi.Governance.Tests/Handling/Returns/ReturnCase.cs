using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Handling.Returns;

/// <summary>A case whose lead may return it to dispatching, and whose result may be handled again.</summary>
internal static class ReturnCase
{
    public const string Rules = """
        {
          "returns": {
            "reason": "returnReason", "explanation": "returnExplanation",
            "reasons": [
              { "id": "not-our-duty", "title": { "en": "Not our duty", "zh-CN": "非本单位职责" } },
              { "id": "lacks-information", "title": { "en": "Lacks information", "zh-CN": "信息不全" }, "misdirected": false } ],
            "limit": { "perCase": 3, "perParty": 1 },
            "arbiter": { "party": "centre", "within": "PT24H" },
            "referredBy": ["centre"],
            "appeal": true
          },
          "reworks": {
            "reason": "reworkReason", "explanation": "reworkExplanation",
            "reasons": [ { "id": "not-done", "title": { "en": "Not done" } } ],
            "demandedBy": ["petitioner", "centre"], "within": "P10D", "raiseFrom": 3
          }
        }
        """;

    public const string Organization = """
        {
          "territories": [ { "code": "A", "title": { "en": "A City" }, "names": ["A市"], "parent": null } ],
          "parties": [
            { "id": "city", "kind": "agency", "title": { "en": "City" }, "superior": null, "territory": "A" },
            { "id": "centre", "kind": "agency", "title": { "en": "Centre" }, "superior": "city", "territory": "A" },
            { "id": "bureau", "kind": "department", "title": { "en": "Bureau" }, "superior": "city", "territory": "A" },
            { "id": "parks", "kind": "department", "title": { "en": "Parks" }, "superior": "city", "territory": "A" },
            { "id": "office", "kind": "street-office", "title": { "en": "Office" }, "superior": "bureau", "territory": "A" }
          ]
        }
        """;

    private const string Procedure = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xiezhi="urn:xiezhi:governance" id="d" targetNamespace="urn:test">
          <process id="p" isExecutable="true">
            <startEvent id="Start"><outgoing>f1</outgoing></startEvent>
            <exclusiveGateway id="Again"><incoming>f1</incoming><incoming>f6</incoming><incoming>f10</incoming><outgoing>f2</outgoing></exclusiveGateway>
            <userTask id="Handle" name="Handle"><incoming>f2</incoming><outgoing>f3</outgoing>
              <potentialOwner><resourceAssignmentExpression><formalExpression>lead</formalExpression></resourceAssignmentExpression></potentialOwner>
            </userTask>
            <exclusiveGateway id="Outcome" default="f4"><incoming>f3</incoming><outgoing>f4</outgoing><outgoing>f7</outgoing></exclusiveGateway>
            <scriptTask id="Return" scriptFormat="feel" xiezhi:resultVariable="returns" xiezhi:records="return"><incoming>f4</incoming><outgoing>f5</outgoing><script>case.returns + 1</script></scriptTask>
            <userTask id="Dispatch" name="Dispatch"><incoming>f5</incoming><outgoing>f6</outgoing>
              <potentialOwner><resourceAssignmentExpression><formalExpression>"centre"</formalExpression></resourceAssignmentExpression></potentialOwner>
            </userTask>
            <scriptTask id="Reply" scriptFormat="feel" xiezhi:resultVariable="replied" xiezhi:records="reply"><incoming>f7</incoming><outgoing>f8</outgoing><script>true</script></scriptTask>
            <userTask id="Accept" name="Accept"><incoming>f8</incoming><outgoing>f9</outgoing>
              <potentialOwner><resourceAssignmentExpression><formalExpression>["citizen", "centre", "bureau"]</formalExpression></resourceAssignmentExpression></potentialOwner>
            </userTask>
            <exclusiveGateway id="Satisfied" default="f11"><incoming>f9</incoming><outgoing>f12</outgoing><outgoing>f11</outgoing></exclusiveGateway>
            <scriptTask id="Rework" scriptFormat="feel" xiezhi:resultVariable="replied" xiezhi:records="rework"><incoming>f12</incoming><outgoing>f10</outgoing><script>false</script></scriptTask>
            <endEvent id="End"><incoming>f11</incoming></endEvent>
            <sequenceFlow id="f1" sourceRef="Start" targetRef="Again"/>
            <sequenceFlow id="f2" sourceRef="Again" targetRef="Handle"/>
            <sequenceFlow id="f3" sourceRef="Handle" targetRef="Outcome"/>
            <sequenceFlow id="f4" sourceRef="Outcome" targetRef="Return"/>
            <sequenceFlow id="f5" sourceRef="Return" targetRef="Dispatch"/>
            <sequenceFlow id="f6" sourceRef="Dispatch" targetRef="Again"/>
            <sequenceFlow id="f7" sourceRef="Outcome" targetRef="Reply"><conditionExpression>outcome = "answered"</conditionExpression></sequenceFlow>
            <sequenceFlow id="f8" sourceRef="Reply" targetRef="Accept"/>
            <sequenceFlow id="f9" sourceRef="Accept" targetRef="Satisfied"/>
            <sequenceFlow id="f12" sourceRef="Satisfied" targetRef="Rework"><conditionExpression>satisfied = false</conditionExpression></sequenceFlow>
            <sequenceFlow id="f10" sourceRef="Rework" targetRef="Again"/>
            <sequenceFlow id="f11" sourceRef="Satisfied" targetRef="End"/>
          </process>
        </definitions>
        """;

    public static readonly Actor Centre = new(PartyKind.Agency, "centre");
    public static readonly Actor Bureau = new(PartyKind.Department, "bureau");
    public static readonly Actor Parks = new(PartyKind.Department, "parks");

    public static (string, string?)[] Changes(string rules = Rules) =>
    [
        ("handling.json", rules), ("organization.json", Organization), ("test.bpmn", Procedure),
        ("accountability.json", """{ "rules": [ { "id": "unfounded-return", "on": ["return-unfounded"], "when": "true", "against": "event.party" } ] }"""),
    ];

    public static TestCase Opened(string rules = Rules) => TestCase.Opened(TestPackage.Read(Changes(rules)));

    public static CaseStepResult Return(this TestCase it, Actor actor, int hour, string reason = "not-our-duty", string explanation = "The road is the parks'.") =>
        it.Complete("Handle", actor, TimeSpan.FromHours(hour), ("outcome", "returned"), ("returnReason", reason), ("returnExplanation", explanation));

    public static CaseStepResult Dispatch(this TestCase it, string lead, int hour) =>
        it.Complete("Dispatch", Centre, TimeSpan.FromHours(hour), ("lead", lead));

    public static CaseStepResult Answer(this TestCase it, Actor actor, int hour) =>
        it.Complete("Handle", actor, TimeSpan.FromHours(hour), ("outcome", "answered"));

    public static CaseStepResult Rework(this TestCase it, Actor actor, int hour, params (string Name, Value Value)[] reasons) =>
        it.Complete("Accept", actor, TimeSpan.FromHours(hour), [("satisfied", false), .. reasons]);
}
