using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.Runtime.Tests.Cases;

/// <summary>Worklists as they are stored, where a task that is open already comes to others.</summary>
public sealed class WorklistTests
{
    private const string TwoTasks = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test">
          <process id="p" isExecutable="true">
            <startEvent id="Start"/><parallelGateway id="Both"/>
            <userTask id="Note"><potentialOwner><resourceAssignmentExpression><formalExpression>"city"</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>
            <userTask id="Handle"/>
            <userTask id="Watch"><potentialOwner><resourceAssignmentExpression><formalExpression>["lead", "city"]</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>
            <endEvent id="End"/>
            <sequenceFlow id="f1" sourceRef="Start" targetRef="Both"/><sequenceFlow id="f2" sourceRef="Both" targetRef="Note"/><sequenceFlow id="f3" sourceRef="Both" targetRef="Handle"/>
            <sequenceFlow id="f7" sourceRef="Both" targetRef="Watch"/><sequenceFlow id="f8" sourceRef="Watch" targetRef="End"/>
            <sequenceFlow id="f4" sourceRef="Note" targetRef="End"/><sequenceFlow id="f5" sourceRef="Handle" targetRef="End"/>
          </process>
        </definitions>
        """;

    private const string Reassigning = """
        { "ladders": [ { "id": "l", "steps": [ { "at": "50%", "do": "reassign", "to": "bureau" } ] } ],
          "serviceLevels": [ { "id": "standard", "clocks": [ { "id": "reply", "target": "PT4H", "calendar": "CN", "stop": "replied = true", "ladder": "l" } ] } ] }
        """;

    [Fact]
    public async Task A_task_goes_to_the_new_lead_at_once()
    {
        await using var engine = await Engine.StartAsync(null, ("test.bpmn", TwoTasks));
        var id = (await engine.OpenAsync("1")).Case;
        Assert.Equal(["Handle", "Watch"], await OnWorklistAsync(engine, "office"));
        var note = (await engine.Cases.FindAsync(Engine.Tenant, id))!.Workflow.Tasks.Single(task => task.Element == "Note");

        await engine.Cases.ExecuteAsync(Engine.Tenant, id, new CompleteTask(note.Id, ValueContext.Of(("lead", "bureau"))), Engine.City, null);

        Assert.Empty(await OnWorklistAsync(engine, "office"));
        Assert.Equal(["Handle", "Watch"], await OnWorklistAsync(engine, "bureau"));
        Assert.Equal(["Watch"], await OnWorklistAsync(engine, "city"));
    }

    [Fact]
    public async Task A_task_goes_to_whom_a_ladder_gives_the_case_and_they_can_do_it()
    {
        await using var engine = await Engine.StartAsync(null, ("service-levels.json", Reassigning));
        var id = (await engine.OpenAsync("1")).Case;
        Assert.Equal(["Handle"], await OnWorklistAsync(engine, "office"));

        engine.Time.Advance(TimeSpan.FromHours(2));
        await engine.Work.RunAsync();

        Assert.Empty(await OnWorklistAsync(engine, "office"));
        Assert.Equal(["Handle"], await OnWorklistAsync(engine, "bureau"));
        Assert.Equal(CommandStatus.Refused, (await engine.CompleteAsync(id, "Handle", Engine.Office)).Status);
        Assert.Equal(CommandStatus.Done, (await engine.CompleteAsync(id, "Handle", new Actor(PartyKind.Department, "bureau"))).Status);
    }

    private static async Task<IEnumerable<string>> OnWorklistAsync(Engine engine, string owner) =>
        (await engine.Queries.ListTasksAsync(new TaskFilter(Engine.Tenant, Owner: owner), default)).Select(task => task.Element).Order(StringComparer.Ordinal);
}
