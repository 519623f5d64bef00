using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Elements;

/// <summary>What table 13.5 of the specification says of the complex gateway.</summary>
public sealed class ComplexGatewayTests
{
    private const string Three =
        """<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><userTask id="next"/><userTask id="late"/><endEvent id="e"/>""";

    private static readonly string[] Fork = ["s->f", "f->a", "f->b", "f->c", "a->g", "b->g", "c->g", "next->e"];

    private static string Gate(string condition, string attributes = "") =>
        $"<complexGateway id=\"g\" {attributes}><activationCondition>{condition}</activationCondition></complexGateway>";

    [Fact]
    public void It_starts_when_two_of_three_tokens_have_come_and_is_reset_by_the_third()
    {
        var run = Run.Start(TestProcess.Compile(Three + Gate("activationCount = 2", "default=\"g_late\""), [.. Fork, "g->next if waitingForStart", "g->late"]));

        run.CompleteTask("a");
        Assert.DoesNotContain(run.State.Tasks, task => task.Element == "next");
        run.CompleteTask("b").CompleteTask("next");
        Assert.Equal(WorkflowStatus.Running, run.State.Status);
        run.CompleteTask("c");

        Assert.Equal("late", Assert.Single(run.State.Tasks).Element);
        run.CompleteTask("late");
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_flow_without_a_condition_is_taken_once_for_all_the_tokens()
    {
        var run = Run.Start(TestProcess.Compile(Three + Gate("activationCount = 1"), [.. Fork, "g->next", "g->late if a = 1"]), ("a", 0));

        run.CompleteTask("b").CompleteTask("a").CompleteTask("next").CompleteTask("c");

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Equal("s f a b c g next e", run.Trail);
    }

    [Fact]
    public void It_is_reset_at_once_when_no_other_token_can_come()
    {
        var run = Run.Start(TestProcess.Compile(
            """<startEvent id="s"/><userTask id="a"/><userTask id="b"/><exclusiveGateway id="x" default="x_b"/><userTask id="next"/><endEvent id="e"/>""" + Gate("activationCount = 1"),
            "s->x", "x->a if way = 1", "x->b", "a->g", "b->g", "g->next", "next->e"), ("way", 1));

        run.CompleteTask("a");

        Assert.DoesNotContain(run.State.Instances, instance => instance.Element == "g");
        run.CompleteTask("next");
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void The_tokens_of_each_flow_can_be_told_apart()
    {
        var run = Run.Start(TestProcess.Compile(Three + Gate("incoming.c_g = 1"), [.. Fork, "g->next", "g->late if false"]));

        run.CompleteTask("a").CompleteTask("b");
        Assert.DoesNotContain(run.State.Tasks, task => task.Element == "next");
        run.CompleteTask("c");

        Assert.Equal("next", Assert.Single(run.State.Tasks).Element);
        run.CompleteTask("next");
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_second_token_by_a_flow_that_was_counted_waits_for_the_next_start()
    {
        var run = Run.Start(TestProcess.Compile(
            """
            <startEvent id="s"/><parallelGateway id="f"/><exclusiveGateway id="m"/><userTask id="a"/><userTask id="b"/><userTask id="other"/><userTask id="next"/><endEvent id="e"/>
            """ + Gate("activationCount = 1"),
            "s->f", "f->a", "f->b", "f->other", "a->m", "b->m", "m->g", "other->g", "g->next", "next->e"));

        run.CompleteTask("a").CompleteTask("b");
        Assert.Single(run.State.Tasks, task => task.Element == "next");
        run.CompleteTask("other");

        Assert.Equal(2, run.State.Tasks.Count(task => task.Element == "next"));
        run.CompleteTask("next").CompleteTask("next");
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void Changed_data_may_start_it()
    {
        var run = Run.Start(TestProcess.Compile(Three + Gate("activationCount = needed"), [.. Fork, "g->next", "g->late if false"]), ("needed", 3));
        run.CompleteTask("a").CompleteTask("b");
        Assert.DoesNotContain(run.State.Tasks, task => task.Element == "next");

        run.Do(new SetVariables(ValueContext.Of(("needed", 2))));

        Assert.Contains(run.State.Tasks, task => task.Element == "next");
    }

    [Fact]
    public void A_condition_that_fails_is_an_incident_whose_retry_counts_all_the_tokens_again()
    {
        var run = Run.Start(TestProcess.Compile(Three + Gate("activationCount > needed"), [.. Fork, "g->next", "g->late if false"]));
        run.CompleteTask("a");
        var incident = Assert.Single(run.State.Incidents);
        Assert.Equal("g", incident.Element);
        run.CompleteTask("b");

        run.Do(new SetVariables(ValueContext.Of(("needed", 1)))).Do(new RetryIncident(incident.Id));
        run.CompleteTask("c").CompleteTask("next");

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void Where_it_starts_and_no_flow_is_to_be_taken_there_is_an_incident_that_a_retry_mends()
    {
        var run = Run.Start(TestProcess.Compile(Three + Gate("activationCount = 3"), [.. Fork, "g->next if way = 1", "g->late if way = 2"]), ("way", 0));
        run.CompleteTask("a").CompleteTask("b").CompleteTask("c");
        var incident = Assert.Single(run.State.Incidents);
        Assert.Equal(WorkflowCodes.NoFlowTaken.Code, incident.Code);

        run.Do(new SetVariables(ValueContext.Of(("way", 2)))).Do(new RetryIncident(incident.Id));

        // The condition holds when it is reset as well.
        run.CompleteTask("late").CompleteTask("late");
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_reset_that_fails_is_an_incident_whose_retry_resets()
    {
        var run = Run.Start(TestProcess.Compile(Three + Gate("activationCount = 2"), [.. Fork, "g->next", "g->late if needed > 0"]), ("needed", 0));
        run.CompleteTask("a").CompleteTask("b").Do(new SetVariables(ValueContext.Of(("needed", "many")))).CompleteTask("c");
        var incident = Assert.Single(run.State.Incidents);

        run.Do(new SetVariables(ValueContext.Of(("needed", 1)))).Do(new RetryIncident(incident.Id));
        run.CompleteTask("late").CompleteTask("next");

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void Without_a_condition_of_its_own_it_splits_as_an_inclusive_gateway()
    {
        var run = Run.Start(TestProcess.Compile(
            """<startEvent id="s"/><complexGateway id="g" default="g_c"/><task id="a"/><task id="b"/><task id="c"/>""",
            "s->g", "g->a if true", "g->b if true", "g->c"));

        Assert.Equal("s g a b", run.Trail);
    }

    [Fact]
    public void Several_ways_in_without_a_condition_are_refused()
    {
        var found = TestProcess.Check(Three + "<complexGateway id=\"g\"/>", [.. Fork, "g->next", "g->late if false"]);

        Assert.Contains($"g {WorkflowCodes.MissingPart.Code}", found);
    }

    [Fact]
    public void An_end_in_its_scope_takes_its_tokens_and_its_memory()
    {
        var run = Run.Start(TestProcess.Compile(Three + Gate("activationCount = 2"), [.. Fork, "g->next", "g->late if false"]));
        run.CompleteTask("a").CompleteTask("b");

        run.Do(new CancelProcess("enough"));

        Assert.Empty(run.State.Instances);
    }

    [Fact]
    public void A_token_put_before_it_by_hand_passes_at_once()
    {
        var run = Run.Start(TestProcess.Compile(Three + Gate("activationCount = 3"), [.. Fork, "g->next", "g->late if false"]));
        run.CompleteTask("a");

        run.Do(new MoveToken(run.TaskOf("b"), "g", "b is not needed"));

        Assert.Contains(run.State.Tasks, task => task.Element == "next");
        run.CompleteTask("next").CompleteTask("c");
    }

    [Fact]
    public void One_that_leads_back_to_itself_without_a_wait_is_stopped()
    {
        var run = new Run(TestProcess.Compile("""<startEvent id="s"/><userTask id="other"/>""" + Gate("activationCount > 0"), "s->g", "g->g if true", "other->g", "s->other")) { MaximumSteps = 50 };

        run.Do(new StartProcess(ValueContext.Empty)).CompleteTask("other");

        Assert.Contains(run.State.Incidents, incident => incident.Code == WorkflowCodes.TooManySteps.Code);
    }
}
