using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Tests.Clocks;

/// <summary>Cases whose one task, Note, comes back until "done" is true, so that a test can change what is known at any time.</summary>
internal static class ClockCase
{
    public const string Ladder = """{ "id": "l", "steps": [ { "at": "50%", "do": "remind" }, { "at": "100%", "do": "finding", "finding": "overdue" } ] }""";

    private const string Procedure = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test">
          <process id="p" isExecutable="true">
            <startEvent id="Start"><outgoing>f1</outgoing></startEvent>
            <exclusiveGateway id="Again"><incoming>f1</incoming><incoming>f4</incoming><outgoing>f2</outgoing></exclusiveGateway>
            <userTask id="Note" name="Note"><incoming>f2</incoming><outgoing>f3</outgoing>
              <potentialOwner><resourceAssignmentExpression><formalExpression>["office", "bureau", "city"]</formalExpression></resourceAssignmentExpression></potentialOwner>
            </userTask>
            <exclusiveGateway id="Done" default="f4"><incoming>f3</incoming><outgoing>f4</outgoing><outgoing>f5</outgoing></exclusiveGateway>
            <endEvent id="End"><incoming>f5</incoming></endEvent>
            <sequenceFlow id="f1" sourceRef="Start" targetRef="Again"/>
            <sequenceFlow id="f2" sourceRef="Again" targetRef="Note"/>
            <sequenceFlow id="f3" sourceRef="Note" targetRef="Done"/>
            <sequenceFlow id="f4" sourceRef="Done" targetRef="Again"/>
            <sequenceFlow id="f5" sourceRef="Done" targetRef="End"><conditionExpression>done = true</conditionExpression></sequenceFlow>
          </process>
        </definitions>
        """;

    public static string Levels(string clocks, string ladders = Ladder, string more = "") =>
        $$"""{ {{more}} "ladders": [ {{ladders}} ], "serviceLevels": [ { "id": "standard", "clocks": [ {{clocks}} ] }, { "id": "other", "clocks": [] } ] }""";

    public static GovernancePackage Package(string levels, params (string Path, string? Content)[] changes) => TestPackage.Read(
        [("test.bpmn", Procedure), ("service-levels.json", levels), ("package.json", TestPackage.Manifest.Replace("\"\\\"standard\\\"\"", "\"if level = null then \\\"standard\\\" else level\"", StringComparison.Ordinal)), .. changes]);

    public static TestCase Open(string clocks, params (string Name, Value Value)[] variables) => TestCase.Opened(Package(Levels(clocks)), variables);

    /// <summary>Makes something known at a time after the opening.</summary>
    public static CaseStepResult Note(this TestCase opened, TimeSpan after, params (string Name, Value Value)[] variables)
    {
        var result = opened.Complete("Note", TestCase.Office, after, variables);
        Assert.Null(result.Rejection);
        return result;
    }

    public static ClockState Clock(this TestCase opened) => opened.State.Clocks[^1];

    public static ClockReport Report(this TestCase opened, TimeSpan after) => ClockReport.Of(opened.Package, opened.Clock(), TestCase.Start + after);

    /// <summary>What happened to clocks, in words.</summary>
    public static string Story(this TestCase opened) => string.Join(" ", opened.Events<ClockEvent>().Select(happened => happened switch
    {
        ClockStarted => "started",
        ClockPaused => "paused",
        ClockResumed => "resumed",
        ClockStopped => "stopped",
        ClockBreached => "breached",
        ClockCancelled cancelled => "cancelled:" + cancelled.Reason,
        ClockDueChanged changed => changed.Reason,
        EscalationTaken taken => taken.Kind + ">" + taken.To,
        _ => Xiezhi.Governance.Log.EventText.TypeName(happened),
    }));
}
