using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Execution;

public sealed class MoveTests
{
    [Fact]
    public void A_token_is_moved_back_and_forth_in_its_scope_and_the_log_says_why()
    {
        var run = Run.Start(TestProcess.Compile("""<startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>""", "s->a", "a->b", "b->e"));
        run.Do(new MoveToken(run.TaskOf("a"), "b", "it was done on paper"));
        Assert.Equal("b", Assert.Single(run.State.Tasks).Element);
        run.Do(new MoveToken(run.TaskOf("b"), "a", "it was not"));
        run.CompleteTask("a").CompleteTask("b");

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Equal("s a b a b e", run.Trail);
        Assert.Equal(["it was done on paper", "it was not"], run.Log.OfType<TokenMoved>().Select(one => one.Reason));
    }

    [Fact]
    public void What_failed_is_passed_by_and_its_incident_goes_with_it()
    {
        var run = Run.Start(TestProcess.Compile("""<scriptTask id="c" xiezhi:resultVariable="x"><script>fail()</script></scriptTask><userTask id="t"/>""", "c->t"));
        run.Do(new MoveToken(Assert.Single(run.State.Incidents).Owner, "t", "by hand"));

        Assert.Empty(run.State.Incidents);
        Assert.Equal("t", Assert.Single(run.State.Tasks).Element);
    }

    [Fact]
    public void A_sub_process_is_left_with_all_that_runs_in_it_and_an_end_event_ends_the_scope()
    {
        var run = Run.Start(TestProcess.Compile("""<subProcess id="q"><userTask id="a"/><userTask id="b"/></subProcess><endEvent id="e"/>""", "q->e"));
        run.Do(new MoveToken(run.State.Instances.Single(one => one.Element == "q").Id, "e", "enough"));

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_token_does_not_leave_its_scope_or_enter_what_no_token_enters()
    {
        var run = Run.Start(TestProcess.Compile(
            """
            <startEvent id="s"/><userTask id="a"/><boundaryEvent id="w" attachedToRef="a"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
            <subProcess id="q"><userTask id="i"/></subProcess>
            """,
            "s->a", "a->q"));
        var task = run.TaskOf("a");

        Assert.All(["s", "w", "i", "ghost", "p"], to => Assert.Equal("XZ3519", run.Refused(new MoveToken(task, to, ""))));
        Assert.Equal("XZ3518", run.Refused(new MoveToken(WorkflowState.ProcessScope, "a", "")));
        Assert.Equal("XZ3518", run.Refused(new MoveToken(99, "a", "")));
    }

    [Fact]
    public void One_repetition_is_not_moved_but_all_of_them_are()
    {
        var run = Run.Start(TestProcess.Compile(
            """<userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask><userTask id="b"/>""", "a->b"));
        Assert.Equal("XZ3518", run.Refused(new MoveToken(run.TaskOf("a"), "b", "")));

        run.Do(new MoveToken(run.State.Instances.Single(one => one.Loop is not null).Id, "b", ""));
        Assert.Equal("b", Assert.Single(run.State.Tasks).Element);
    }
}
