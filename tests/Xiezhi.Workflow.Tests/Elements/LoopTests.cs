using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Elements;

public sealed class LoopTests
{
    private static readonly Value Parties = Value.List("Li", "Wang", "Zhao");

    [Fact]
    public void A_parallel_multi_instance_opens_one_for_each_item_and_gathers_the_outputs_in_their_order()
    {
        var run = Run.Start(Votes(), ("parties", Parties));

        Assert.Equal(["Li", "Wang", "Zhao"], run.State.Tasks.Select(task => task.Owners.Single()));

        var tasks = run.State.Tasks.ToArray();
        run.Do(new CompleteTask(tasks[2].Id, ValueContext.Of(("vote", "c"))));
        run.Do(new CompleteTask(tasks[0].Id, ValueContext.Of(("vote", "a"))));
        run.Do(new CompleteTask(tasks[1].Id, ValueContext.Of(("vote", "b"))));

        Assert.Equal(Value.List("a", "b", "c"), run["votes"]);
        Assert.False(run.State.Variables.Has("vote"));
        Assert.Equal("s t t t t e", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_completion_condition_ends_those_that_are_no_longer_needed()
    {
        var run = Run.Start(Votes("<completionCondition>numberOfCompletedInstances = 2</completionCondition>"), ("parties", Parties));

        run.CompleteTask("t", ("vote", "a")).CompleteTask("t", ("vote", "b"));

        Assert.Equal(Value.List("a", "b"), run["votes"]);
        Assert.Equal(2, run.Last.OfType<ElementCompleted>().Count(one => one.Element == "t"));
        Assert.Single(run.Last.OfType<ElementTerminated>());
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_sequential_multi_instance_opens_one_after_the_other()
    {
        var run = Run.Start(Votes(sequential: true), ("parties", Parties));

        foreach (var name in new[] { "Li", "Wang", "Zhao" })
        {
            Assert.Equal([name], run.State.Tasks.Single().Owners);
            run.CompleteTask("t", ("vote", name));
        }

        Assert.Equal(Parties, run["votes"]);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void Nothing_to_repeat_for_is_done_at_once()
    {
        var run = Run.Start(Votes(), ("parties", ValueList.Empty));

        Assert.Equal("s t e", run.Trail);
        Assert.Equal(ValueList.Empty, run["votes"].AsList);
    }

    [Fact]
    public void What_is_no_list_is_an_incident_until_it_is_mended()
    {
        var run = Run.Start(Votes(), ("parties", 5));
        Assert.Equal("XZ3411", run.State.Incidents.Single().Code);

        run.Do(new SetVariables(ValueContext.Of(("parties", Parties)))).Do(new RetryIncident(run.State.Incidents.Single().Id));

        Assert.Equal(3, run.State.Tasks.Count);
    }

    [Fact]
    public void A_repetition_that_fails_is_retried_with_its_own_item()
    {
        var run = Run.Start(Votes(), ("parties", Value.List("Li", 7)));
        var incident = run.State.Incidents.Single();
        Assert.Equal(2, run.State.Instances.Single(one => one.Id == incident.Owner).Variables["loopCounter"]);

        run.Do(new SetVariables(ValueContext.Of(("party", "Wang")), incident.Owner)).Do(new RetryIncident(incident.Id));
        Assert.Equal("XZ3407", run.State.Incidents.Single().Code);

        Assert.Equal(WorkflowStatus.Cancelled, run.Do(new CancelProcess("wrong list")).State.Status);
    }

    [Fact]
    public void An_event_on_the_border_is_around_all_repetitions()
    {
        var definition = TestProcess.Compile(
            """
            <userTask id="t"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask>
            <boundaryEvent id="w" attachedToRef="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><task id="late"/>
            <boundaryEvent id="catch" attachedToRef="t"><errorEventDefinition/></boundaryEvent><task id="fix"/>
            """,
            "w->late", "catch->fix");

        var timed = Run.Start(definition);
        Assert.Single(timed.State.Timers);
        Assert.Equal("t t t t w late", timed.Fire("w").Trail);
        Assert.Equal(4, timed.Last.OfType<ElementTerminated>().Count());

        var failed = Run.Start(definition);
        failed.Do(new ThrowError(failed.State.Tasks.Last().Id, "ANY"));
        Assert.Equal("t t t t catch fix", failed.Trail);
        Assert.Equal(WorkflowStatus.Completed, failed.State.Status);
    }

    [Theory]
    [InlineData("", 5, 1)]
    [InlineData("", 1, 2)]
    [InlineData("testBefore=\"true\"", 5, 0)]
    [InlineData("testBefore=\"true\"", 1, 2)]
    [InlineData("loopMaximum=\"1\"", 1, 1)]
    public void A_standard_loop_goes_on_as_long_as_its_condition_holds(string attributes, int n, int times)
    {
        var definition = TestProcess.Compile(
            $"""
            <scriptTask id="t" xiezhi:resultVariable="n"><standardLoopCharacteristics {attributes}><loopCondition>n &lt; 3</loopCondition></standardLoopCharacteristics>
            <script>n + 1</script></scriptTask>
            """);

        var run = Run.Start(definition, ("n", n));

        Assert.Equal(n + times, run["n"]);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_multi_instance_is_not_stopped_by_the_limit_of_a_step_but_an_endless_loop_is()
    {
        var many = new Run(TestProcess.Compile(
            """<task id="t"><multiInstanceLoopCharacteristics><loopCardinality>500</loopCardinality></multiInstanceLoopCharacteristics></task>""")) { MaximumSteps = 10 };
        Assert.Equal(WorkflowStatus.Completed, many.Do(new StartProcess(ValueContext.Empty)).State.Status);

        var endless = new Run(TestProcess.Compile(
            """<task id="t"><standardLoopCharacteristics><loopCondition>true</loopCondition></standardLoopCharacteristics></task>""")) { MaximumSteps = 10 };
        Assert.Equal("XZ3403", endless.Do(new StartProcess(ValueContext.Empty)).State.Incidents.Single().Code);
    }

    private static ProcessDefinition Votes(string more = "", bool sequential = false) => TestProcess.Compile(
        $"""
        <startEvent id="s"/><userTask id="t">
        <potentialOwner><resourceAssignmentExpression><formalExpression>party</formalExpression></resourceAssignmentExpression></potentialOwner>
        <multiInstanceLoopCharacteristics isSequential="{(sequential ? "true" : "false")}" xiezhi:collection="parties" xiezhi:element="party"
          xiezhi:outputCollection="votes" xiezhi:outputElement="vote">{more}</multiInstanceLoopCharacteristics></userTask><endEvent id="e"/>
        """,
        "s->t", "t->e");
}
