using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Properties;

/// <summary>What holds for every process. That a step folds, repeats and can be stored is asserted at each step by <see cref="Run"/>.</summary>
public sealed class WorkflowLaws
{
    private const int Enough = 2_000;

    [Fact]
    public void Every_element_is_entered_exactly_as_often_as_the_drawing_says_and_then_the_process_is_done()
    {
        Laws.Hold(
            12,
            (seed, size) =>
            {
                var process = RandomProcess.Make(seed, size);
                var run = Run.Start(process.Compile(), ("n", 1));
                Drive(run, new Random(~seed));

                Assert.Equal(WorkflowStatus.Completed, run.State.Status);
                var entered = run.Entered.CountBy(id => id).ToDictionary();
                Assert.Equal(process.Expected.Where(pair => pair.Value > 0).OrderBy(pair => pair.Key), entered.OrderBy(pair => pair.Key));
            },
            (seed, size) => RandomProcess.Make(seed, size).Xml);
    }

    [Fact]
    public void What_was_done_is_undone_exactly_as_often_and_then_nothing_is_kept_to_undo()
    {
        Laws.Hold(
            6,
            (seed, size) =>
            {
                var process = RandomProcess.Make(seed, size, withCompensation: true);
                var run = Run.Start(process.Compile(), ("n", 1));
                Drive(run, new Random(~seed));

                Assert.Equal(WorkflowStatus.Completed, run.State.Status);
                var entered = run.Entered.CountBy(id => id).ToDictionary();
                Assert.Equal(process.Expected.Where(pair => pair.Value > 0).OrderBy(pair => pair.Key), entered.OrderBy(pair => pair.Key));
                Assert.Empty(run.State.Compensables);
                AssertNothingIsOpen(run);
            },
            (seed, size) => RandomProcess.Make(seed, size, withCompensation: true).Xml);
    }

    [Fact]
    public void Whatever_interrupts_no_token_is_lost_or_made()
    {
        Laws.Hold(
            12,
            (seed, size) =>
            {
                var run = Run.Start(RandomProcess.Make(seed, size, withBoundary: true).Compile(), ("n", 1), ("number", 5));
                Drive(run, new Random(~seed));

                Assert.Equal(WorkflowStatus.Completed, run.State.Status);
                AssertNothingIsOpen(run);
            },
            (seed, size) => RandomProcess.Make(seed, size, withBoundary: true).Xml);
    }

    [Fact]
    public void Cancelling_at_any_moment_leaves_nothing_behind()
    {
        Laws.Hold(
            6,
            (seed, size) =>
            {
                var random = new Random(~seed);
                var run = Run.Start(RandomProcess.Make(seed, size, withBoundary: true).Compile(), ("n", 1), ("number", 5));
                Drive(run, random, random.Next(8));
                if (!run.State.HasEnded)
                {
                    run.Do(new CancelProcess("enough"));
                }

                AssertNothingIsOpen(run);
            },
            (seed, size) => RandomProcess.Make(seed, size, withBoundary: true).Xml);
    }

    [Fact]
    public void The_order_in_which_independent_tasks_are_done_does_not_matter_in_the_end()
    {
        Laws.Hold(
            6,
            (seed, size) =>
            {
                var definition = RandomProcess.Make(seed, size).Compile();
                var (first, second) = (Run.Start(definition, ("n", 1)), Run.Start(definition, ("n", 1)));
                Drive(first, new Random(~seed));
                Drive(second, new Random(~seed + 1));

                Assert.Equal(first.State.Variables, second.State.Variables);
                Assert.Equal(first.Entered.Order(), second.Entered.Order());
            },
            (seed, size) => RandomProcess.Make(seed, size).Xml);
    }

    /// <summary>Answers whatever is waited for, in any order, until nothing is left.</summary>
    private static void Drive(Run run, Random random, int steps = Enough)
    {
        for (var i = 0; i < steps && !run.State.HasEnded; i++)
        {
            AssertTokensAddUp(run.State);
            var state = run.State;
            WorkflowCommand[] choices =
            [
                .. state.Tasks.Select(task => new CompleteTask(task.Id, ValueContext.Empty)),
                .. state.Jobs.Select(job => new CompleteJob(job.Id, ValueContext.Empty)),
                .. state.Timers.Select(timer => new FireTimer(timer.Id)),
                .. state.Messages.Select(message => new DeliverMessage(message.Name, message.Key, ValueContext.Empty)),
            ];
            Assert.NotEmpty(choices);
            var command = choices[random.Next(choices.Length)];
            if (command is FireTimer fire && state.Timers.Find(fire.Timer) is { } timer && timer.Due > run.Now)
            {
                run.Now = timer.Due;
            }

            run.Do(command);
        }
    }

    private static void AssertTokensAddUp(WorkflowState state)
    {
        foreach (var instance in state.Instances)
        {
            var inside = state.Instances.Count(one => one.Scope == instance.Id) + instance.Arrivals.Sum(arrival => arrival.Count);
            Assert.Equal(inside, instance.Children);
            var waits = state.Tasks.Has(instance.Id) || state.Jobs.Has(instance.Id) || instance.Children > 0 || instance.Waits.Length > 0;
            Assert.True(waits, $"{instance.Element} waits for nothing");
        }
    }

    private static void AssertNothingIsOpen(Run run)
    {
        var state = run.State;
        Assert.Equal(0, state.Instances.Count + state.Tasks.Count + state.Jobs.Count + state.Timers.Count + state.Messages.Count + state.Incidents.Count);
        var entered = run.Log.Select(one => one switch { ElementEntered first => first.Id, CompensationBegan again => again.Id, _ => 0 }).Where(id => id > 0);
        var left = run.Log.Select(one => one switch { ElementCompleted done => done.Id, ElementTerminated ended => ended.Id, ElementCompensated undone => undone.Id, _ => 0 }).Where(id => id > 0);
        Assert.Equal(entered.Order(), left.Order());
    }
}
