using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.States;

/// <summary>A state in the making: the one place where an event changes anything, for a step as for a replay.</summary>
/// <remarks>Not safe for use from several threads at once; the state it began with is not touched.</remarks>
internal sealed partial class StateDraft(WorkflowState from, ProcessDefinition definition)
{
    private WorkflowStatus _status = from.Status;
    private int _nextId = from.NextId;

    internal WorkflowStatus Status => _status;

    internal int NextId => _nextId;

    internal ValueContext Variables { get; private set; } = from.Variables;

    internal StateTable<ElementInstance> Instances { get; private set; } = from.Instances;

    internal StateTable<OpenTask> Tasks { get; private set; } = from.Tasks;

    internal StateTable<OpenJob> Jobs { get; private set; } = from.Jobs;

    internal StateTable<RunningTimer> Timers { get; private set; } = from.Timers;

    internal StateTable<AwaitedMessage> Messages { get; private set; } = from.Messages;

    internal StateTable<AwaitedSignal> Signals { get; private set; } = from.Signals;

    internal StateTable<AwaitedCondition> Conditions { get; private set; } = from.Conditions;

    internal StateTable<OccurredTrigger> Occurred { get; private set; } = from.Occurred;

    internal StateTable<CompensableActivity> Compensables { get; private set; } = from.Compensables;

    internal StateTable<Incident> Incidents { get; private set; } = from.Incidents;

    internal WorkflowState ToState() => new()
    {
        Status = _status,
        NextId = _nextId,
        Variables = Variables,
        Instances = Instances,
        Tasks = Tasks,
        Jobs = Jobs,
        Timers = Timers,
        Messages = Messages,
        Signals = Signals,
        Conditions = Conditions,
        Occurred = Occurred,
        Compensables = Compensables,
        Incidents = Incidents,
    };

