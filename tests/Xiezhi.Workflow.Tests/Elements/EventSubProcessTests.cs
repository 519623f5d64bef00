using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Elements;

public sealed class EventSubProcessTests
{
    private const string Message = "<messageEventDefinition messageRef=\"plain\"/>";
    private const string Timer = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>";

    [Fact]
    public void One_that_interrupts_takes_the_place_of_what_runs_around_it()
    {
        var run = Run.Start(Handled(Message, "true"));

        run.Do(new DeliverMessage("plain", null, ValueContext.Of(("why", "moved"))));

        Assert.Equal("s t h i u", run.Trail);
        Assert.Equal(["u"], run.State.Tasks.Select(one => one.Element));
        Assert.Equal("moved", run["why"]);
        Assert.Empty(run.State.Messages);
        Assert.Equal(WorkflowStatus.Completed, run.CompleteTask("u").State.Status);
    }

    [Fact]
    public void One_that_does_not_interrupt_runs_beside_and_may_come_again()
    {
        var run = Run.Start(Handled(Message, "false"));

        run.Do(new DeliverMessage("plain", null, ValueContext.Empty)).Do(new DeliverMessage("plain", null, ValueContext.Empty));

        Assert.Equal(["t", "u", "u"], run.State.Tasks.Select(one => one.Element));
        run.CompleteTask("t");
        Assert.Equal(WorkflowStatus.Running, run.State.Status);
        run.CompleteTask("u").CompleteTask("u");
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Empty(run.State.Messages);
    }

    [Fact]
    public void What_it_waits_for_ends_with_the_scope_around_it()
    {
        var run = Run.Start(Handled(Timer, "true"));
        Assert.Single(run.State.Timers);

        run.CompleteTask("t");

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Empty(run.State.Timers);
    }

    [Fact]
    public void One_that_interrupts_ends_the_others_waits_and_the_tokens_at_joins()
    {
        var definition = TestProcess.Compile(
            $"""
            <subProcess id="sub"><startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/>
            {TestProcess.Flows("s->f", "f->a", "f->b", "a->j", "b->j")}
            {Handler("h", Message, "true")}
            <subProcess id="h2" triggeredByEvent="true"><startEvent id="i2">{Timer}</startEvent></subProcess></subProcess>
            <boundaryEvent id="w" attachedToRef="sub">{Timer}</boundaryEvent>
            """);
        var run = Run.Start(definition);
        run.CompleteTask("a");

        run.Do(new DeliverMessage("plain", null, ValueContext.Empty));

        Assert.Contains(new TokensRemoved(2), run.Last);
        Assert.Contains(run.Last, one => one is WaitClosed { Element: "i2" });
        Assert.Equal(["w"], run.State.Timers.Select(one => one.Element));
        Assert.Equal(WorkflowStatus.Completed, run.CompleteTask("u").State.Status);
    }

    [Fact]
    public void An_error_is_caught_inside_before_the_border_and_what_the_handler_raises_goes_outward()
    {
        var definition = TestProcess.Compile(
            $"""
            <subProcess id="sub"><startEvent id="s"/><userTask id="t"/>{TestProcess.Flows("s->t")}
            <subProcess id="h" triggeredByEvent="true"><startEvent id="i"><errorEventDefinition/></startEvent><userTask id="u"/>
            <endEvent id="x"><errorEventDefinition errorRef="broken"/></endEvent>{TestProcess.Flows("i->u", "u->x")}</subProcess></subProcess>
            <boundaryEvent id="catch" attachedToRef="sub"><errorEventDefinition errorRef="broken"/></boundaryEvent><task id="fix"/>
            """,
            "catch->fix");
        var run = Run.Start(definition);

        run.Do(new ThrowError(run.TaskOf("t"), "BROKEN"));
        Assert.Equal("sub s t h i u", run.Trail);

        run.CompleteTask("u");
        Assert.Equal("sub s t h i u x catch fix", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_time_that_is_none_in_the_processs_own_is_an_incident_of_the_process()
    {
        var run = Run.Start(Handled("<timerEventDefinition><timeDuration>wait</timeDuration></timerEventDefinition>", "true"), ("wait", 1));

        Assert.Equal("p", run.State.Incidents.Single().Element);
        Assert.Single(run.State.Tasks);

        run.Do(new SetVariables(ValueContext.Of(("wait", "PT1H")))).Do(new RetryIncident(run.State.Incidents.Single().Id));

        Assert.Single(run.State.Timers);
        Assert.Equal("s t h i u", run.Fire("i").Trail);
    }

    [Fact]
    public void A_process_that_was_done_while_its_incident_stood_ends_with_the_retry()
    {
        var run = Run.Start(Handled("<timerEventDefinition><timeDuration>wait</timeDuration></timerEventDefinition>", "true"), ("wait", 1));
        run.CompleteTask("t", ("wait", "PT1H"));
        Assert.Equal(WorkflowStatus.Running, run.State.Status);

        run.Do(new RetryIncident(run.State.Incidents.Single().Id));

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Empty(run.State.Timers);
    }

    [Fact]
    public void A_sub_process_with_nothing_but_handlers_is_done_at_once()
    {
        var run = Run.Start(TestProcess.Compile($"""<subProcess id="sub">{Handler("h", Message, "true")}</subProcess><task id="t"/>""", "sub->t"));

        Assert.Equal("sub t", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void Of_several_that_wait_for_a_signal_one_that_interrupts_goes_first()
    {
        const string Bell = "<signalEventDefinition signalRef=\"bell\"/>";
        var run = Run.Start(TestProcess.Compile(
            $"""
            <startEvent id="s"/><userTask id="t"/>{Handler("h", Bell, "false")}
            <subProcess id="g" triggeredByEvent="true"><startEvent id="gi">{Bell}</startEvent><userTask id="gu"/>{TestProcess.Flows("gi->gu")}</subProcess>
            """,
            "s->t"));

        run.Do(new DeliverSignal("bell", ValueContext.Empty));

        Assert.Equal("gu", Assert.Single(run.State.Tasks).Element);
        Assert.DoesNotContain("h", run.Entered);
    }

    [Fact]
    public void It_begins_by_one_start_event_with_a_trigger()
    {
        Assert.Equal(["h XZ3119"], TestProcess.Check("""<task id="t"/><subProcess id="h" triggeredByEvent="true"><startEvent id="i"/></subProcess>"""));
        Assert.Equal(["s XZ3201"], TestProcess.Check("""<startEvent id="s"><errorEventDefinition errorRef="broken"/></startEvent>"""));
    }

    private static string Handler(string id, string trigger, string interrupts) =>
        $"""<subProcess id="{id}" triggeredByEvent="true"><startEvent id="i" isInterrupting="{interrupts}">{trigger}</startEvent><userTask id="u"/>{TestProcess.Flows("i->u")}</subProcess>""";

    private static ProcessDefinition Handled(string trigger, string interrupts) => TestProcess.Compile(
        $"""<startEvent id="s"/><userTask id="t"/>{Handler("h", trigger, interrupts)}""", "s->t");
}
