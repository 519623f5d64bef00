using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Elements;

public sealed class EventTests
{
    private static string Timer(string tag, string time) => $"<timerEventDefinition><{tag}>{time}</{tag}></timerEventDefinition>";

    [Fact]
    public void A_timer_event_waits_until_it_is_due_and_not_before()
    {
        var run = Run.Start(TestProcess.Compile($"""<intermediateCatchEvent id="w">{Timer("timeDuration", "PT15M")}</intermediateCatchEvent><endEvent id="e"/>""", "w->e"));

        var timer = run.State.Timers.Single();
        Assert.Equal(TestProcess.Noon.AddMinutes(15), timer.Due);
        Assert.Equal("XZ3507", run.Refused(new FireTimer(timer.Id)));

        run.Fire("w");

        Assert.Equal("w e", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Equal("XZ3501", run.Refused(new FireTimer(timer.Id)));
    }

    [Theory]
    [InlineData("timeDate", "2024-09-13T08:00:00+08:00", "2024-09-13T08:00:00+08:00")]
    [InlineData("timeDate", "2024-09-13T08:00:00", "2024-09-13T08:00:00+08:00")]
    [InlineData("timeDate", "2024-09-13T00:00:00Z", "2024-09-13T08:00:00+08:00")]
    [InlineData("timeDate", "2024-09-13", "2024-09-13T00:00:00+08:00")]
    [InlineData("timeDuration", "P1M", "2024-10-12T12:00:00+08:00")]
    [InlineData("timeDuration", "P2W", "2024-09-26T12:00:00+08:00")]
    [InlineData("timeDuration", "P1Y2M3DT4H5M6S", "2025-11-15T16:05:06+08:00")]
    [InlineData("timeDuration", "duration(\"PT1H\")", "2024-09-12T13:00:00+08:00")]
    [InlineData("timeDuration", "= wait", "2024-09-12T12:30:00+08:00")]
    [InlineData("timeCycle", "R3/PT1H", "2024-09-12T13:00:00+08:00")]
    [InlineData("timeCycle", "R/2024-09-20T00:00:00Z/PT1H", "2024-09-20T08:00:00+08:00")]
    public void A_time_is_literal_or_an_expression(string tag, string time, string due)
    {
        var definition = TestProcess.Compile($"""<intermediateCatchEvent id="w">{Timer(tag, time)}</intermediateCatchEvent>""");

        var run = Run.Start(definition, ("wait", "PT30M"));

        Assert.Equal(DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture), run.State.Timers.Single().Due);
    }

    [Fact]
    public void A_timer_port_is_asked_before_iso_8601()
    {
        var document = TestProcess.Read(TestProcess.Xml($"""<intermediateCatchEvent id="w">{Timer("timeDuration", "5wd")}</intermediateCatchEvent>"""));
        var diagnostics = new Foundation.Diagnostics.DiagnosticBag();
        var definition = ProcessCompiler.Compile(document, null, TestProcess.Options with { Timers = new WorkingDays() }, diagnostics);
        var run = new Run(definition!) { Timers = new WorkingDays() };

        run.Do(new StartProcess(ValueContext.Empty));

        Assert.Equal(TestProcess.Noon.AddDays(7), run.State.Timers.Single().Due);
    }

    [Fact]
    public void A_time_that_is_none_is_an_incident()
    {
        var run = Run.Start(TestProcess.Compile($"""<intermediateCatchEvent id="w">{Timer("timeDuration", "wait")}</intermediateCatchEvent>"""), ("wait", 5));

        Assert.Equal("XZ3406", run.State.Incidents.Single().Code);

        run.Do(new SetVariables(ValueContext.Of(("wait", "PT1H")))).Do(new RetryIncident(run.State.Incidents.Single().Id));

        Assert.Single(run.State.Timers);
    }