    internal void Apply(WorkflowEvent happened)
    {
        switch (happened)
        {
            case ProcessStarted started:
                Start(started);
                break;
            case ElementEntered entered:
                Enter(entered);
                break;
            case ElementPassed passed:
                TakeArrivals(passed.Element, passed.Scope, []);
                Activate(passed.Scope);
                break;
            case ElementCompleted completed:
                Leave(completed.Id, ActivityPhase.Completing, ActivityPhase.Completed);
                break;
            case ElementTerminated terminated:
                Leave(terminated.Id, ActivityPhase.Terminating, ActivityPhase.Terminated);
                break;
            case ElementCompensated compensated:
                Leave(compensated.Id, ActivityPhase.Compensating, ActivityPhase.Compensated);
                break;
            case CompensationEnabled enabled:
                Enable(enabled);
                break;
            case CompensationThrown thrown:
                Activate(thrown.Id);
                TakeAll(thrown.Id, thrown.Activities);
                break;
            case CompensationBegan began:
                Begin(began);
                break;
            case CompensationHandled handled:
                Forget(Compensable(handled.Activity));
                break;
            case TransactionCancelled cancelled:
                Move(cancelled.Id, ActivityPhase.Terminating);
                TakeAll(cancelled.Id, cancelled.Activities);
                break;
            case TokenArrived arrived:
                Arrive(arrived);
                break;
            case TokensRemoved removed:
                var cleared = Instance(removed.Scope);
                Instances = Instances.With(cleared with { Children = cleared.Children - cleared.Arrivals.Sum(arrival => arrival.Count), Arrivals = [] });
                break;
            case LoopStarted loop:
                Activate(loop.Id);
                Instances = Instances.With(Instance(loop.Id) with { Loop = new LoopProgress(loop.Total, 0, loop.Items, StateTable<LoopOutput>.Empty) });
                break;
            case LoopAdvanced loop:
                Advance(loop);
                break;
            case TaskOpened task:
                Activate(task.Id);
                Tasks = Tasks.With(new OpenTask(task.Id, task.Element, task.Owners));
                break;
            case JobOpened job:
                Activate(job.Id);
                Jobs = Jobs.With(new OpenJob(job.Id, job.Element, job.Implementation, job.Inputs, 0));
                break;
            case JobFailed failed:
                var open = Jobs.Find(failed.Id) ?? throw Misfit($"no job {failed.Id}");
                Jobs = Jobs.With(open with { Failures = open.Failures + 1 });
                break;
            case TimerSet timer:
                Timers = Timers.With(new RunningTimer(Take(timer.Id), timer.Element, timer.Owner, timer.Due, timer.Interval, timer.Remaining));
                Activate(timer.Owner);
                AddWait(timer.Owner, timer.Id);
                break;
            case TimerFired fired:
                RemoveWait((Timers.Find(fired.Id) ?? throw Misfit($"no timer {fired.Id}")).Owner, fired.Id);
                Timers = Timers.Without(fired.Id);
                break;
            case MessageAwaited awaited:
                Messages = Messages.With(new AwaitedMessage(Take(awaited.Id), awaited.Element, awaited.Owner, awaited.Name, awaited.Key));
                Activate(awaited.Owner);
                AddWait(awaited.Owner, awaited.Id);
                break;
            case MessageReceived received:
                RemoveWait((Messages.Find(received.Id) ?? throw Misfit($"no message {received.Id}")).Owner, received.Id);
                Messages = Messages.Without(received.Id);
                break;
            case SignalAwaited awaited:
                Signals = Signals.With(new AwaitedSignal(Take(awaited.Id), awaited.Element, awaited.Owner, awaited.Name));
                Activate(awaited.Owner);
                AddWait(awaited.Owner, awaited.Id);
                break;
            case SignalReceived received:
                RemoveWait((Signals.Find(received.Id) ?? throw Misfit($"no signal {received.Id}")).Owner, received.Id);
                Signals = Signals.Without(received.Id);
                break;
            case ConditionAwaited awaited:
                Await(awaited);
                break;
            case ConditionMet met:
                RemoveWait((Conditions.Find(met.Id) ?? throw Misfit($"no condition {met.Id}")).Owner, met.Id);
                Conditions = Conditions.Without(met.Id);
                break;
            case TriggerOccurred occurred:
                Keep(occurred);
                break;
            case WaitClosed closed:
                Close(closed.Id);
                break;
            case VariablesSet set:
                Set(set.Scope, set.Values);
                break;
            case DecisionMade { Variable: { } variable } decision:
                Set(decision.Scope, ValueContext.Of((variable, decision.Result)));
                break;
            case IncidentRaised raised:
                Raise(raised);
                break;
            case IncidentResolved resolved:
                Resolve(Incidents.Find(resolved.Id) ?? throw Misfit($"no incident {resolved.Id}"));
                break;
            case ProcessCompleted:
                End(WorkflowStatus.Completed);
                break;
            case ProcessTerminated:
                End(WorkflowStatus.Terminated);
                break;
            case ProcessCancelled:
                End(WorkflowStatus.Cancelled);
                break;
            case TokenMoved or DecisionMade or ErrorThrown or EscalationThrown or SignalThrown:
                break;
            default:
                throw Misfit($"no such event as {happened.GetType().Name}");
        }
    }

    internal ElementInstance Instance(int id) => Instances.Find(id) ?? throw Misfit($"no element instance {id}");

    private void Start(ProcessStarted started)
    {
        if (_status != WorkflowStatus.NotStarted || started.Process != definition.Id)
        {
            throw Misfit($"it can't be started as {started.Process}");
        }

        _status = WorkflowStatus.Running;
        Variables = started.Variables;
        Instances = Instances.With(new ElementInstance(Take(WorkflowState.ProcessScope), definition.Id, 0, ActivityPhase.Ready, ValueContext.Empty, 0, [], []));
    }

    private void Enter(ElementEntered entered)
    {
        // A complex gateway remembers until it is reset from which flows it took a token.
        var taken = TakeArrivals(entered.Element, entered.Scope, []);
        Activate(entered.Scope);
        var scope = Instance(entered.Scope);
        Instances = Instances
            .With(scope with { Children = scope.Children + 1 })
            .With(new ElementInstance(
                Take(entered.Id), definition.Element(entered.Element).Id, entered.Scope, ActivityPhase.Ready, entered.Inputs, taken.Length, [], taken));
    }

