using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Elements;

public sealed class NamelessTests
{
    [Theory]
    [InlineData("error")]
    [InlineData("escalation")]
    public void What_is_thrown_without_a_name_is_caught_by_what_takes_any_and_not_by_what_takes_one(string kind)
    {
        var reference = kind == "error" ? "broken" : "late";
        var run = Run.Start(TestProcess.Compile(
            $"""
            <subProcess id="q"><endEvent id="x"><{kind}EventDefinition/></endEvent></subProcess>
            <boundaryEvent id="named" attachedToRef="q"><{kind}EventDefinition {kind}Ref="{reference}"/></boundaryEvent><endEvent id="no"/>
            <boundaryEvent id="any" attachedToRef="q"><{kind}EventDefinition/></boundaryEvent><endEvent id="yes"/>
            """,
            "named->no", "any->yes"));

        Assert.EndsWith("any yes", run.Trail, StringComparison.Ordinal);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void What_nothing_catches_is_an_incident_though_it_has_no_name()
    {
        var run = Run.Start(TestProcess.Compile("""<endEvent id="x"><errorEventDefinition/></endEvent>"""));

        Assert.Equal(("x", "XZ3405"), run.State.Incidents.Select(one => (one.Element, one.Code)).Single());
    }

    [Fact]
    public void Signals_without_a_name_are_one_signal()
    {
        var run = Run.Start(TestProcess.Compile(
            """
            <startEvent id="s"/><parallelGateway id="g"/><intermediateCatchEvent id="w"><signalEventDefinition/></intermediateCatchEvent>
            <intermediateCatchEvent id="v"><signalEventDefinition signalRef="bell"/></intermediateCatchEvent><endEvent id="x"><signalEventDefinition/></endEvent>
            """,
            "s->g", "g->w", "g->v", "g->x"));

        Assert.Equal("v", Assert.Single(run.State.Signals).Element);
    }

    [Fact]
    public void The_compiler_says_that_a_name_is_missing()
    {
        Assert.Equal(["x XZ3206"], TestProcess.Check("""<endEvent id="x"><errorEventDefinition/></endEvent>"""));
        Assert.Equal(["x XZ3206"], TestProcess.Check("""<endEvent id="x"><signalEventDefinition/></endEvent>"""));
    }

    [Fact]
    public void A_process_with_several_start_events_begins_at_the_one_that_is_named()
    {
        var definition = TestProcess.Compile("""<startEvent id="a"/><startEvent id="b"/><endEvent id="e"/>""", "a->e", "b->e");
        var run = new Run(definition);
        Assert.Equal("XZ3515", run.Refused(new StartProcess(ValueContext.Empty)));
        run.Do(new StartProcess(ValueContext.Empty, "b"));
        Assert.Equal("b e", run.Trail);
    }

    [Theory]
    [InlineData("subProcess")]
    [InlineData("transaction")]
    [InlineData("adHocSubProcess")]
    public void A_sub_process_with_nothing_in_it_is_over_at_once_and_the_compiler_says_so(string tag)
    {
        Assert.Equal(["q XZ3125"], TestProcess.Check($"<{tag} id=\"q\"/>"));
        Assert.Equal("q e", Run.Start(TestProcess.Compile($"<{tag} id=\"q\"/><endEvent id=\"e\"/>", "q->e")).Trail);
    }

    [Fact]
    public void An_inclusive_join_waits_for_the_activity_whose_border_event_came_to_it()
    {
        var run = Run.Start(TestProcess.Compile(
            """
            <startEvent id="s"/><userTask id="a"/><inclusiveGateway id="j"/><endEvent id="e"/>
            <boundaryEvent id="w" attachedToRef="a" cancelActivity="false"><messageEventDefinition messageRef="plain"/></boundaryEvent>
            """,
            "s->a", "a->j", "w->j", "j->e"));
        run.Do(new DeliverMessage("plain", null, ValueContext.Empty));
        Assert.Equal("s a w", run.Trail);

        run.CompleteTask("a");
        Assert.Equal("s a w j e", run.Trail);
    }
}