    [Fact]
    public void An_interrupting_timer_ends_its_task()
    {
        var run = Run.Start(Guarded("PT1H", interrupts: true));

        run.Fire("w");

        Assert.Equal("s t w late", run.Trail);
        Assert.Contains(run.Log, one => one is ElementTerminated { Element: "t" });
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_timer_goes_with_the_task_that_it_guards()
    {
        var run = Run.Start(Guarded("PT1H", interrupts: true));

        run.CompleteTask("t");

        Assert.Empty(run.State.Timers);
        Assert.Equal("s t e", run.Trail);
    }

    [Fact]
    public void A_timer_that_does_not_interrupt_leaves_the_task_open()
    {
        var run = Run.Start(Guarded("PT1H", interrupts: false));

        run.Fire("w");

        Assert.Equal("s t w late", run.Trail);
        Assert.Single(run.State.Tasks);
        Assert.Empty(run.State.Timers);
        Assert.Equal(WorkflowStatus.Completed, run.CompleteTask("t").State.Status);
    }

    [Fact]
    public void A_cycle_fires_as_often_as_it_says_counted_from_when_it_was_due()
    {
        var definition = TestProcess.Compile(
            $"""<startEvent id="s"/><userTask id="t"/><boundaryEvent id="w" attachedToRef="t" cancelActivity="false">{Timer("timeCycle", "R3/PT1H")}</boundaryEvent><task id="late"/>""",
            "s->t", "w->late");
        var run = Run.Start(definition);

        run.Now = TestProcess.Noon.AddMinutes(70);
        run.Fire("w");
        Assert.Equal(TestProcess.Noon.AddHours(2), run.State.Timers.Single().Due);

        run.Fire("w").Fire("w");

        Assert.Empty(run.State.Timers);
        Assert.Equal("s t w late w late w late", run.Trail);
        Assert.Single(run.State.Tasks);
    }

    [Fact]
    public void An_error_is_caught_on_the_task_by_its_code()
    {
        var run = Run.Start(Erring());

        run.Do(new ThrowError(run.TaskOf("t"), "BROKEN", "torn", ValueContext.Of(("part", "page 3"))));

        Assert.Equal("t catch fix", run.Trail);
        Assert.Equal("page 3", run["error"].AsContext!["part"]);
        Assert.Equal("BROKEN", run["error"].AsContext!["code"]);
        Assert.Contains(new ErrorThrown("t", "BROKEN", "torn", "catch"), run.Log);
    }

    [Fact]
    public void An_error_that_nothing_catches_is_rejected_and_the_task_stays()
    {
        var run = Run.Start(Erring());

        Assert.Equal("XZ3512", run.Refused(new ThrowError(run.TaskOf("t"), "OTHER")));
        Assert.Single(run.State.Tasks);
    }

    [Fact]
    public void A_failed_job_raises_its_code_as_an_error()
    {
        var definition = TestProcess.Compile(
            """
            <serviceTask id="j" implementation="x"/>
            <boundaryEvent id="any" attachedToRef="j"><errorEventDefinition/></boundaryEvent>
            <boundaryEvent id="catch" attachedToRef="j"><errorEventDefinition errorRef="broken"/></boundaryEvent>
            <task id="a"/><task id="b"/>
            """,
            "any->a", "catch->b");

        Assert.Equal("j catch b", new Run(definition).Do(new StartProcess(ValueContext.Empty)).Do(new FailJob(2, "BROKEN", "x")).Trail);
        Assert.Equal("j any a", new Run(definition).Do(new StartProcess(ValueContext.Empty)).Do(new FailJob(2, "ELSE", "x")).Trail);
    }

    [Fact]
    public void An_error_end_event_is_caught_on_the_border_of_its_sub_process()
    {
        var definition = TestProcess.Compile(
            $"""
            <subProcess id="sub"><startEvent id="i"/><parallelGateway id="f"/><userTask id="u"/><userTask id="v"/><endEvent id="x"><errorEventDefinition errorRef="broken"/></endEvent>
            {TestProcess.Flows("i->f", "f->u", "f->v", "u->x")}</subProcess>
            <boundaryEvent id="catch" attachedToRef="sub"><errorEventDefinition errorRef="broken"/></boundaryEvent><userTask id="fix"/>
            """,
            "catch->fix");
        var run = Run.Start(definition);

        run.CompleteTask("u");

        Assert.Equal("sub i f u v x catch fix", run.Trail);
        Assert.Equal(["fix"], run.State.Tasks.Select(one => one.Element));
        Assert.Contains(run.Log, one => one is ElementTerminated { Element: "v" });
        Assert.Contains(run.Log, one => one is ElementTerminated { Element: "sub" });
    }

    [Fact]
    public void An_error_end_event_that_nothing_catches_is_an_incident_that_names_it()
    {
        var run = Run.Start(TestProcess.Compile("""<startEvent id="s"/><endEvent id="x"><errorEventDefinition errorRef="broken"/></endEvent>""", "s->x"));

        var incident = run.State.Incidents.Single();
        Assert.Equal(("x", "XZ3405"), (incident.Element, incident.Code));
        Assert.Equal(WorkflowStatus.Cancelled, run.Do(new CancelProcess("drawn wrongly")).State.Status);
        Assert.Empty(run.State.Incidents);
    }

    [Fact]
    public void A_terminate_end_event_ends_everything_in_the_process()
    {
        var run = Run.Start(TestProcess.Compile(
            """<parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><endEvent id="x"><terminateEventDefinition/></endEvent>""", "f->a", "f->b", "a->x"));

        run.CompleteTask("a");

        Assert.Equal(WorkflowStatus.Terminated, run.State.Status);
        Assert.Empty(run.State.Tasks);
        Assert.Empty(run.State.Instances);
    }

    [Fact]
    public void A_terminate_end_event_inside_a_sub_process_ends_only_that()
    {
        var definition = TestProcess.Compile(
            $"""
            <subProcess id="sub"><startEvent id="i"/><parallelGateway id="f"/><userTask id="a"/><task id="q"/><userTask id="b"/><endEvent id="x"><terminateEventDefinition/></endEvent>
            {TestProcess.Flows("i->f", "f->b", "f->a", "f->q", "a->x")}</subProcess><userTask id="z"/>
            """,
            "sub->z");
        var run = Run.Start(definition);

        run.CompleteTask("a");

        Assert.Equal(["z"], run.State.Tasks.Select(one => one.Element));
        Assert.Equal(2, run.State.Instances.Count);
    }

    [Fact]
    public void A_message_event_catches_and_a_message_end_event_sends()
    {
        var definition = TestProcess.Compile(
            """
            <intermediateCatchEvent id="w"><messageEventDefinition messageRef="plain"/></intermediateCatchEvent>
            <endEvent id="e"><messageEventDefinition messageRef="m"/></endEvent>
            """,
            "w->e");
        var run = Run.Start(definition);

        run.Do(new DeliverMessage("plain", null, ValueContext.Of(("a", 1))));

        Assert.Equal("message:reply", run.State.Jobs.Single().Implementation);
        Assert.Equal(WorkflowStatus.Completed, run.CompleteJob("e").State.Status);
    }

    [Fact]
    public void A_message_that_does_not_interrupt_can_come_again()
    {
        var definition = TestProcess.Compile(
            """<userTask id="t"/><boundaryEvent id="w" attachedToRef="t" cancelActivity="false"><messageEventDefinition messageRef="plain"/></boundaryEvent><task id="note"/>""",
            "w->note");
        var run = Run.Start(definition);

        run.Do(new DeliverMessage("plain", null, ValueContext.Empty)).Do(new DeliverMessage("plain", null, ValueContext.Empty));

        Assert.Equal("t w note w note", run.Trail);
        Assert.Single(run.State.Messages);
    }

    [Fact]
    public void A_message_start_event_begins_the_process_with_what_the_message_holds()
    {
        var definition = TestProcess.Compile("""<startEvent id="s"><messageEventDefinition messageRef="plain"/></startEvent><userTask id="t"/>""", "s->t");
        var run = new Run(definition);

        Assert.Equal("XZ3503", run.Refused(new StartProcess(ValueContext.Empty)));
        Assert.Equal("XZ3503", run.Refused(new DeliverMessage("reply", null, ValueContext.Empty)));

        run.Do(new DeliverMessage("plain", null, ValueContext.Of(("a", 1))));

        Assert.Equal(1, run["a"]);
        Assert.Equal("s t", run.Trail);
    }

    [Fact]
    public void A_signal_reaches_all_who_wait_for_it_in_the_same_step()
    {
        var definition = TestProcess.Compile(
            """
            <parallelGateway id="f"/><intermediateCatchEvent id="a"><signalEventDefinition signalRef="bell"/></intermediateCatchEvent>
            <userTask id="t"/><boundaryEvent id="b" attachedToRef="t" cancelActivity="false"><signalEventDefinition signalRef="bell"/></boundaryEvent><task id="note"/>
            <userTask id="go"/><intermediateThrowEvent id="ring"><extensionElements><xiezhi:input source="1" target="loud"/></extensionElements><signalEventDefinition signalRef="bell"/></intermediateThrowEvent>
            """,
            "f->a", "f->t", "f->go", "go->ring", "b->note");
        var run = Run.Start(definition);

        run.CompleteTask("go");

        Assert.Contains(new SignalThrown("ring", "bell", ValueContext.Of(("loud", 1))), run.Log);
        Assert.Equal("f a t go ring b note", run.Trail);
        Assert.Equal(["b"], run.State.Signals.Select(one => one.Element));
        Assert.Equal(1, run["loud"]);

        run.Do(new DeliverSignal("bell", ValueContext.Empty));
        Assert.Equal("f a t go ring b note b note", run.Trail);
        Assert.Equal("XZ3514", run.Refused(new DeliverSignal("horn", ValueContext.Empty)));
    }

    [Fact]
    public void A_signal_can_start_a_process()
    {
        var definition = TestProcess.Compile("""<startEvent id="s"><signalEventDefinition signalRef="bell"/></startEvent><userTask id="t"/>""", "s->t");

        Assert.Equal("s t", new Run(definition).Do(new DeliverSignal("bell", ValueContext.Empty)).Trail);
    }

    [Fact]
    public void A_condition_fires_when_the_data_makes_it_true()
    {
        var definition = TestProcess.Compile(
            """<intermediateCatchEvent id="w"><conditionalEventDefinition><condition>n > 2</condition></conditionalEventDefinition></intermediateCatchEvent>""");
        var run = Run.Start(definition, ("n", 1));

        run.Do(new SetVariables(ValueContext.Of(("n", 2))));
        Assert.Equal(WorkflowStatus.Running, run.State.Status);

        run.Do(new SetVariables(ValueContext.Of(("n", 3))));
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_condition_on_a_border_that_stays_open_fires_once_each_time_it_becomes_true()
    {
        var definition = TestProcess.Compile(
            """
            <userTask id="t"/><boundaryEvent id="w" attachedToRef="t" cancelActivity="false">
            <conditionalEventDefinition><condition>n > 2</condition></conditionalEventDefinition></boundaryEvent><task id="note"/>
            """,
            "w->note");
        var run = Run.Start(definition, ("n", 3));
        void Set(int n) => run.Do(new SetVariables(ValueContext.Of(("n", n))));

        Assert.Equal("t w note", run.Trail);
        Set(4);
        Assert.Equal("t w note", run.Trail);
        Set(1);
        Set(5);
        Assert.Equal("t w note w note", run.Trail);
    }

    [Fact]
    public void A_link_leads_to_its_name()
    {
        var definition = TestProcess.Compile(
            """
            <startEvent id="s"/><intermediateThrowEvent id="to"><linkEventDefinition name="page 2"/></intermediateThrowEvent>
            <intermediateCatchEvent id="from"><linkEventDefinition name="page 2"/></intermediateCatchEvent><task id="t"/>
            """,
            "s->to", "from->t");

        Assert.Equal("s to from t", Run.Start(definition).Trail);
        Assert.Equal(["to XZ3118"], TestProcess.Check("""<intermediateThrowEvent id="to"><linkEventDefinition name="page 2"/></intermediateThrowEvent>"""));
    }

    [Theory]
    [InlineData("true", "sub i up catch help", 1)]
    [InlineData("false", "sub i up t catch help", 2)]
    public void An_escalation_is_caught_on_the_border_and_interrupts_only_where_it_says_so(string interrupts, string entered, int tasks)
    {
        var definition = TestProcess.Compile(
            $"""
            <subProcess id="sub"><startEvent id="i"/><intermediateThrowEvent id="up"><escalationEventDefinition escalationRef="late"/></intermediateThrowEvent><userTask id="t"/>
            {TestProcess.Flows("i->up", "up->t")}</subProcess>
            <boundaryEvent id="catch" attachedToRef="sub" cancelActivity="{interrupts}"><escalationEventDefinition escalationRef="late"/></boundaryEvent><userTask id="help"/>
            """,
            "catch->help");
        var run = Run.Start(definition);

        Assert.Equal(entered.Split(' ').Order(), run.Entered.Order());
        Assert.Equal(tasks, run.State.Tasks.Count);
        Assert.Contains(new EscalationThrown("up", "LATE", "catch"), run.Log);
    }

    [Fact]
    public void An_escalation_that_nothing_catches_is_an_incident_that_names_it()
    {
        var run = Run.Start(TestProcess.Compile("""<endEvent id="up"><escalationEventDefinition escalationRef="late"/></endEvent>"""));

        Assert.Equal(("up", "XZ3410"), (run.State.Incidents.Single().Element, run.State.Incidents.Single().Code));
    }

    private static ProcessDefinition Guarded(string time, bool interrupts) => TestProcess.Compile(
        $"""
        <startEvent id="s"/><userTask id="t"/><endEvent id="e"/>
        <boundaryEvent id="w" attachedToRef="t" cancelActivity="{(interrupts ? "true" : "false")}">{Timer("timeDuration", time)}</boundaryEvent><endEvent id="late"/>
        """,
        "s->t", "t->e", "w->late");

    private static ProcessDefinition Erring() => TestProcess.Compile(
        """
        <userTask id="t"/><boundaryEvent id="catch" attachedToRef="t" xiezhi:resultVariable="error"><errorEventDefinition errorRef="broken"/></boundaryEvent><task id="fix"/>
        """,
        "catch->fix");

    private sealed class WorkingDays : ITimers
    {
        public bool Knows(string text) => text.EndsWith("wd", StringComparison.Ordinal);

        public bool TryDue(DateTimeOffset from, string text, out DateTimeOffset due)
        {
            due = from.AddDays(7);
            return text == "5wd";
        }
    }
}
