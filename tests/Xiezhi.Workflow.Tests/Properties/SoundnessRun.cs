using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Analysis;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Properties;

/// <summary>A run in which each condition, named as its flow, is answered at random, or as a trace has it.</summary>
internal sealed class SoundnessRun
{
    private readonly ProcessDefinition _definition;
    private readonly Answers _answers;
    private DateTimeOffset _now = TestProcess.Noon;

    private SoundnessRun(ProcessDefinition definition, Answers answers)
    {
        (_definition, _answers) = (definition, answers);
        Do(new StartProcess(ValueContext.Empty));
    }

    internal WorkflowState State { get; private set; } = WorkflowState.Empty;

    /// <summary>What shows that the drawing is not sound; <see langword="null"/> as long as nothing does.</summary>
    internal string? Refutation { get; private set; }

    /// <summary>Answers what is waited for at random.</summary>
    internal static SoundnessRun AtRandom(ProcessDefinition definition, int seed, int steps)
    {
        var random = new Random(seed);
        var run = new SoundnessRun(definition, new Answers(definition, random, []));
        for (var i = 0; i < steps && !run.State.HasEnded && run.State.Incidents.Count == 0 && run.Refutation is null; i++)
        {
            var commands = run.Commands().ToArray();
            if (commands.Length == 0)
            {
                break;
            }

            run.Do(commands[random.Next(commands.Length)].Command);
        }

        return run;
    }

    /// <summary>Does what a trace says, and nothing else.</summary>
    internal static SoundnessRun Following(ProcessDefinition definition, IReadOnlyList<SoundnessStep> trace)
    {
        var run = new SoundnessRun(definition, new Answers(definition, new Random(0), trace));
        foreach (var step in trace)
        {
            // What passes by itself has passed already.
            if (run.Commands().FirstOrDefault(one => one.Element == step.Element) is { Command: { } command })
            {
                run.Do(command);
            }
        }

        return run;
    }

    /// <summary>The scopes in which all tokens wait at joins.</summary>
    internal IEnumerable<ElementInstance> Stuck => State.Instances.Where(one => one.Children > 0 && one.Children == one.Arrivals.Sum(arrival => arrival.Count));

    internal bool IsStuckAt(string join) => Stuck.Any(scope => scope.Arrivals.Any(arrival => _definition.Elements[_definition.Flow(arrival.Flow).Target].Id == join));

    private IEnumerable<(string Element, WorkflowCommand Command)> Commands() =>
    [
        .. State.Tasks.Select(task => (task.Element, (WorkflowCommand)new CompleteTask(task.Id, ValueContext.Empty))),
        .. State.Jobs.Select(job => (job.Element, (WorkflowCommand)new CompleteJob(job.Id, ValueContext.Empty))),
        .. State.Timers.Select(timer => (timer.Element, (WorkflowCommand)new FireTimer(timer.Id))),
    ];

    private void Do(WorkflowCommand command)
    {
        if (command is FireTimer fire && State.Timers.Find(fire.Timer) is { } timer && timer.Due > _now)
        {
            _now = timer.Due;
        }

        var result = WorkflowEngine.Step(_definition, State, command, new StepContext { Now = _now, Ambient = _answers, MaximumSteps = 500 });
        Assert.Null(result.Rejection);
        State = result.State;
        Refutation ??= Stuck.Select(scope => $"{scope.Element} is stuck").FirstOrDefault()
            ?? State.Instances.Where(one => one.Scope > 0).GroupBy(one => (one.Scope, one.Element)).Where(group => group.Count() > 1).Select(group => $"{group.Key.Element} is there twice").FirstOrDefault()
            ?? State.Instances.SelectMany(one => one.Arrivals).Where(arrival => arrival.Count > 1).Select(arrival => $"two tokens wait at the end of {arrival.Flow}").FirstOrDefault();
    }

    private sealed class Answers : IVariables
    {
        private readonly Random _random;
        private readonly ProcessDefinition _definition;
        private readonly Dictionary<int, Queue<SoundnessStep>> _steps;
        private readonly Dictionary<int, SoundnessStep?> _current = [];

        internal Answers(ProcessDefinition definition, Random random, IReadOnlyList<SoundnessStep> trace)
        {
            (_definition, _random) = (definition, random);
            _steps = trace.GroupBy(step => definition.Find(step.Element)!.Index).ToDictionary(group => group.Key, group => new Queue<SoundnessStep>(group));
        }

        public IEnumerable<string> Names => [];

        public bool TryGet(string name, out Value value)
        {
            var flow = _definition.Flow(name);
            var source = _definition.Elements[flow.Source];
            // The first of an element's conditions is asked each time that it is left.
            if (source.ConditionalFlows[0].Index == flow.Index)
            {
                _current[source.Index] = _steps.TryGetValue(source.Index, out var steps) && steps.TryDequeue(out var step) ? step : null;
            }

            value = _current.GetValueOrDefault(source.Index) is { } told ? told.Flows.Contains(name) : _random.Next(2) == 0;
            return true;
        }
    }
}
