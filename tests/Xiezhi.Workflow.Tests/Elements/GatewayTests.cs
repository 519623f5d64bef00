using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Elements;

public sealed class GatewayTests
{
    private const string Choice = """<startEvent id="s"/><exclusiveGateway id="x" default="x_c"/><task id="a"/><task id="b"/><task id="c"/>""";

    [Theory]
    [InlineData(15, "a")]
    [InlineData(7, "b")]
    [InlineData(1, "c")]
    public void An_exclusive_gateway_takes_the_first_flow_whose_condition_holds(int n, string taken)
    {
        var run = Run.Start(TestProcess.Compile(Choice, "s->x", "x->a if n > 10", "x->b if n > 5", "x->c"), ("n", n));

        Assert.Equal($"s x {taken}", run.Trail);
    }

    [Fact]
    public void An_exclusive_gateway_without_a_way_stands_still_until_the_data_is_mended()
    {
        var definition = TestProcess.Compile("""<exclusiveGateway id="x"/><task id="a"/><task id="b"/>""", "x->a if n = 1", "x->b if n = 2");
        var run = Run.Start(definition, ("n", 3));

        var incident = run.State.Incidents.Single();
        Assert.Equal(("x", "XZ3401"), (incident.Element, incident.Code));

        run.Do(new SetVariables(ValueContext.Of(("n", 2)))).Do(new RetryIncident(incident.Id));

        Assert.Equal("x b", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_condition_that_is_neither_true_nor_false_is_an_incident()
    {
        var run = Run.Start(TestProcess.Compile(Choice, "s->x", "x->a if n + 1", "x->b if n > 5", "x->c"), ("n", 1));

        Assert.Equal("XZ3402", run.State.Incidents.Single().Code);
    }

    [Fact]
    public void A_parallel_gateway_takes_every_way_and_its_join_waits_for_all()
    {
        var definition = TestProcess.Compile(
            """<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/><endEvent id="e"/>""",
            "s->f", "f->a", "f->b", "a->j", "b->j", "j->e");
        var run = Run.Start(definition);

        run.CompleteTask("b");
        Assert.Equal("s f a b", run.Trail);

        run.CompleteTask("a");
        Assert.Equal("s f a b j e", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_join_keeps_a_token_that_came_twice_by_the_same_flow_for_the_next_time()
    {
        var definition = TestProcess.CompileUnsound(
            """
            <parallelGateway id="f"/><exclusiveGateway id="m"/><userTask id="a"/><userTask id="b"/><userTask id="c"/>
            <exclusiveGateway id="n"/><parallelGateway id="j"/><userTask id="z"/>
            """,
            "f->a", "f->b", "f->c", "a->m", "b->m", "m->j", "c->n", "n->j", "j->z");
        var run = Run.Start(definition);

        run.CompleteTask("a").CompleteTask("b");
        Assert.Equal(2, run.State.Instances.First().Arrivals.Single().Count);

        run.CompleteTask("c");
        Assert.Single(run.State.Tasks);
        Assert.Equal(1, run.State.Instances.First().Arrivals.Single().Count);
    }

    [Fact]
    public void Flows_out_of_a_task_are_taken_by_their_conditions_and_the_default_when_none_holds()
    {
        var definition = TestProcess.Compile(
            """<userTask id="t" default="t_c"/><task id="a"/><task id="b"/><task id="c"/>""", "t->a if n > 1", "t->b if n > 2", "t->c");

        Assert.Equal("t a b", Run.Start(definition).CompleteTask("t", ("n", 3)).Trail);
        Assert.Equal("t a", Run.Start(definition).CompleteTask("t", ("n", 2)).Trail);
        Assert.Equal("t c", Run.Start(definition).CompleteTask("t", ("n", 1)).Trail);
    }

    [Fact]
    public void A_loop_without_a_wait_becomes_an_incident_that_can_go_on()
    {
        var definition = TestProcess.Compile(
            """<startEvent id="s"/><exclusiveGateway id="m"/><task id="t"/><exclusiveGateway id="x" default="x_m"/><endEvent id="e"/>""",
            "s->m", "m->t", "t->x", "x->m", "x->e if stop");
        var run = new Run(definition) { MaximumSteps = 100 };
        run.Do(new StartProcess(ValueContext.Of(("stop", false))));

        var incident = run.State.Incidents.Single();
        Assert.Equal("XZ3403", incident.Code);

        run.Do(new SetVariables(ValueContext.Of(("stop", true)))).Do(new RetryIncident(incident.Id));

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_join_stopped_by_the_limit_of_a_step_loses_no_token()
    {
        var definition = TestProcess.Compile(
            """<parallelGateway id="f"/><task id="a"/><task id="b"/><parallelGateway id="j"/><userTask id="z"/>""",
            "f->a", "f->b", "a->j", "b->j", "j->z");
        var run = new Run(definition) { MaximumSteps = 3 };
        run.Do(new StartProcess(ValueContext.Empty));

        var incident = run.State.Incidents.Single();
        Assert.Equal("j", incident.Element);

        run.Do(new RetryIncident(incident.Id));

        Assert.Equal("z", run.State.Tasks.Single().Element);
        Assert.Empty(run.State.Instances.First().Arrivals);
    }

    [Theory]
    [InlineData(3, "s o a b c")]
    [InlineData(2, "s o a b")]
    [InlineData(0, "s o d")]
    public void An_inclusive_gateway_takes_every_way_that_holds_and_joins_those_taken(int n, string ways)
    {
        var run = Run.Start(Inclusive(), ("n", n));
        Assert.Equal(ways, run.Trail);

        while (run.State.Tasks.Count > 1)
        {
            run.CompleteTask(run.State.Tasks.First().Element);
            Assert.DoesNotContain("j", run.Entered);
        }

        run.CompleteTask(run.State.Tasks.First().Element);

        Assert.Equal(1, run.Entered.Count(id => id == "j"));
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void An_inclusive_join_goes_on_when_a_way_it_waited_for_turns_aside()
    {
        var definition = TestProcess.Compile(
            """<inclusiveGateway id="o"/><userTask id="a"/><userTask id="b"/><exclusiveGateway id="x" default="x_q"/><endEvent id="q"/><inclusiveGateway id="j"/><userTask id="z"/>""",
            "o->a if true", "o->b if true", "a->j", "b->x", "x->q", "x->j if back", "j->z");
        var run = Run.Start(definition, ("back", false));

        run.CompleteTask("a");
        Assert.DoesNotContain("j", run.Entered);

        run.CompleteTask("b");
        Assert.Equal("z", run.State.Tasks.Single().Element);
    }

    [Fact]
    public void An_inclusive_join_in_a_loop_does_not_wait_for_its_own_next_round()
    {
        var definition = TestProcess.Compile(
            """<startEvent id="s"/><inclusiveGateway id="j"/><userTask id="t"/><exclusiveGateway id="x" default="x_e"/><endEvent id="e"/>""",
            "s->j", "j->t", "t->x", "x->j if again", "x->e");
        var run = Run.Start(definition, ("again", true));

        run.CompleteTask("t").CompleteTask("t", ("again", false));

        Assert.Equal("s j t x j t x e", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void An_event_based_gateway_goes_on_by_the_first_event_and_forgets_the_others()
    {
        var definition = TestProcess.Compile(
            """
            <startEvent id="s"/><eventBasedGateway id="g"/><receiveTask id="r" messageRef="plain"/>
            <intermediateCatchEvent id="w"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
            <task id="a"/><task id="b"/>
            """,
            "s->g", "g->r", "g->w", "r->a", "w->b");

        var answered = Run.Start(definition).Do(new DeliverMessage("plain", null, ValueContext.Of(("text", "yes"))));
        Assert.Equal("s g r a", answered.Trail);
        Assert.Equal("yes", answered["text"]);
        Assert.Equal(WorkflowStatus.Completed, answered.State.Status);

        Assert.Equal("s g w b", Run.Start(definition).Fire("w").Trail);
    }

    private static ProcessDefinition Inclusive() => TestProcess.Compile(
        """
        <startEvent id="s"/><inclusiveGateway id="o" default="o_d"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><userTask id="d"/><inclusiveGateway id="j"/><endEvent id="e"/>
        """,
        "s->o", "o->a if n > 0", "o->b if n > 1", "o->c if n > 2", "o->d", "a->j", "b->j", "c->j", "d->j", "j->e");
}
