using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Elements;

/// <summary>Events with several definitions: any of them, all of them, and what they throw.</summary>
public sealed class MultipleEventTests
{
    private const string Message = "<messageEventDefinition messageRef=\"plain\"/>";
    private const string Keyed = "<messageEventDefinition messageRef=\"m\"/>";
    private const string Signal = "<signalEventDefinition signalRef=\"bell\"/>";
    private const string Timer = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>";
    private const string Condition = "<conditionalEventDefinition><condition>ready = 1</condition></conditionalEventDefinition>";
    private const string Error = "<errorEventDefinition errorRef=\"broken\"/>";
    private const string All = "parallelMultiple=\"true\"";

    private static readonly WorkflowCommand Plain = new DeliverMessage("plain", null, ValueContext.Of(("text", "hello")));
    private static readonly WorkflowCommand Bell = new DeliverSignal("bell", ValueContext.Of(("tone", "c")));

    private static Run Waiting(string definitions, string attributes = "") => Run.Start(
        TestProcess.Compile($"<startEvent id=\"s\"/><intermediateCatchEvent id=\"w\" {attributes}>{definitions}</intermediateCatchEvent><endEvent id=\"e\"/>", "s->w", "w->e"),
        ("number", 5));

    private static Run OnBorder(string definitions, string attributes) => Run.Start(
        TestProcess.Compile(
            $"""
            <startEvent id="s"/><userTask id="t"/><boundaryEvent id="b" attachedToRef="t" {attributes}>{definitions}</boundaryEvent><userTask id="after"/><endEvent id="e"/>
            """,
            "s->t", "t->e", "b->after"),
        ("number", 5));

    [Fact]
    public void Any_of_its_definitions_lets_a_catching_event_go_on()
    {
        foreach (var command in new[] { Plain, Bell, new SetVariables(ValueContext.Of(("ready", 1))) })
        {
            var run = Waiting(Message + Signal + Timer + Condition);
            Assert.Equal(4, run.State.Instances.First(one => one.Element == "w").Waits.Length);

            run.Do(command);

            Assert.Equal(WorkflowStatus.Completed, run.State.Status);
            Assert.Equal("s w e", run.Trail);
        }

        Assert.Equal(WorkflowStatus.Completed, Waiting(Message + Timer).Fire("w#2").State.Status);
    }

    [Fact]
    public void All_of_its_definitions_in_any_order_are_needed_where_it_is_parallel()
    {
        var run = Waiting(Message + Signal + Condition, All);

        run.Do(Bell).Do(new SetVariables(ValueContext.Of(("ready", 1))));
        Assert.Equal(WorkflowStatus.Running, run.State.Status);
        Assert.Equal(["w#2", "w#3"], run.State.Occurred.Select(one => one.Element));
        run.Do(Plain);

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Equal(("hello", "c"), (run["text"].AsString, run["tone"].AsString));
    }

    [Fact]
    public void What_has_happened_is_asked_for_no_more_where_all_are_needed_once()
    {
        var run = Waiting(Message + Signal, All).Do(Plain);

        Assert.Equal(WorkflowCodes.MessageNotAwaited.Code, run.Refused(Plain));
    }

    [Fact]
    public void What_has_happened_is_forgotten_with_the_event_that_it_belongs_to()
    {
        var run = OnBorder(Message + Signal, All).Do(Bell).CompleteTask("t");

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Empty(run.State.Occurred);
    }

    [Fact]
    public void Any_definition_on_a_border_ends_the_activity()
    {
        var run = OnBorder(Message + Timer + Error, "");

        run.Do(new ThrowError(run.TaskOf("t"), "BROKEN"));

        Assert.Equal("after", Assert.Single(run.State.Tasks).Element);
        Assert.Empty(run.State.Timers);
        Assert.Contains(new ErrorThrown("t", "BROKEN", null, "b"), run.Log);
    }

    [Fact]
    public void Where_it_does_not_interrupt_each_definition_may_happen_again()
    {
        var run = OnBorder(Message + Signal, "cancelActivity=\"false\"").Do(Plain).Do(Bell).Do(Plain);

        Assert.Equal(["t", "after", "after", "after"], run.State.Tasks.Select(task => task.Element));
    }