    private void Leave(int id, ActivityPhase by, ActivityPhase end)
    {
        var instance = Instance(id);
        Require(instance, Through(instance.Phase, by), by);
        Require(instance, by, end);
        Tasks = Tasks.Without(id);
        Jobs = Jobs.Without(id);
        if (Compensables.Count > 0 && !(end == ActivityPhase.Completed && Compensables.Any(one => one.Instance == id)))
        {
            ForgetInside(id);
        }

        if (end == ActivityPhase.Completed && !instance.Arrivals.IsEmpty)
        {
            TakeArrivals(instance.Element, instance.Scope, instance.Arrivals);
        }

        Remove(instance);
        if (instance.Scope != 0)
        {
            var scope = Instance(instance.Scope);
            Instances = Instances.With(scope with { Children = scope.Children - 1 });
        }
    }

    private void Keep(TriggerOccurred occurred)
    {
        var isNew = !Occurred.Has(occurred.Id);
        Occurred = Occurred.With(new OccurredTrigger(Take(occurred.Id), occurred.Element, occurred.Owner, occurred.Payload));
        Activate(occurred.Owner);
        if (isNew)
        {
            AddWait(occurred.Owner, occurred.Id);
        }
    }

    private void Await(ConditionAwaited awaited)
    {
        var isNew = !Conditions.Has(awaited.Id);
        Conditions = Conditions.With(new AwaitedCondition(Take(awaited.Id), awaited.Element, awaited.Owner, awaited.Armed));
        if (!GraphBuilder.IsActivity(definition.Element(awaited.Element).Kind))
        {
            Activate(awaited.Owner);
        }

        if (isNew)
        {
            AddWait(awaited.Owner, awaited.Id);
        }
    }

    /// <summary>With an instance goes all that it waited for.</summary>
    private void Remove(ElementInstance instance)
    {
        foreach (var wait in instance.Waits)
        {
            Timers = Timers.Without(wait);
            Messages = Messages.Without(wait);
            Signals = Signals.Without(wait);
            Conditions = Conditions.Without(wait);
            Occurred = Occurred.Without(wait);
            Incidents = Incidents.Without(wait);
        }

        Instances = Instances.Without(instance.Id);
    }

    private void Close(int wait)
    {
        var owner = Timers.Find(wait)?.Owner ?? Messages.Find(wait)?.Owner ?? Signals.Find(wait)?.Owner ?? Conditions.Find(wait)?.Owner
            ?? Occurred.Find(wait)?.Owner ?? throw Misfit($"nothing waits as {wait}");
        RemoveWait(owner, wait);
        Timers = Timers.Without(wait);
        Messages = Messages.Without(wait);
        Signals = Signals.Without(wait);
        Conditions = Conditions.Without(wait);
        Occurred = Occurred.Without(wait);
    }

    private void Advance(LoopAdvanced advanced)
    {
        var instance = Instance(advanced.Id);
        var loop = instance.Loop ?? throw Misfit($"{instance.Element} is not repeated");
        Instances = Instances.With(instance with
        {
            Loop = loop with { Completed = loop.Completed + 1, Outputs = loop.Outputs.With(new LoopOutput(advanced.Index, advanced.Output)) },
        });
    }

    private void Arrive(TokenArrived arrived)
    {
        var scope = Instance(arrived.Scope);
        var arrivals = scope.Arrivals;
        for (var i = 0; i < arrivals.Length; i++)
        {
            if (arrivals[i].Flow == arrived.Flow)
            {
                arrivals = arrivals.SetItem(i, arrivals[i] with { Count = arrivals[i].Count + 1 });
                Instances = Instances.With(scope with { Arrivals = arrivals, Children = scope.Children + 1 });
                return;
            }
        }

        Instances = Instances.With(scope with { Arrivals = arrivals.Add(new Arrival(definition.Flow(arrived.Flow).Id, 1)), Children = scope.Children + 1 });
    }

