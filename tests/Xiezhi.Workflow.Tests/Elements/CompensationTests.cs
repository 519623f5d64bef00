using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Elements;

/// <summary>The orders expected are those of BPMN 2.0, 13.5.5, and of the token simulation's traces of the same shapes.</summary>
public sealed class CompensationTests
{
    [Fact]
    public void What_was_done_is_undone_the_last_first_and_then_the_event_is_left()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""<startEvent id="s"/>{Undoable("a")}{Undoable("b")}{Throw("c")}<endEvent id="e"/>""", "s->a", "a->b", "b->c", "c->e"));
        run.CompleteTask("a").CompleteTask("b");

        Assert.Equal("undoB", Assert.Single(run.State.Tasks).Element, ignoreCase: true);
        run.CompleteTask("undob");
        Assert.Equal("undoa", Assert.Single(run.State.Tasks).Element);
        run.CompleteTask("undoa");

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Equal("s a b c undob undoa e", run.Trail);
        Assert.Empty(run.State.Compensables);
    }

    [Fact]
    public void Only_what_is_named_is_undone_and_only_once()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""<startEvent id="s"/>{Undoable("a")}{Undoable("b")}{Throw("c", "a")}{Throw("d", "a")}<endEvent id="e"/>""", "s->a", "a->b", "b->c", "c->d", "d->e"));
        run.CompleteTask("a").CompleteTask("b").CompleteTask("undoa");

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Equal("s a b c undoa d e", run.Trail);
    }

    [Fact]
    public void A_task_that_is_done_at_once_can_be_undone()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""<task id="a"/><boundaryEvent id="w" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><task id="undo" isForCompensation="true"/><association id="x" sourceRef="w" targetRef="undo"/>{Throw("c")}""",
            "a->c"));

        Assert.Equal("a c undo", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_sub_process_is_undone_by_what_was_done_inside_with_the_data_it_had()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <subProcess id="q"><extensionElements><xiezhi:input source="7" target="local"/></extensionElements>{Undoable("a")}{Undoable("b")}{TestProcess.Flows("a->b")}</subProcess>
            {Throw("c", "q")}
            """,
            "q->c"));
        run.CompleteTask("a", ("local", 8)).CompleteTask("b");
        Assert.False(run.State.Variables.Has("local"));

        run.CompleteTask("undob", ("seen", 1)).CompleteTask("undoa", ("local", 9));

        Assert.Equal("q a b c undob undoa", run.Trail);
        Assert.False(run.State.Variables.Has("local"));
        Assert.Contains(run.Log, one => one is CompensationBegan { Element: "q" });
        Assert.Contains(run.Log, one => one is VariablesSet { Scope: > 1 } set && set.Values["local"] == 9);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_compensation_event_sub_process_says_itself_what_is_undone_and_the_border_comes_after_it()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <subProcess id="q">{Undoable("a")}{Undoable("b")}{TestProcess.Flows("a->b")}
              <subProcess id="h" triggeredByEvent="true"><startEvent id="i"><compensateEventDefinition/></startEvent>{Throw("first", "a")}<endEvent id="last"/>{TestProcess.Flows("i->first", "first->last")}</subProcess>
            </subProcess>
            {Border("q")}{Throw("c", "q")}
            """,
            "q->c"));
        run.CompleteTask("a").CompleteTask("b").CompleteTask("undoa").CompleteTask("undoq");

        Assert.Equal("q a b c h i first undoa last undoq", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void What_a_border_says_of_a_sub_process_stands_in_place_of_what_was_done_inside()
    {
        var run = Run.Start(TestProcess.Compile($"""<subProcess id="q">{Undoable("a")}</subProcess>{Border("q")}{Throw("c")}""", "q->c"));
        run.CompleteTask("a").CompleteTask("undoq");

        Assert.Equal("q a c undoq", run.Trail);
    }

    [Fact]
    public void What_an_error_ended_is_not_undone()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <subProcess id="q">{Undoable("a")}<endEvent id="x"><errorEventDefinition errorRef="broken"/></endEvent>{TestProcess.Flows("a->x")}</subProcess>
            <boundaryEvent id="w" attachedToRef="q"><errorEventDefinition/></boundaryEvent>{Throw("c", "q")}
            """,
            "w->c"));
        run.CompleteTask("a");

        Assert.Equal("q a x w c", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void An_event_sub_process_undoes_what_was_done_in_the_scope_it_handles()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <startEvent id="s"/>{Undoable("a")}<endEvent id="x"><escalationEventDefinition escalationRef="late"/></endEvent>
            <subProcess id="h" triggeredByEvent="true"><startEvent id="i"><escalationEventDefinition/></startEvent><endEvent id="z"><compensateEventDefinition activityRef="a"/></endEvent>{TestProcess.Flows("i->z")}</subProcess>
            """,
            "s->a", "a->x"));
        run.CompleteTask("a").CompleteTask("undoa");

        Assert.Equal("s a x h i z undoa", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void Repetitions_are_undone_from_the_last_each_with_its_own_data(string sequential)
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <subProcess id="q"><multiInstanceLoopCharacteristics isSequential="{sequential}" xiezhi:collection="[10, 20]" xiezhi:element="item"/>{Undoable("a")}</subProcess>
            {Throw("c", "q")}
            """,
            "q->c"));
        run.CompleteTask("a").CompleteTask("a");
        run.CompleteTask("undoa", ("x", 1));
        run.CompleteTask("undoa", ("x", 2));

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Equal(3, run.Log.OfType<CompensationBegan>().Count());
        Assert.Equal(2, run.Entered.Count(id => id == "undoa"));
    }

    [Fact]
    public void A_repeated_task_is_undone_as_a_whole()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask>{Border("a")}{Throw("c")}
            """,
            "a->c"));
        run.CompleteTask("a").CompleteTask("a").CompleteTask("a").CompleteTask("undoa");

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Equal(1, run.Entered.Count(id => id == "undoa"));
    }

    [Fact]
    public void An_error_in_a_handler_goes_outward_from_the_event_that_had_it_undone()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <subProcess id="q">{Undoable("a")}{Throw("c")}{TestProcess.Flows("a->c")}</subProcess>
            <boundaryEvent id="w" attachedToRef="q"><errorEventDefinition/></boundaryEvent><userTask id="t"/>
            """,
            "w->t"));
        run.CompleteTask("a").Do(new ThrowError(run.TaskOf("undoa"), "GONE"));

        Assert.Equal("t", Assert.Single(run.State.Tasks).Element);
        Assert.Empty(run.State.Compensables);
    }

    [Fact]
    public void A_cancelled_transaction_ends_what_runs_undoes_what_was_done_and_goes_on_by_its_border()
    {
        var run = Run.Start(Transaction());
        run.CompleteTask("a").CompleteTask("b").CompleteTask("decide");

        Assert.Equal("undob", Assert.Single(run.State.Tasks).Element);
        Assert.DoesNotContain(run.State.Timers, _ => true);
        run.CompleteTask("undob").CompleteTask("undoa");

        Assert.Equal(["cancelled"], run.State.Tasks.Select(one => one.Element));
        Assert.EndsWith("z w undob undoa cancelled", run.Trail, StringComparison.Ordinal);
        Assert.Contains(run.Log, one => one is ElementTerminated { Element: "q" });
        run.CompleteTask("cancelled");
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_transaction_is_cancelled_from_a_handler_inside_it()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <transaction id="q">{Undoable("a")}<endEvent id="x"><errorEventDefinition errorRef="broken"/></endEvent>{TestProcess.Flows("a->x")}
              <subProcess id="h" triggeredByEvent="true"><startEvent id="i"><errorEventDefinition/></startEvent><endEvent id="z"><cancelEventDefinition/></endEvent>{TestProcess.Flows("i->z")}</subProcess>
            </transaction>
            <boundaryEvent id="w" attachedToRef="q"><cancelEventDefinition/></boundaryEvent><endEvent id="e"/>
            """,
            "w->e"));
        run.CompleteTask("a").CompleteTask("undoa");

        Assert.Equal("q a x h i z w undoa e", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_process_that_is_undoing_can_be_cancelled_and_leaves_nothing_behind()
    {
        var run = Run.Start(Transaction());
        run.CompleteTask("a").CompleteTask("b").CompleteTask("decide").Do(new CancelProcess("enough"));

        Assert.Equal(0, run.State.Instances.Count + run.State.Tasks.Count + run.State.Compensables.Count);
    }

    [Fact]
    public void An_event_that_does_not_wait_goes_on_while_what_was_done_is_undone_behind_it()
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            {Undoable("a")}{Undoable("b")}<intermediateThrowEvent id="c"><compensateEventDefinition waitForCompletion="false"/></intermediateThrowEvent><userTask id="next"/><endEvent id="e"/>
            """,
            "a->b", "b->c", "c->next", "next->e"));

        run.CompleteTask("a").CompleteTask("b");
        Assert.Equal(["undob", "next"], run.State.Tasks.Select(task => task.Element).Order().Reverse());
        Assert.Equal(WorkflowCodes.NotMovable.Code, run.Refused(new MoveToken(run.State.Instances.First(one => one.Element == "c").Id, "next", "again")));
        run.CompleteTask("next");
        Assert.Equal(WorkflowStatus.Running, run.State.Status);
        run.CompleteTask("undob").CompleteTask("undoa");

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Equal(1, run.Entered.Count(one => one == "e"));
    }

    [Theory]
    [InlineData("<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>", 3)]
    [InlineData("<multiInstanceLoopCharacteristics isSequential=\"true\"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>", 2)]
    public void Cancelling_one_repetition_of_a_transaction_cancels_and_undoes_them_all(string loop, int done)
    {
        var run = Run.Start(TestProcess.Compile(
            $"""
            <transaction id="q">{loop}<startEvent id="s"/>{Undoable("a")}<userTask id="decide"/><exclusiveGateway id="x" default="x_z"/><endEvent id="ok"/><endEvent id="z"><cancelEventDefinition/></endEvent>
            {TestProcess.Flows("s->a", "a->decide", "decide->x", "x->ok if fine = 1", "x->z")}</transaction>
            <boundaryEvent id="w" attachedToRef="q"><cancelEventDefinition/></boundaryEvent><userTask id="cancelled"/>
            """,
            "w->cancelled"),
            ("fine", 1));
        void CompleteAll(string element)
        {
            while (run.State.Tasks.Any(task => task.Element == element))
            {
                run.CompleteTask(element);
            }
        }

        CompleteAll("a");
        run.CompleteTask("decide", ("fine", 1));
        CompleteAll("a");
        run.CompleteTask("decide", ("fine", 0));
        CompleteAll("undoa");

        Assert.Equal(done, run.Entered.Count(one => one == "undoa"));
        Assert.Equal("cancelled", Assert.Single(run.State.Tasks).Element);
        run.CompleteTask("cancelled");
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Empty(run.State.Compensables);
    }

    [Fact]
    public void What_can_not_be_undone_is_refused_or_warned_of()
    {
        Assert.Equal(["c XZ3120"], TestProcess.Check($"""<subProcess id="q"><task id="a"/></subProcess>{Throw("c", "a")}""", "q->c"));
        Assert.Equal(["w XZ3203"], TestProcess.Check("""<userTask id="a"/><boundaryEvent id="w" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>"""));
        Assert.Equal(["e XZ3121"], TestProcess.Check("""<endEvent id="e"><cancelEventDefinition/></endEvent>"""));
        Assert.Equal(["w XZ3121"], TestProcess.Check("""<userTask id="a"/><boundaryEvent id="w" attachedToRef="a"><cancelEventDefinition/></boundaryEvent>"""));
        Assert.Equal(["e XZ3122"], TestProcess.Check("""<transaction id="q"><endEvent id="e"><cancelEventDefinition/></endEvent></transaction>"""));
        Assert.Equal(["a_undo XZ3105"], TestProcess.Check("""<userTask id="a"/><userTask id="undo" isForCompensation="true"/>""", "a->undo"));
    }

    private static string Undoable(string id) => $"<userTask id=\"{id}\"/>" + Border(id);

    private static string Border(string id) => $"""
        <boundaryEvent id="w{id}" attachedToRef="{id}"><compensateEventDefinition/></boundaryEvent><userTask id="undo{id}" isForCompensation="true"/>
        <association id="x{id}" sourceRef="w{id}" targetRef="undo{id}"/>
        """;

    private static string Throw(string id, string? activity = null) =>
        $"<intermediateThrowEvent id=\"{id}\"><compensateEventDefinition{(activity is null ? "" : $" activityRef=\"{activity}\"")}/></intermediateThrowEvent>";

    private static ProcessDefinition Transaction() => TestProcess.Compile(
        $"""
        <transaction id="q"><startEvent id="s"/><parallelGateway id="g"/>{Undoable("a")}{Undoable("b")}<userTask id="decide"/><userTask id="other"/>
          <endEvent id="z"><cancelEventDefinition/></endEvent>{TestProcess.Flows("s->g", "g->a", "a->b", "b->decide", "decide->z", "g->other")}
        </transaction>
        <boundaryEvent id="w" attachedToRef="q"><cancelEventDefinition/></boundaryEvent><userTask id="cancelled"/>
        <boundaryEvent id="t" attachedToRef="q"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
        """,
        "w->cancelled");
}