    [Fact]
    public void All_definitions_on_a_border_end_the_activity_together()
    {
        var run = OnBorder(Message + Timer, All).Fire("b#2");
        Assert.Equal("t", Assert.Single(run.State.Tasks).Element);

        run.Do(Plain);

        Assert.Equal("after", Assert.Single(run.State.Tasks).Element);
        Assert.Equal("hello", run["text"].AsString);
    }

    [Fact]
    public void Where_it_does_not_interrupt_all_definitions_may_happen_again_together()
    {
        var run = OnBorder(Message + Signal, All + " cancelActivity=\"false\"").Do(Plain).Do(Plain);
        Assert.Single(run.State.Tasks);

        run.Do(Bell);
        Assert.Equal(["t", "after"], run.State.Tasks.Select(task => task.Element));
        run.Do(Bell).Do(Plain);

        Assert.Equal(["t", "after", "after"], run.State.Tasks.Select(task => task.Element));
    }

    [Theory]
    [InlineData("", "true")]
    [InlineData("", "false")]
    [InlineData(All, "true")]
    [InlineData(All, "false")]
    public void An_event_sub_process_begins_by_any_or_all_of_its_definitions(string attributes, string interrupts)
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <startEvent id="s"/><userTask id="t"/><subProcess id="h" triggeredByEvent="true"><startEvent id="hs" isInterrupting="{interrupts}" {attributes}>{Message + Signal}</startEvent>
            <userTask id="ht"/>{TestProcess.Flows("hs->ht")}</subProcess>
            """,
            "s->t"));

        run.Do(Bell);
        Assert.Equal(attributes.Length == 0, run.State.Tasks.Any(task => task.Element == "ht"));
        if (attributes.Length > 0)
        {
            run.Do(Plain);
        }

        Assert.Single(run.State.Tasks, task => task.Element == "ht");
        Assert.Equal(interrupts == "false", run.State.Tasks.Any(task => task.Element == "t"));
        Assert.Equal(interrupts == "false", run.State.Signals.Count > 0);
        Assert.Empty(run.State.Occurred);
    }

    [Fact]
    public void An_error_among_the_definitions_begins_an_event_sub_process()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <startEvent id="s"/><userTask id="t"/><subProcess id="h" triggeredByEvent="true"><startEvent id="hs">{Timer + Error}</startEvent>
            <userTask id="ht"/>{TestProcess.Flows("hs->ht")}</subProcess>
            """,
            "s->t"));

        run.Do(new ThrowError(run.TaskOf("t"), "BROKEN"));

        Assert.Equal("ht", Assert.Single(run.State.Tasks).Element);
    }

    [Fact]
    public void Any_of_its_definitions_starts_a_process()
    {
        var definition = TestProcess.Compile($"<startEvent id=\"s\">{Message + Signal + Timer}</startEvent><userTask id=\"t\"/>", "s->t");

        foreach (var command in new[] { Plain, Bell, new StartProcess(ValueContext.Empty, "s#3"), new StartProcess(ValueContext.Empty, "s") })
        {
            Assert.Equal("s t", new Run(definition).Do(command).Trail);
        }
    }

    [Fact]
    public void A_process_that_needs_all_messages_goes_on_when_the_others_of_the_same_key_have_come()
    {
        var definition = TestProcess.Compile(
            $"<startEvent id=\"s\" {All} xiezhi:correlationKey=\"number\">{Message + Keyed}</startEvent><userTask id=\"t\"/>", "s->t");
        var run = new Run(definition);

        run.Do(new DeliverMessage("plain", null, ValueContext.Of(("number", 5))));
        Assert.Equal("5", Assert.Single(run.State.Messages).Key);
        Assert.Equal(WorkflowCodes.MessageNotAwaited.Code, run.Refused(new DeliverMessage("reply", "6", ValueContext.Empty)));
        run.Do(new DeliverMessage("reply", "5", ValueContext.Of(("answer", "yes"))));

        Assert.Equal("s t", run.Trail);
        Assert.Equal<Value>([5, "yes"], [run["number"], run["answer"]]);
    }

    [Fact]
    public void Where_nothing_tells_what_belongs_together_a_parallel_start_is_refused()
    {
        Assert.Contains($"s {WorkflowCodes.StartNotCorrelated.Code}", TestProcess.Check($"<startEvent id=\"s\" {All}>{Message + Keyed}</startEvent>"));
        Assert.Contains($"s {WorkflowCodes.StartNotCorrelated.Code}", TestProcess.Check($"<startEvent id=\"s\" {All}>{Keyed + Signal}</startEvent>"));
    }

    [Fact]
    public void All_that_a_throwing_event_defines_is_thrown()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <startEvent id="s"/><intermediateThrowEvent id="x">{Message + Signal + Keyed}</intermediateThrowEvent><userTask id="t"/>
            <subProcess id="h" triggeredByEvent="true"><startEvent id="hs" isInterrupting="false">{Signal}</startEvent><userTask id="ht"/>{TestProcess.Flows("hs->ht")}</subProcess>
            """,
            "s->x", "x->t"));

        Assert.Equal(["message:plain", "message:reply"], run.State.Jobs.Select(job => job.Implementation));
        Assert.Contains(run.Log, one => one is SignalThrown { Name: "bell" });
        run.CompleteJob("x#3").CompleteJob("x#1");

        Assert.Equal(["ht", "t"], run.State.Tasks.Select(task => task.Element));
    }

    [Fact]
    public void What_ends_the_scope_is_thrown_last()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <startEvent id="s"/><subProcess id="sub"><startEvent id="i"/><userTask id="beside"/><endEvent id="x">{Error + Message}</endEvent>{TestProcess.Flows("i->x", "i->beside")}</subProcess>
            <boundaryEvent id="b" attachedToRef="sub">{Error}</boundaryEvent><userTask id="after"/>
            """,
            "s->sub", "b->after"));
        Assert.Equal("x#2", Assert.Single(run.State.Jobs).Element);

        run.CompleteJob("x#2");

        Assert.Equal("after", Assert.Single(run.State.Tasks).Element);
    }

    [Fact]
    public void A_termination_among_the_definitions_ends_the_scope_around_the_event()
    {
        var run = Run.Start(TestProcess.Compile($"<startEvent id=\"s\"/><userTask id=\"t\"/><endEvent id=\"x\"><terminateEventDefinition/>{Signal}</endEvent>", "s->x", "s->t"));

        Assert.Equal(WorkflowStatus.Terminated, run.State.Status);
        Assert.Contains(run.Log, one => one is SignalThrown);
    }

    [Fact]
    public void A_compensation_among_the_definitions_undoes_the_scope_around_the_event()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <startEvent id="s"/><task id="t"/><boundaryEvent id="c" attachedToRef="t"><compensateEventDefinition/></boundaryEvent><userTask id="u" isForCompensation="true"/>
            <association id="l" sourceRef="c" targetRef="u"/><endEvent id="x">{Signal}<compensateEventDefinition/></endEvent>
            """,
            "s->t", "t->x"));

        run.CompleteTask("u");

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void An_escalation_that_nothing_catches_is_an_incident_of_that_definition_alone()
    {
        var run = Run.Start(TestProcess.Compile(
            $"<startEvent id=\"s\"/><intermediateThrowEvent id=\"x\">{Signal}<escalationEventDefinition escalationRef=\"late\"/></intermediateThrowEvent><userTask id=\"t\"/>", "s->x", "x->t"));
        Assert.Equal("x#2", Assert.Single(run.State.Incidents).Element);
        var whole = run.State.Instances.First(one => one.Element == "x").Id;

        Assert.Equal(WorkflowCodes.NotMovable.Code, run.Refused(new MoveToken(run.State.Incidents.First().Owner, "t", "go on")));
        run.Do(new MoveToken(whole, "t", "go on"));

        Assert.Equal("t", Assert.Single(run.State.Tasks).Element);
        Assert.Empty(run.State.Incidents);
    }

    [Fact]
    public void Behind_an_event_based_gateway_any_definition_decides()
    {
        var definition = TestProcess.Compile(
            $"""
            <startEvent id="s"/><eventBasedGateway id="g"/><intermediateCatchEvent id="a">{Message + Signal}</intermediateCatchEvent>
            <intermediateCatchEvent id="b">{Timer}</intermediateCatchEvent><userTask id="t"/>
            """,
            "s->g", "g->a", "g->b", "a->t");

        var run = Run.Start(definition).Do(Bell);

        Assert.Equal("s g a t", run.Trail);
        Assert.Empty(run.State.Timers);
    }

    [Fact]
    public void Definitions_at_the_top_of_the_document_are_referred_to()
    {
        var document = TestProcess.Read(TestProcess.Document(
            $"""
            <process id="p" isExecutable="true"><startEvent id="s"/><intermediateCatchEvent id="w"><eventDefinitionRef>d1</eventDefinitionRef>{Signal}</intermediateCatchEvent>
            {TestProcess.Flows("s->w")}</process><messageEventDefinition id="d1" messageRef="plain"/>
            """));
        var definition = ProcessCompiler.Compile(document, null, TestProcess.Options, new DiagnosticBag())!;

        Assert.Equal(WorkflowStatus.Completed, Run.Start(definition).Do(Plain).State.Status);
        Assert.Equal(WorkflowStatus.Completed, Run.Start(definition).Do(Bell).State.Status);
    }

    [Theory]
    [InlineData("<intermediateCatchEvent id=\"x\"><linkEventDefinition name=\"l\"/>" + Timer + "</intermediateCatchEvent>", "XZ3221")]
    [InlineData("<endEvent id=\"x\"><terminateEventDefinition/>" + Error + "</endEvent>", "XZ3221")]
    [InlineData("<boundaryEvent id=\"x\" attachedToRef=\"t\"><compensateEventDefinition/>" + Timer + "</boundaryEvent>", "XZ3221")]
    [InlineData("<boundaryEvent id=\"x\" attachedToRef=\"t\" " + All + ">" + Error + Timer + "</boundaryEvent>", "XZ3222")]
    [InlineData("<startEvent id=\"x\">" + Error + Timer + "</startEvent>", "XZ3221")]
    public void What_can_not_stand_beside_others_is_refused(string element, string code) =>
        Assert.Contains($"x {code}", TestProcess.Check("<startEvent id=\"s\"/><userTask id=\"t\"/>" + element, "s->t"));

    [Fact]
    public void A_cancellation_on_the_border_of_a_transaction_may_stand_beside_others()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <startEvent id="s"/><transaction id="sub"><startEvent id="i"/><endEvent id="x"><cancelEventDefinition/>{Signal}</endEvent>{TestProcess.Flows("i->x")}</transaction>
            <boundaryEvent id="b" attachedToRef="sub"><cancelEventDefinition/>{Timer}</boundaryEvent><userTask id="after"/>
            """,
            "s->sub", "b->after"));

        Assert.Equal("after", Assert.Single(run.State.Tasks).Element);
    }

    [Fact]
    public void The_start_triggers_of_a_process_are_listed_for_whoever_keeps_the_clock_and_the_messages()
    {
        var definition = TestProcess.Compile(
            $"""
            <startEvent id="plain"/><startEvent id="a">{Message + Signal}</startEvent><startEvent id="b"><timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition></startEvent>
            <startEvent id="c">{Condition}</startEvent><receiveTask id="r" instantiate="true" messageRef="m"/><userTask id="t"/>
            """,
            "plain->t", "a->t", "b->t", "c->t", "r->t");

        Assert.Equal(
            [("a#1", EventKind.Message, "plain"), ("a#2", EventKind.Signal, "bell"), ("b", EventKind.Timer, null), ("c", EventKind.Conditional, null), ("r", EventKind.Message, "reply")],
            definition.StartTriggers.Select(one => (one.Element, one.Kind, one.Name)));
        var first = definition.StartTriggers[2].FirstTime(new() { Now = TestProcess.Noon }, out var failure);
        Assert.Null(failure);
        Assert.Equal(new StartTime(TestProcess.Noon.AddHours(1), "PT1H", 2), first);
        Assert.Equal([TestProcess.Noon.AddHours(2), TestProcess.Noon.AddHours(3)], Times(first!.Next(null)));
        Assert.Equal("ready = 1", definition.StartTriggers[3].Condition!.Text);
        Assert.Equal("b t", new Run(definition).Do(new StartProcess(ValueContext.Empty, "b")).Trail);
        Assert.Equal("c t", new Run(definition).Do(new StartProcess(ValueContext.Empty, "c")).Trail);
    }

    private static IEnumerable<DateTimeOffset> Times(StartTime? time)
    {
        for (; time is not null; time = time.Next(null))
        {
            yield return time.Due;
        }
    }
}