    /// <summary>A join that is entered takes one waiting token from each flow that leads to it; other elements never have any waiting.</summary>
    /// <param name="element">The join.</param>
    /// <param name="scopeId">The instance around it.</param>
    /// <param name="but">Of a complex gateway that is reset: the flows from which it took a token when it started.</param>
    /// <returns>Of a complex gateway: the flows from which it took one.</returns>
    private ImmutableArray<Arrival> TakeArrivals(string element, int scopeId, ImmutableArray<Arrival> but)
    {
        var scope = Instance(scopeId);
        if (scope.Arrivals.IsEmpty)
        {
            return [];
        }

        var join = definition.Element(element);
        var left = ImmutableArray.CreateBuilder<Arrival>(scope.Arrivals.Length);
        var taken = 0;
        ImmutableArray<Arrival> kept = [];
        foreach (var arrival in scope.Arrivals)
        {
            if (definition.Flow(arrival.Flow).Target != join.Index || but.Any(one => one.Flow == arrival.Flow))
            {
                left.Add(arrival);
                continue;
            }

            taken++;
            kept = join.Kind == BpmnKind.ComplexGateway ? kept.Add(arrival with { Count = 1 }) : kept;
            if (arrival.Count > 1)
            {
                left.Add(arrival with { Count = arrival.Count - 1 });
            }
        }

        if (taken > 0)
        {
            Instances = Instances.With(scope with { Arrivals = left.ToImmutable(), Children = scope.Children - taken });
        }

        return kept;
    }

    private void Set(int scope, ValueContext values)
    {
        if (scope == WorkflowState.ProcessScope)
        {
            Variables = Variables.With(values);
            return;
        }

        var instance = Instance(scope);
        Instances = Instances.With(instance with { Variables = instance.Variables.With(values) });
    }

    private void Raise(IncidentRaised raised)
    {
        Incidents = Incidents.With(new Incident(Take(raised.Id), raised.Owner, raised.Element, raised.Phase, raised.Code, raised.Message, raised.Arguments));
        AddWait(raised.Owner, raised.Id);
        Move(raised.Owner, raised.Phase);
        if (raised.Phase != ActivityPhase.Active)
        {
            // What it waited for is over: only a retry takes it on.
            Tasks = Tasks.Without(raised.Owner);
            Jobs = Jobs.Without(raised.Owner);
        }
    }

    private void Resolve(Incident incident)
    {
        RemoveWait(incident.Owner, incident.Id);
        Incidents = Incidents.Without(incident.Id);
        if (incident.Phase == ActivityPhase.Failing)
        {
            Move(incident.Owner, ActivityPhase.Active);
        }
    }

    private void Activate(int id)
    {
        if (Instance(id) is { Phase: ActivityPhase.Ready } instance)
        {
            Instances = Instances.With(instance with { Phase = ActivityPhase.Active });
        }
    }

    private void Move(int id, ActivityPhase to)
    {
        var instance = Instance(id);
        if (instance.Phase != to)
        {
            Require(instance, Through(instance.Phase, to), to);
            Instances = Instances.With(instance with { Phase = to });
        }
    }

    /// <summary>What is over in the moment it begins is at work for no time at all.</summary>
    private static ActivityPhase Through(ActivityPhase from, ActivityPhase to) =>
        from == ActivityPhase.Ready && to != ActivityPhase.Terminating ? ActivityPhase.Active : from;

    private void Require(ElementInstance instance, ActivityPhase from, ActivityPhase to)
    {
        if (from != to && !Lifecycle.Allows(from, to))
        {
            throw Misfit($"{instance.Element} can't go from {from} to {to}");
        }
    }

    private void End(WorkflowStatus status)
    {
        _status = status;
        Compensables = StateTable<CompensableActivity>.Empty;
        Remove(Instance(WorkflowState.ProcessScope));
        if (Instances.Count > 0)
        {
            throw Misfit("something is still open");
        }
    }

    private void AddWait(int owner, int wait)
    {
        var instance = Instance(owner);
        Instances = Instances.With(instance with { Waits = instance.Waits.Add(wait) });
    }

    private void RemoveWait(int owner, int wait)
    {
        var instance = Instance(owner);
        Instances = Instances.With(instance with { Waits = instance.Waits.Remove(wait) });
    }

    private int Take(int id)
    {
        _nextId = Math.Max(_nextId, id + 1);
        return id;
    }

    private InvalidOperationException Misfit(string what) => new($"The event does not fit the state of the process {definition.Id}: {what}.");
}
