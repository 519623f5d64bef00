using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.States;

public sealed class FoldTests
{
    [Fact]
    public void A_log_with_a_gap_is_not_taken_for_a_state()
    {
        var definition = TestProcess.Compile("""<startEvent id="s"/><userTask id="t"/>""", "s->t");
        var log = Run.Start(definition).CompleteTask("t").Log;

        for (var gap = 0; gap < log.Count - 1; gap++)
        {
            var holed = log.Where((_, at) => at != gap);
            if (log[gap] is not (ElementPassed or TaskOpened or VariablesSet))
            {
                Assert.Throws<InvalidOperationException>(() => WorkflowState.Empty.Apply(definition, holed));
            }
        }
    }

    [Fact]
    public void An_event_that_the_life_of_an_activity_does_not_allow_is_refused()
    {
        var definition = TestProcess.Compile("""<serviceTask id="j" implementation="x"/>""");
        var run = Run.Start(definition);
        run.Do(new FailJob(run.JobOf("j"), "GONE", "no"));

        Assert.Equal(ActivityPhase.Failing, run.State.Instances.Last().Phase);
        Assert.Throws<InvalidOperationException>(() => run.State.Apply(definition, new ElementCompleted(2, "j")));
    }

    [Fact]
    public void An_element_is_ready_until_it_is_at_work()
    {
        var definition = TestProcess.Compile("""<userTask id="t"/>""");
        var entered = WorkflowState.Empty.Apply(definition, [new ProcessStarted("p", ValueContext.Empty), new ElementEntered(2, "t", 1, ValueContext.Empty)]);

        Assert.Equal(ActivityPhase.Ready, entered.Instances.Last().Phase);
        Assert.Equal(ActivityPhase.Active, entered.Apply(definition, new TaskOpened(2, "t", [])).Instances.Last().Phase);
    }
}
