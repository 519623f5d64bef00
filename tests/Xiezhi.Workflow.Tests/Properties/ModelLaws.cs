using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Analysis;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Json;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Properties;

/// <summary>What holds for processes of every kind of element, whatever happens to them.</summary>
public sealed class ModelLaws
{
    private const int Steps = 30;

    [Fact]
    public void Whatever_happens_a_run_ends_or_waits_and_its_events_tell_all_of_it()
    {
        var ended = 0;
        Laws.Hold(
            30,
            (seed, size) =>
            {
                var definition = RandomModel.Make(seed, size).Compile();
                var isSound = SoundnessAnalysis.Analyze(definition, 3_000).Verdict == SoundnessVerdict.Sound;
                var random = new Random(~seed);
                var run = new ModelRun(definition);
                run.Do(new StartProcess(ValueContext.Of(("n", random.Next(3)), ("flag", random.Next(2) == 0), ("number", 5))));
                for (var i = 0; i < Steps && !run.State.HasEnded; i++)
                {
                    AssertItWaits(run.State, isSound);
                    run.Try(run.Choices(random));
                }

                if (!run.State.HasEnded)
                {
                    AssertItWaits(run.State, isSound);
                    run.Do(new CancelProcess("enough"));
                }
                else
                {
                    Interlocked.Increment(ref ended);
                }

                AssertNothingIsLeft(run.State, run.Log);
                Assert.True(run.State.Equals(WorkflowState.Empty.Apply(definition, run.Log.Select(one => WorkflowJson.EventFromText(WorkflowJson.ToText(one))))), "the log does not fold to the state");
            },
            (seed, size) => RandomModel.Make(seed, size).Xml);
        Laws.HappenedOften(ended);
    }

    private static void AssertItWaits(WorkflowState state, bool isSound)
    {
        var inside = state.Instances.CountBy(one => one.Scope).ToDictionary();
        foreach (var instance in state.Instances)
        {
            var arrivals = instance.Arrivals.Sum(arrival => arrival.Count);
            Assert.Equal(instance.Children, inside.GetValueOrDefault(instance.Id) + arrivals);
            Assert.True(
                state.Tasks.Has(instance.Id) || state.Jobs.Has(instance.Id) || instance.Children > 0 || instance.Waits.Length > 0 || IsAdHoc(instance),
                $"{instance.Element} waits for nothing");
            Assert.False(isSound && instance.Children > 0 && instance.Children == arrivals, $"{instance.Element} is stuck");
        }

        var owners = state.Tasks.Select(one => one.Id).Concat(state.Jobs.Select(one => one.Id)).Concat(state.Timers.Select(one => one.Owner))
            .Concat(state.Messages.Select(one => one.Owner)).Concat(state.Signals.Select(one => one.Owner)).Concat(state.Conditions.Select(one => one.Owner))
            .Concat(state.Incidents.Select(one => one.Owner));
        Assert.DoesNotContain(owners, owner => !state.Instances.Has(owner));
    }

    // It waits for a command that begins something inside.
    private static bool IsAdHoc(ElementInstance instance) => instance.Element.Contains('p', StringComparison.Ordinal);

    private static void AssertNothingIsLeft(WorkflowState state, List<WorkflowEvent> log)
    {
        Assert.Equal(0, state.Instances.Count + state.Tasks.Count + state.Jobs.Count + state.Timers.Count + state.Messages.Count + state.Signals.Count
            + state.Conditions.Count + state.Incidents.Count + state.Compensables.Count);
        var entered = log.Select(one => one switch { ElementEntered first => first.Id, CompensationBegan again => again.Id, _ => 0 }).Where(id => id > 0);
        var left = log.Select(one => one switch { ElementCompleted done => done.Id, ElementTerminated over => over.Id, ElementCompensated undone => undone.Id, _ => 0 }).Where(id => id > 0);
        Assert.Equal(entered.Order(), left.Order());
    }

    private sealed class ModelRun(ProcessDefinition definition)
    {
        private DateTimeOffset _now = TestProcess.Noon;

        internal WorkflowState State { get; private set; } = WorkflowState.Empty;

        internal List<WorkflowEvent> Log { get; } = [];

        internal void Do(WorkflowCommand command) => Assert.True(Try(command), $"{command} was rejected");

        internal bool Try(WorkflowCommand command)
        {
            if (command is FireTimer fire && State.Timers.Find(fire.Timer) is { } timer && timer.Due > _now)
            {
                _now = timer.Due;
            }

            var context = new StepContext { Now = _now, MaximumSteps = 300 };
            var result = WorkflowEngine.Step(definition, State, command, context);
            Assert.True(result.State.Equals(State.Apply(definition, result.Events)), "the events don't fold to the state");
            if (Log.Count % 4 == 0)
            {
                // What costs most is asked of every fourth state or so.
                Assert.True(result.Events.SequenceEqual(WorkflowEngine.Step(definition, State, command, context).Events), "the same inputs gave other events");
                Assert.True(result.State.Equals(WorkflowJson.StateFromText(WorkflowJson.ToText(result.State))), "the state can't be read back");
            }

            State = result.State;
            Log.AddRange(result.Events);
            return result.Accepted;
        }

        /// <summary>Anything that people, systems and operators can do now.</summary>
        internal WorkflowCommand Choices(Random random)
        {
            WorkflowCommand[] work =
            [
                .. State.Tasks.Select(task => new CompleteTask(task.Id, ValueContext.Empty)),
                .. State.Jobs.Select(job => new CompleteJob(job.Id, ValueContext.Empty)),
                .. State.Timers.Select(timer => new FireTimer(timer.Id)),
                .. State.Messages.Select(message => new DeliverMessage(message.Name, message.Key, ValueContext.Empty)),
                .. State.Signals.Select(signal => new DeliverSignal(signal.Name, ValueContext.Empty)),
                .. State.Instances.SelectMany(one => Inside(one).Select(element => new StartActivity(one.Id, element))),
            ];
            WorkflowCommand[] trouble =
            [
                .. State.Jobs.Select(job => new FailJob(job.Id, random.Next(2) == 0 ? "BROKEN" : "OTHER", "it broke")),
                .. State.Tasks.Select(task => new ThrowError(task.Id, "BROKEN")),
                .. State.Incidents.Select(incident => new RetryIncident(incident.Id)),
                new SetVariables(ValueContext.Of(("flag", random.Next(2) == 0), ("n", random.Next(3)))),
            ];
            return work.Length > 0 && random.Next(4) > 0 ? work[random.Next(work.Length)] : trouble[random.Next(trouble.Length)];
        }

        private IEnumerable<string> Inside(ElementInstance instance) =>
            definition.Find(instance.Element) is { Kind: Xiezhi.Workflow.Model.BpmnKind.AdHocSubProcess } adHoc && instance.Loop is null
                ? adHoc.Starts.Select(start => definition.Elements[start].Id)
                : [];
    }
}
