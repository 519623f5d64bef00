using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Elements;

public sealed class AdHocTests
{
    private const string Inside = """<userTask id="a"/><userTask id="b"/><userTask id="c"/>""";

    [Fact]
    public void Activities_begin_when_somebody_says_so_as_often_as_they_say_so()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""<adHocSubProcess id="q">{Inside}{TestProcess.Flows("b->c")}<completionCondition>done = 1</completionCondition></adHocSubProcess><endEvent id="e"/>""", "q->e"));
        Assert.Empty(run.State.Tasks);

        Start(run, "a");
        Start(run, "a");
        run.CompleteTask("a").CompleteTask("a");
        Assert.Equal(WorkflowStatus.Running, run.State.Status);
        Start(run, "b");
        run.CompleteTask("b");
        Assert.Equal("c", Assert.Single(run.State.Tasks).Element);
        run.CompleteTask("c", ("done", 1));

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Equal("q a a b c e", run.Trail);
    }

    [Theory]
    [InlineData("true", 0)]
    [InlineData("false", 1)]
    public void When_the_condition_holds_the_rest_is_ended_or_waited_for(string cancels, int left)
    {
        var run = Run.Start(TestProcess.Compile(
            $"""<adHocSubProcess id="q" cancelRemainingInstances="{cancels}" xiezhi:begin="list">{Inside}<completionCondition>done = 1</completionCondition></adHocSubProcess>"""),
            ("list", Value.List("a", "b")));
        Assert.Equal(["a", "b"], run.State.Tasks.Select(one => one.Element));

        run.CompleteTask("a", ("done", 1));

        Assert.Equal(left, run.State.Tasks.Count);
        if (left > 0)
        {
            Assert.Equal("XZ3517", run.Refused(new StartActivity(Scope(run), "c")));
            run.CompleteTask("b");
        }

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void Without_a_condition_it_is_done_when_nothing_runs_in_it()
    {
        var definition = TestProcess.Compile($"""<adHocSubProcess id="q" xiezhi:begin="list">{Inside}</adHocSubProcess>""");
        var run = Run.Start(definition, ("list", Value.List("a", "b"))).CompleteTask("a").CompleteTask("b");
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);

        Assert.Equal(WorkflowStatus.Completed, Run.Start(definition, ("list", Value.List())).State.Status);
    }

    [Fact]
    public void One_after_the_other_means_that_nothing_begins_while_something_runs()
    {
        var run = Run.Start(TestProcess.Compile($"""<adHocSubProcess id="q" ordering="Sequential">{Inside}<completionCondition>done = 1</completionCondition></adHocSubProcess>"""));
        Start(run, "a");

        Assert.Equal("XZ3517", run.Refused(new StartActivity(Scope(run), "b")));
        run.CompleteTask("a");
        Start(run, "b");
    }

    [Fact]
    public void What_begins_with_it_begins_one_after_the_other_in_the_order_of_the_list()
    {
        var run = Run.Start(TestProcess.Compile($"""<adHocSubProcess id="q" ordering="Sequential" xiezhi:begin="list">{Inside}</adHocSubProcess>"""), ("list", Value.List("b", "a", "b")));

        Assert.Equal("b", Assert.Single(run.State.Tasks).Element);
        Assert.Equal("XZ3517", run.Refused(new StartActivity(Scope(run), "c")));
        run.CompleteTask("b").CompleteTask("a").CompleteTask("b");

        Assert.Equal("q b a b", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void When_the_condition_holds_what_is_still_to_begin_does_not()
    {
        var run = Run.Start(
            TestProcess.Compile($"""<adHocSubProcess id="q" ordering="Sequential" xiezhi:begin="list">{Inside}<completionCondition>done = 1</completionCondition></adHocSubProcess>"""),
            ("list", Value.List("a", "b")));

        run.CompleteTask("a", ("done", 1));

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Equal("q a", run.Trail);
    }

    [Fact]
    public void When_all_that_was_to_begin_is_done_and_the_condition_does_not_hold_somebody_begins_the_next()
    {
        var run = Run.Start(
            TestProcess.Compile($"""<adHocSubProcess id="q" ordering="Sequential" xiezhi:begin="list">{Inside}<completionCondition>done = 1</completionCondition></adHocSubProcess>"""),
            ("list", Value.List("a", "b")));
        run.CompleteTask("a").CompleteTask("b");
        Start(run, "c");

        run.CompleteTask("c", ("done", 1));

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void An_operator_may_change_what_begins_next_and_an_error_in_it_is_an_incident()
    {
        var run = Run.Start(TestProcess.Compile($"""<adHocSubProcess id="q" ordering="Sequential" xiezhi:begin="list">{Inside}</adHocSubProcess>"""), ("list", Value.List("a", "b")));
        run.Do(new SetVariables(ValueContext.Of(("activitiesToBegin", Value.List("ghost"))), Scope(run))).CompleteTask("a");
        var incident = Assert.Single(run.State.Incidents);
        Assert.Equal("XZ3412", incident.Code);

        run.Do(new SetVariables(ValueContext.Of(("activitiesToBegin", Value.List("c"))), Scope(run))).Do(new RetryIncident(incident.Id)).CompleteTask("c");

        Assert.Equal("q a c", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void Only_what_is_allowed_at_the_moment_may_begin()
    {
        var run = Run.Start(TestProcess.Compile($"""<adHocSubProcess id="q" xiezhi:allowed="list">{Inside}<completionCondition>done = 1</completionCondition></adHocSubProcess>"""), ("list", Value.List("a")));

        Assert.Equal("XZ3517", run.Refused(new StartActivity(Scope(run), "b")));
        Assert.Equal("XZ3517", run.Refused(new StartActivity(Scope(run), "ghost")));
        Assert.Equal("XZ3516", run.Refused(new StartActivity(99, "a")));
        run.Do(new SetVariables(ValueContext.Of(("list", Value.List("b")))));
        Start(run, "b");
        Assert.Equal("b", Assert.Single(run.State.Tasks).Element);
    }

    [Fact]
    public void A_condition_that_fails_is_an_incident_and_goes_on_when_it_is_mended()
    {
        var run = Run.Start(TestProcess.Compile($"""<adHocSubProcess id="q">{Inside}<completionCondition>done</completionCondition></adHocSubProcess>"""));
        Start(run, "a");
        run.CompleteTask("a");
        var incident = Assert.Single(run.State.Incidents);
        Assert.Equal(("q", "XZ3402"), (incident.Element, incident.Code));

        run.Do(new SetVariables(ValueContext.Of(("done", true)))).Do(new RetryIncident(incident.Id));

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_list_that_names_what_is_not_there_is_an_incident_and_start_events_are_refused()
    {
        var run = Run.Start(TestProcess.Compile($"""<adHocSubProcess id="q" xiezhi:begin="list">{Inside}</adHocSubProcess>"""), ("list", "ghost"));
        Assert.Equal("XZ3412", Assert.Single(run.State.Incidents).Code);

        Assert.Equal(["s XZ3123"], TestProcess.Check("""<adHocSubProcess id="q"><startEvent id="s"/></adHocSubProcess>"""));
    }

    private static int Scope(Run run) => run.State.Instances.Single(one => one.Element == "q").Id;

    private static void Start(Run run, string element) => run.Do(new StartActivity(Scope(run), element));
}

public sealed class InstantiationTests
{
    [Fact]
    public void A_receive_task_begins_a_process_by_its_message()
    {
        var definition = TestProcess.Compile("""<receiveTask id="r" messageRef="plain" instantiate="true"/><userTask id="t"/>""", "r->t");
        var run = new Run(definition);
        Assert.Equal("XZ3503", run.Refused(new StartProcess(ValueContext.Empty)));
        run.Do(new DeliverMessage("plain", null, ValueContext.Of(("a", 1))));

        Assert.Equal("r t", run.Trail);
        Assert.Equal(1, run["a"]);
    }

    [Fact]
    public void A_gateway_begins_a_process_by_whichever_of_its_events_comes()
    {
        var definition = TestProcess.Compile(
            """
            <eventBasedGateway id="g" instantiate="true"/><receiveTask id="r" messageRef="plain"/>
            <intermediateCatchEvent id="w"><signalEventDefinition signalRef="bell"/></intermediateCatchEvent><userTask id="t"/>
            """,
            "g->r", "g->w", "w->t");

        Assert.Equal("g w t", new Run(definition).Do(new DeliverSignal("bell", ValueContext.Empty)).Trail);
        Assert.Equal(WorkflowStatus.Completed, new Run(definition).Do(new DeliverMessage("plain", null, ValueContext.Empty)).State.Status);
    }

    [Fact]
    public void All_events_of_a_parallel_gateway_are_to_come_the_first_of_which_begins_the_process()
    {
        var definition = TestProcess.Compile(
            """
            <eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/><receiveTask id="r" messageRef="m"/>
            <intermediateCatchEvent id="w" xiezhi:correlationKey="number"><messageEventDefinition messageRef="plain"/></intermediateCatchEvent><userTask id="t"/><userTask id="u"/>
            """,
            "g->r", "g->w", "w->t", "r->u");

        foreach (var (first, second) in new[] { ("plain", "reply"), ("reply", "plain") })
        {
            var run = new Run(definition).Do(new DeliverMessage(first, null, ValueContext.Of(("number", 5))));
            Assert.Equal(first == "plain" ? "t" : "u", Assert.Single(run.State.Tasks).Element);
            run.CompleteTask(first == "plain" ? "t" : "u");
            Assert.Equal(WorkflowStatus.Running, run.State.Status);
            Assert.Equal(WorkflowCodes.MessageNotAwaited.Code, run.Refused(new DeliverMessage(second, "6", ValueContext.Empty)));
            run.Do(new DeliverMessage(second, "5", ValueContext.Empty)).CompleteTask(second == "plain" ? "t" : "u");

            Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        }
    }

    [Fact]
    public void An_event_behind_it_that_needs_all_its_definitions_waits_for_the_others()
    {
        const string Message = "<messageEventDefinition messageRef=\"plain\"/>";
        var definition = TestProcess.Compile(
            $"""
            <eventBasedGateway id="g" instantiate="true"/><intermediateCatchEvent id="w" parallelMultiple="true">{Message}<signalEventDefinition signalRef="bell"/></intermediateCatchEvent>
            <userTask id="t"/>
            """,
            "g->w", "w->t");

        var run = new Run(definition).Do(new DeliverSignal("bell", ValueContext.Empty));
        Assert.Empty(run.State.Tasks);
        run.Do(new DeliverMessage("plain", null, ValueContext.Empty));

        Assert.Equal("g w t", run.Trail);
    }

    [Fact]
    public void What_stands_inside_begins_nothing() =>
        Assert.Equal(["r XZ3204"], TestProcess.Check("""<subProcess id="q"><task id="t"/><receiveTask id="r" messageRef="plain" instantiate="true"/></subProcess>"""));
}
