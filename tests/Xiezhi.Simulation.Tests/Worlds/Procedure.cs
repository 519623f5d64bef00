using System.Globalization;
using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>
/// The procedure of these tests: it can be returned, has two tasks and a timer side by side, a timer at a task's border, a message there that can come
/// any number of times, so that only its key tells a second one from the first again, and a clock with a ladder.
/// </summary>
internal static class Procedure
{
    public const string Tenant = "city";
    public const string Name = "returns";

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    public static readonly Actor Publisher = new(PartyKind.System, "publisher");
    public static readonly Actor Citizen = Actor.Citizen("Li");

    private const string Manifest = """
        {
          "name": "returns", "title": { "en": "Returns", "zh-CN": "退单" }, "procedure": "returns.bpmn", "zone": "Asia/Shanghai",
          "openedBy": ["citizen"], "operatedBy": ["city"],
          "case": { "title": "topic", "matter": "\"noise\"", "lead": "lead", "serviceLevel": "\"standard\"" }
        }
        """;

    private const string Organization = """
        {
          "territories": [],
          "parties": [
            { "id": "city", "kind": "agency", "title": { "en": "City" } },
            { "id": "office", "kind": "street-office", "title": { "en": "Office" }, "superior": "city" },
            { "id": "bureau", "kind": "department", "title": { "en": "Bureau" }, "superior": "city" }
          ]
        }
        """;

    private const string Matters = """{ "matters": [ { "id": "noise", "title": { "en": "Noise" } } ] }""";

    private const string ServiceLevels = """
        {
          "ladders": [ { "id": "steps", "steps": [
            { "at": "50%", "do": "remind" },
            { "at": "100%", "do": "finding", "finding": "overdue", "against": "lead" },
            { "at": "150%", "do": "raise" } ] } ],
          "serviceLevels": [ { "id": "standard", "title": { "en": "Standard" }, "clocks": [
            { "id": "reply", "target": "PT4H", "calendar": "CN", "stop": "replied = true", "ladder": "steps" } ] } ]
        }
        """;

