using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.States;

namespace Xiezhi.Conformance.Bpmn;

/// <summary>What a trace expected and the engine did.</summary>
/// <param name="Expected">The elements in the order in which the trace enters them.</param>
/// <param name="Entered">The elements in the order in which the engine entered them.</param>
/// <param name="Problems">What else differs: incidents, commands that did not fit, instances that ended or did not.</param>
internal sealed record DrivenTrace(IReadOnlyList<string> Expected, IReadOnlyList<string> Entered, IReadOnlyList<string> Problems);

/// <summary>Drives the engine by a trace: where the trace goes on and the engine waits, the command that it waits for is sent.</summary>
/// <remarks>
/// Only what waits outside the engine is ever driven: the start of a process, tasks and jobs, timers, messages, signals and conditions.
/// Errors, escalations, compensation, cancellation, links, joins and what a signal of the process itself sets off are the engine's own doing.
/// </remarks>
internal sealed class TraceDriver(SimulatorModel model, IReadOnlyDictionary<string, ProcessDefinition> definitions, IReadOnlyList<TraceMoment> moments)
{
    private readonly Dictionary<int, Instance> _instances = [];
    private readonly List<string> _expected = [];
    private readonly List<string> _entered = [];
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, int> _left = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _mustBeLeft = new(StringComparer.Ordinal);
    private readonly HashSet<int> _triggered = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DrivenTrace Run()
    {
        foreach (var moment in moments)
        {
            if (model.ProcessOf(moment.Element) is { } process)
            {
                Follow(moment, process);
            }
            else if (model.Elements.ContainsKey(moment.Element))
            {
                Begin(moment);
                Drive(moment);
            }
        }

        foreach (var instance in _instances.Values)
        {
            if (instance.State.HasEnded != instance.MustEnd)
            {
                _problems.Add(instance.MustEnd ? $"{instance.Definition.Id} did not end" : $"{instance.Definition.Id} ended");
            }

            _problems.AddRange(instance.State.Incidents.Select(incident => $"incident {incident.Element} {incident.Code}"));
        }

        return new DrivenTrace(_expected, _entered, _problems);
    }

    private void Follow(TraceMoment moment, string process)
    {
        if (moment.Kind == TraceKind.Signal)
        {
            _instances[moment.Scope] = new Instance(definitions[process]);
        }
        else if (moment.Kind == TraceKind.Exit && _instances.TryGetValue(moment.Scope, out var instance))
        {
            instance.MustEnd = true;
        }
    }

    // A process instance begins with the first of its elements.
    private void Begin(TraceMoment moment)
    {
        if (_instances.TryGetValue(moment.Root, out var instance) && instance.State.Status == WorkflowStatus.NotStarted)
        {
            var isStart = model.Elements[moment.Element].Name.LocalName == "startEvent";
            Send(instance, new StartProcess(ValueContext.Empty, isStart ? moment.Element : null));
        }
    }

    private void Drive(TraceMoment moment)
    {
        if (moment.Begins)
        {
            _expected.Add(moment.Element);
            if (moment.Kind == TraceKind.Signal && Count(_entered, moment.Element) < Count(_expected, moment.Element))
            {
                Trigger(moment);
            }
        }
        else if (moment.Kind == TraceKind.Signal || (moment.Kind == TraceKind.Exit && !_triggered.Contains(moment.Scope)))
        {
            _triggered.Add(moment.Scope);
            _mustBeLeft[moment.Element] = _mustBeLeft.GetValueOrDefault(moment.Element) + 1;
            if (_left.GetValueOrDefault(moment.Element) < _mustBeLeft[moment.Element])
            {
                Trigger(moment);
            }
        }
    }

    private static int Count(List<string> elements, string element) => elements.Count(one => one == element);

    private void Trigger(TraceMoment moment)
    {
        if (!_instances.TryGetValue(moment.Root, out var instance) || CommandFor(instance.State, moment.Element) is not { } command)
        {
            return;
        }

        Send(instance, command);
    }

    private WorkflowCommand? CommandFor(WorkflowState state, string element)
    {
        if (state.Tasks.FirstOrDefault(task => task.Element == element) is { } task)
        {
            return new CompleteTask(task.Id, ValueContext.Empty);
        }

        if (state.Jobs.FirstOrDefault(job => job.Element == element) is { } job)
        {
            return new CompleteJob(job.Id, ValueContext.Empty);
        }

        if (state.Timers.FirstOrDefault(timer => timer.Element == element) is { } timer)
        {
            _now = timer.Due > _now ? timer.Due : _now;
            return new FireTimer(timer.Id);
        }

        if (state.Messages.FirstOrDefault(message => message.Element == element) is { } message)
        {
            return new DeliverMessage(message.Name, message.Key, ValueContext.Empty);
        }

        if (state.Signals.FirstOrDefault(signal => signal.Element == element) is { } signal)
        {
            return new DeliverSignal(signal.Name, ValueContext.Empty);
        }

        return state.Conditions.Any(condition => condition.Element == element)
            ? new SetVariables(ValueContext.Of((element, Value.True)))
            : null;
    }

    private void Send(Instance instance, WorkflowCommand command)
    {
        var result = WorkflowEngine.Step(instance.Definition, instance.State, command, new StepContext { Now = _now, Ambient = Taken() });
        if (result.Rejection is { } rejection)
        {
            _problems.Add($"{command.GetType().Name} does not fit: {rejection.Code}");
            return;
        }

        instance.State = result.State;
        foreach (var happened in result.Events)
        {
            Note(instance, happened);
        }
    }

    // Of each element the flows by which the trace leaves it the next time.
    private TakenFlows Taken()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var departures in moments.Where(moment => moment.Kind == TraceKind.Exit && model.Elements.ContainsKey(moment.Element)).GroupBy(moment => moment.Element))
        {
            taken.UnionWith(departures.ElementAtOrDefault(_left.GetValueOrDefault(departures.Key))?.Flows ?? []);
        }

        return new TakenFlows(taken);
    }

    private void Note(Instance instance, WorkflowEvent happened)
    {
        switch (happened)
        {
            case ElementEntered entered:
                _entered.Add(entered.Element);
                break;
            case TokenArrived arrived:
                _entered.Add(arrived.Element);
                break;
            case ElementPassed passed:
                // The tokens of an inclusive join have all arrived before it is passed; the last one of a parallel join arrives by passing it.
                if (instance.Definition.Find(passed.Element) is not { Kind: BpmnKind.InclusiveGateway, Incoming.Length: > 1 })
                {
                    _entered.Add(passed.Element);
                }

                Leave(passed.Element);
                break;
            case ElementCompleted completed:
                Leave(completed.Element);
                break;
            case ElementTerminated terminated:
                Leave(terminated.Element);
                break;
        }
    }

    private void Leave(string element) => _left[element] = _left.GetValueOrDefault(element) + 1;

    private sealed class Instance(ProcessDefinition definition)
    {
        public ProcessDefinition Definition { get; } = definition;

        public WorkflowState State { get; set; } = WorkflowState.Empty;

        public bool MustEnd { get; set; }
    }
}
