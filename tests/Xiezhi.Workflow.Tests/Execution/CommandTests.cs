using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Execution;

public sealed class CommandTests
{
    private static readonly ProcessDefinition Simple =
        TestProcess.Compile("""<startEvent id="s"/><userTask id="t"/><serviceTask id="j" implementation="x"/><endEvent id="e"/>""", "s->t", "t->j", "j->e");

    [Fact]
    public void Before_the_start_nothing_fits_but_a_start()
    {
        var run = new Run(Simple);

        Assert.Equal("XZ3501", run.Refused(new CompleteTask(2, ValueContext.Empty)));
        Assert.Equal("XZ3501", run.Refused(new CancelProcess("no")));
        Assert.Equal("XZ3503", run.Refused(new StartProcess(ValueContext.Empty, "ghost")));
        Assert.Equal("s t", run.Do(new StartProcess(ValueContext.Empty, "s")).Trail);
    }

    [Fact]
    public void What_does_not_fit_is_rejected_and_changes_nothing()
    {
        var run = Run.Start(Simple);
        var none = ValueContext.Empty;

        Assert.Equal("XZ3502", run.Refused(new StartProcess(none)));
        Assert.Equal("XZ3504", run.Refused(new CompleteTask(99, none)));
        Assert.Equal("XZ3505", run.Refused(new CompleteJob(run.TaskOf("t"), none)));
        Assert.Equal("XZ3505", run.Refused(new FailJob(99, "a", "b")));
        Assert.Equal("XZ3506", run.Refused(new FireTimer(99)));
        Assert.Equal("XZ3508", run.Refused(new DeliverMessage("m", null, none)));
        Assert.Equal("XZ3509", run.Refused(new RetryIncident(99)));
        Assert.Equal("XZ3510", run.Refused(new SetVariables(none, 99)));
        Assert.Equal("XZ3511", run.Refused(new ThrowError(99, "a")));
        Assert.Equal("XZ3513", run.Refused(new SetVariables(ValueContext.Of(("f", Value.From(new Function()))))));
        Assert.Equal("XZ3513", run.Refused(new SetVariables(ValueContext.Of(("deep", Enumerable.Range(0, 51).Aggregate(Value.Null, (inner, _) => ValueContext.Of(("in", inner))))))));
    }

    [Fact]
    public void A_task_is_completed_once()
    {
        var run = Run.Start(Simple);
        var task = run.TaskOf("t");

        run.Do(new CompleteTask(task, ValueContext.Empty));

        Assert.Equal("XZ3504", run.Refused(new CompleteTask(task, ValueContext.Empty)));
    }

    [Fact]
    public void Cancelling_leaves_nothing_and_afterwards_nothing_fits()
    {
        var run = Run.Start(Simple, ("a", 1));

        run.Do(new CancelProcess("withdrawn"));

        Assert.Equal([new ElementTerminated(2, "t"), new ProcessCancelled("withdrawn")], run.Last);
        Assert.Equal(WorkflowState.Empty with { Status = WorkflowStatus.Cancelled, NextId = 3, Variables = ValueContext.Of(("a", 1)) }, run.State);
        Assert.Equal("XZ3501", run.Refused(new CancelProcess("again")));
    }

    [Fact]
    public void What_a_step_opens_and_closes_can_be_told_from_the_states()
    {
        var run = Run.Start(Simple);
        var before = run.State;

        run.CompleteTask("t");
        var changes = WaitChanges.Between(before, run.State);

        Assert.Equal(["t"], changes.ClosedTasks.Select(one => one.Element));
        Assert.Equal(["j"], changes.OpenedJobs.Select(one => one.Element));
        Assert.Empty(changes.OpenedTasks);
        Assert.Empty(changes.ClosedJobs);
    }

    private sealed class Function : ValuePayload
    {
        public override ValueKind Kind => ValueKind.Function;
    }
}