    private const string Bpmn = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xiezhi="urn:xiezhi:governance" id="Returns" targetNamespace="urn:xiezhi:tests:returns">
          <message id="Supplement" name="supplement"/>
          <process id="returns" isExecutable="true">
            <startEvent id="Start"><outgoing>f1</outgoing></startEvent>
            <userTask id="Handle"><incoming>f1</incoming><incoming>f5</incoming><outgoing>f2</outgoing></userTask>
            <boundaryEvent id="Nudge" attachedToRef="Handle" cancelActivity="false"><outgoing>n1</outgoing>
              <timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>
            </boundaryEvent>
            <boundaryEvent id="Supplemented" attachedToRef="Handle" cancelActivity="false"><outgoing>m1</outgoing>
              <messageEventDefinition messageRef="Supplement"/>
            </boundaryEvent>
            <endEvent id="Added"><incoming>m1</incoming></endEvent>
            <sendTask id="Tell" implementation="notify:lead"><incoming>n1</incoming><outgoing>n2</outgoing></sendTask>
            <endEvent id="Told"><incoming>n2</incoming></endEvent>
            <exclusiveGateway id="Back" default="f6"><incoming>f2</incoming><outgoing>f3</outgoing><outgoing>f6</outgoing></exclusiveGateway>
            <scriptTask id="Return" scriptFormat="feel" xiezhi:resultVariable="returned" xiezhi:records="return"><incoming>f3</incoming><outgoing>f4</outgoing><script>false</script></scriptTask>
            <userTask id="Dispatch"><incoming>f4</incoming><outgoing>f5</outgoing>
              <potentialOwner><resourceAssignmentExpression><formalExpression>"city"</formalExpression></resourceAssignmentExpression></potentialOwner>
            </userTask>
            <parallelGateway id="Split"><incoming>f6</incoming><outgoing>s1</outgoing><outgoing>s2</outgoing><outgoing>s3</outgoing></parallelGateway>
            <userTask id="Visit"><incoming>s1</incoming><outgoing>j1</outgoing></userTask>
            <userTask id="Write"><incoming>s2</incoming><outgoing>j2</outgoing></userTask>
            <intermediateCatchEvent id="Wait"><incoming>s3</incoming><outgoing>j3</outgoing>
              <timerEventDefinition><timeDuration>PT30M</timeDuration></timerEventDefinition>
            </intermediateCatchEvent>
            <parallelGateway id="Join"><incoming>j1</incoming><incoming>j2</incoming><incoming>j3</incoming><outgoing>f7</outgoing></parallelGateway>
            <scriptTask id="Reply" scriptFormat="feel" xiezhi:resultVariable="replied" xiezhi:records="reply"><incoming>f7</incoming><outgoing>f8</outgoing><script>true</script></scriptTask>
            <userTask id="Confirm"><incoming>f8</incoming><outgoing>f9</outgoing>
              <potentialOwner><resourceAssignmentExpression><formalExpression>"city"</formalExpression></resourceAssignmentExpression></potentialOwner>
            </userTask>
            <endEvent id="End"><incoming>f9</incoming></endEvent>
            <sequenceFlow id="f1" sourceRef="Start" targetRef="Handle"/>
            <sequenceFlow id="f2" sourceRef="Handle" targetRef="Back"/>
            <sequenceFlow id="f3" sourceRef="Back" targetRef="Return"><conditionExpression>returned = true</conditionExpression></sequenceFlow>
            <sequenceFlow id="f4" sourceRef="Return" targetRef="Dispatch"/>
            <sequenceFlow id="f5" sourceRef="Dispatch" targetRef="Handle"/>
            <sequenceFlow id="f6" sourceRef="Back" targetRef="Split"/>
            <sequenceFlow id="s1" sourceRef="Split" targetRef="Visit"/>
            <sequenceFlow id="s2" sourceRef="Split" targetRef="Write"/>
            <sequenceFlow id="s3" sourceRef="Split" targetRef="Wait"/>
            <sequenceFlow id="j1" sourceRef="Visit" targetRef="Join"/>
            <sequenceFlow id="j2" sourceRef="Write" targetRef="Join"/>
            <sequenceFlow id="j3" sourceRef="Wait" targetRef="Join"/>
            <sequenceFlow id="f7" sourceRef="Join" targetRef="Reply"/>
            <sequenceFlow id="f8" sourceRef="Reply" targetRef="Confirm"/>
            <sequenceFlow id="f9" sourceRef="Confirm" targetRef="End"/>
            <sequenceFlow id="m1" sourceRef="Supplemented" targetRef="Added"/>
            <sequenceFlow id="n1" sourceRef="Nudge" targetRef="Tell"/>
            <sequenceFlow id="n2" sourceRef="Tell" targetRef="Told"/>
          </process>
        </definitions>
        """;

    /// <summary>Its package.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files { get; } = new Dictionary<string, ReadOnlyMemory<byte>>
    {
        ["package.json"] = Encoding.UTF8.GetBytes(Manifest),
        ["organization.json"] = Encoding.UTF8.GetBytes(Organization),
        ["matters.json"] = Encoding.UTF8.GetBytes(Matters),
        ["service-levels.json"] = Encoding.UTF8.GetBytes(ServiceLevels),
        ["returns.bpmn"] = Encoding.UTF8.GetBytes(Bpmn),
    };

    /// <summary>Its package, compiled.</summary>
    public static GovernancePackage Package { get; } = Read();

    /// <summary>The party of that name.</summary>
    public static Actor Party(string id) => new(Package.Organization.Party(id)?.Kind ?? PartyKind.Company, id);

    private static GovernancePackage Read()
    {
        var found = new DiagnosticBag();
        return PackageReader.Read(Files, found)
            ?? throw new InvalidOperationException(string.Join('\n', found.ToImmutable().Select(diagnostic => diagnostic.Format(CultureInfo.InvariantCulture))));
    }
}
