using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Execution;

public sealed class ScopeTests
{
    private const string Inner = """
        <subProcess id="sub"><extensionElements><xiezhi:input source="a" target="local"/><xiezhi:output source="local + 1" target="out"/></extensionElements>
        <startEvent id="i"/><userTask id="t"/><endEvent id="x"/>
        """;

    [Fact]
    public void A_sub_process_is_done_when_no_token_lives_in_it()
    {
        var run = Run.Start(Nested(), ("a", 1));

        run.CompleteTask("t");

        Assert.Equal("s sub i t x e", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void What_is_defined_in_a_scope_is_written_there_and_the_rest_in_the_process()
    {
        var run = Run.Start(Nested(), ("a", 1));

        run.CompleteTask("t", ("local", 10), ("fresh", true), ("a", 5));

        Assert.Contains(new VariablesSet(2, ValueContext.Of(("local", 10))), run.Log);
        Assert.Equal(ValueContext.Of(("a", 5), ("fresh", true), ("out", 11)), run.State.Variables);
    }

    [Fact]
    public void A_timer_on_a_sub_process_ends_all_that_is_inside_the_innermost_first()
    {
        var definition = TestProcess.Compile(
            $"""
            <subProcess id="outer"><subProcess id="inner"><userTask id="t"/><userTask id="u"/></subProcess></subProcess>
            <boundaryEvent id="w" attachedToRef="outer"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
            """);
        var run = Run.Start(definition);

        run.Fire("w");

        Assert.Equal(["u", "t", "inner", "outer"], run.Last.OfType<ElementTerminated>().Select(one => one.Element));
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void An_output_of_a_sub_process_that_fails_is_an_incident_of_the_sub_process()
    {
        var run = Run.Start(Nested(), ("a", "text"));

        run.CompleteTask("t");

        var incident = run.State.Incidents.Single();
        Assert.Equal(("sub", ActivityPhase.Completing), (incident.Element, incident.Phase));

        run.Do(new SetVariables(ValueContext.Of(("local", 1)), incident.Owner)).Do(new RetryIncident(incident.Id));

        Assert.Equal(2, run["out"]);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    private static ProcessDefinition Nested() => TestProcess.Compile(
        $"""<startEvent id="s"/>{Inner}{TestProcess.Flows("i->t", "t->x")}</subProcess><endEvent id="e"/>""", "s->sub", "sub->e");
}
