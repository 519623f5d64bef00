using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

/// <summary>Says for each command whether it fits the state, and sets going what it asks for.</summary>
internal sealed class CommandHandler(Step step, WorkflowState state)
{
    /// <summary>Carries out <paramref name="command"/>, or says why it does not fit; then nothing was changed.</summary>
    internal Diagnostic? Handle(WorkflowCommand command)
    {
        if (GivenBy(command) is { } given && StoredData.FirstMisfit(given) is { } misfit)
        {
            return Reject(WorkflowCodes.GivenNotData, misfit);
        }

        if (state.Status == WorkflowStatus.NotStarted)
        {
            return command switch
            {
                StartProcess start => Start(start),
                DeliverMessage message => StartBy(EventKind.Message, message.Name, message.Payload),
                DeliverSignal signal => StartBy(EventKind.Signal, signal.Name, signal.Payload),
                _ => Reject(WorkflowCodes.NotRunning, state.Status.ToString()),
            };
        }

        if (command is StartProcess)
        {
            return Reject(WorkflowCodes.AlreadyStarted);
        }

        return state.HasEnded ? Reject(WorkflowCodes.NotRunning, state.Status.ToString()) : command switch
        {
            CompleteTask complete => Complete(complete),
            CompleteJob complete => Complete(complete),
            FailJob fail => Fail(fail),
            ThrowError error => Throw(error),
            FireTimer fire => Fire(fire),
            DeliverMessage message => Deliver(message),
            DeliverSignal signal => step.Signal(signal.Name, signal.Payload) ? null : Reject(WorkflowCodes.SignalNotAwaited, signal.Name),
            SetVariables set => Set(set),
            StartActivity start => StartInside(start),
            RetryIncident retry => Retry(retry),
            MoveToken move => Move(move),
            CancelProcess cancel => Cancel(cancel),
            _ => throw new ArgumentException($"No such command as {command.GetType().Name}.", nameof(command)),
        };
    }

    private static ValueContext? GivenBy(WorkflowCommand command) => command switch
    {
        StartProcess start => start.Variables,
        CompleteTask complete => complete.Variables,
        CompleteJob complete => complete.Variables,
        ThrowError error => error.Variables,
        DeliverMessage message => message.Payload,
        DeliverSignal signal => signal.Payload,
        SetVariables set => set.Values,
        _ => null,
    };

    private static Diagnostic Reject(DiagnosticDescriptor descriptor, params ReadOnlySpan<string> arguments) => descriptor.At(Location.None, arguments);

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);

    private Diagnostic? Start(StartProcess start)
    {
        var process = step.Definition.Elements[0];
        if (start.Element is { } id)
        {
            if (step.Definition.Find(id) is not { Kind: BpmnKind.StartEvent } element || Whole(element) is not { Parent: 0 } whole)
            {
                return Reject(WorkflowCodes.NoStart, id);
            }

            Begin(start.Variables);
            if (whole != element && whole.NeedsAll)
            {
                step.GatherAtStart(element, ValueContext.Empty);
            }
            else
            {
                step.Send(new Token(whole, WorkflowState.ProcessScope));
            }

            return null;
        }

        if (process.Starts.IsEmpty)
        {
            return Reject(WorkflowCodes.NoStart, "");
        }

        if (process.Starts.Length > 1 && step.Definition.Elements[process.Starts[0]].Kind == BpmnKind.StartEvent)
        {
            // Each is a beginning of its own (BPMN 2.0, 10.5.2).
            return Reject(WorkflowCodes.SeveralToStartAt, string.Join(", ", process.Starts.Select(first => step.Definition.Elements[first].Id)));
        }

        Begin(start.Variables);
        foreach (var first in process.Starts)
        {
            step.Send(new Token(step.Definition.Elements[first], WorkflowState.ProcessScope));
        }

        return null;
    }

    private ElementDefinition Whole(ElementDefinition element) => element.PartOf < 0 ? element : step.Definition.Elements[element.PartOf];

    private void Begin(ValueContext variables)
    {
        step.Emit(new ProcessStarted(step.Definition.Id, variables));
        var process = new Token(step.Definition.Elements[0], 0, null, WorkflowState.ProcessScope);
        step.Settle(process, process.Element.Behavior.Enter(process, step));
    }

    private Diagnostic? StartInside(StartActivity start)
    {
        if (state.Instances.Find(start.Scope) is not { Loop: null, Phase: ActivityPhase.Active or ActivityPhase.Ready } scope
            || TokenIn(scope.Id) is not { Element.Kind: BpmnKind.AdHocSubProcess } token)
        {
            return Reject(WorkflowCodes.NoAdHoc, Text(start.Scope));
        }

        if (step.Definition.Find(start.Element) is not { } element)
        {
            return Reject(WorkflowCodes.ActivityMayNotBegin, start.Element, token.Element.Id);
        }

        if (AdHocSubProcess.Refusal(token, element, step) is { } refusal)
        {
            return refusal;
        }

        step.Send(new Token(element, scope.Id));
        return null;
    }

    /// <summary>A receive task, or an event behind a gateway, that begins an instance by its message or signal (BPMN 2.0, 13.3.3 and 13.4.4).</summary>
    private bool Instantiate(EventKind trigger, string name, ValueContext payload)
    {
        foreach (var first in step.Definition.Elements.Where(element => element is { Instantiates: true, Parent: 0 }))
        {
            var behind = first.Kind == BpmnKind.ReceiveTask ? [first] : first.OutgoingFlows.Select(flow => step.Definition.Elements[flow.Target]).ToArray();
            var fitting = Array.Find(behind, element => Fitting(element, trigger, name) is not null);
            if (fitting is null)
            {
                continue;
            }

            Begin(ValueContext.Empty);
            if (fitting != first)
            {
                step.Depart(new Token(first, WorkflowState.ProcessScope), []);
            }

            var came = Fitting(fitting, trigger, name)!;
            if (fitting.NeedsAll)
            {
                step.GatherAtStart(came, payload);
            }
            else
            {
                var token = new Token(fitting, WorkflowState.ProcessScope);
                step.Settle(token, step.Complete(token, payload));
            }

            // The events of a parallel gateway are all to come, each with a token of its own (BPMN 2.0, 10.6.6).
            foreach (var other in behind.Where(other => other != fitting && EventBasedGateway.IsParallel(first)))
            {
                step.Send(new Token(other, WorkflowState.ProcessScope));
            }

            return true;
        }

        return false;
    }

    /// <summary>The element itself, or that of its several definitions, which waits for this message or signal.</summary>
    private ElementDefinition? Fitting(ElementDefinition element, EventKind trigger, string name) =>
        (element.Parts.IsEmpty ? [element] : element.Parts.Select(part => step.Definition.Elements[part]))
            .FirstOrDefault(one => (trigger == EventKind.Message ? one.MessageName : one.Trigger == EventKind.Signal ? one.Program.Signal : null) == name);

    private Diagnostic? StartBy(EventKind trigger, string name, ValueContext payload)
    {
        foreach (var element in step.Definition.Elements)
        {
            if (element.Kind == BpmnKind.StartEvent && element.Trigger == trigger && (element.MessageName ?? element.Program.Signal) == name
                && Whole(element) is { Parent: 0 } whole)
            {
                Begin(ValueContext.Empty);
                if (whole.NeedsAll)
                {
                    step.GatherAtStart(element, payload);
                    return null;
                }

                var token = new Token(whole, WorkflowState.ProcessScope);
                step.Settle(token, step.Complete(token, payload));
                return null;
            }
        }

        return Instantiate(trigger, name, payload) ? null : Reject(WorkflowCodes.NoStart, name);
    }

    private Diagnostic? Complete(CompleteTask complete)
    {
        if (!state.Tasks.Has(complete.Task))
        {
            return Reject(WorkflowCodes.TaskNotOpen, Text(complete.Task));
        }

        var token = TokenIn(complete.Task);
        step.Settle(token, step.Complete(token, complete.Variables));
        return null;
    }

    private Diagnostic? Complete(CompleteJob complete)
    {
        if (!state.Jobs.Has(complete.Job))
        {
            return Reject(WorkflowCodes.JobNotOpen, Text(complete.Job));
        }

        var token = TokenIn(complete.Job);
        step.Settle(token, step.Complete(token, complete.Variables));
        return null;
    }

    private Diagnostic? Fail(FailJob fail)
    {
        if (state.Jobs.Find(fail.Job) is not { } job)
        {
            return Reject(WorkflowCodes.JobNotOpen, Text(fail.Job));
        }

        step.Emit(new JobFailed(fail.Job, fail.Code, fail.Message));
        if (fail.WillRetry || step.Throw(job.Element, job.Id, fail.Code, fail.Message, ValueContext.Empty))
        {
            return null;
        }

        var token = TokenIn(fail.Job);
        step.Settle(token, Outcome.Incident(WorkflowCodes.JobFailed.At(token.Element.Location, fail.Code, fail.Message), ActivityPhase.Failing));
        return null;
    }

    private Diagnostic? Throw(ThrowError error)
    {
        if (!state.Tasks.Has(error.Activity) && !state.Jobs.Has(error.Activity))
        {
            return Reject(WorkflowCodes.ActivityNotOpen, Text(error.Activity));
        }

        var element = TokenIn(error.Activity).Element.Id;
        return step.Throw(element, error.Activity, error.Code, error.Message, error.Variables ?? ValueContext.Empty)
            ? null
            : Reject(WorkflowCodes.NobodyCatches, error.Code, element);
    }

    private Diagnostic? Fire(FireTimer fire)
    {
        if (state.Timers.Find(fire.Timer) is not { } timer)
        {
            return Reject(WorkflowCodes.TimerNotRunning, Text(fire.Timer));
        }

        if (step.Context.Now < timer.Due)
        {
            return Reject(WorkflowCodes.TimerNotDue, Text(fire.Timer), timer.Due.ToString("O", CultureInfo.InvariantCulture));
        }

        var element = step.Definition.Element(timer.Element);
        step.Emit(new TimerFired(timer.Id, timer.Element));
        step.Repeat(timer, element);
        step.Trigger(element, step.Draft.Instance(timer.Owner), ValueContext.Empty);
        return null;
    }

    private Diagnostic? Deliver(DeliverMessage message)
    {
        foreach (var awaited in state.Messages)
        {
            if (awaited.Name == message.Name && (message.Key is null || message.Key == awaited.Key))
            {
                step.Emit(new MessageReceived(awaited.Id, awaited.Element));
                var element = step.Definition.Element(awaited.Element);
                if (Step.StaysOpen(element))
                {
                    step.Await(awaited.Owner, new PreparedWait(element, null, awaited.Key));
                }

                step.Trigger(element, step.Draft.Instance(awaited.Owner), message.Payload);
                return null;
            }
        }

        return Reject(WorkflowCodes.MessageNotAwaited, message.Name, message.Key ?? "");
    }

    private Diagnostic? Set(SetVariables set)
    {
        var scope = set.Scope == 0 ? WorkflowState.ProcessScope : set.Scope;
        if (!state.Instances.Has(scope))
        {
            return Reject(WorkflowCodes.UnknownScope, Text(set.Scope));
        }

        if (set.Values.Count > 0)
        {
            step.Emit(new VariablesSet(scope, set.Values));
            step.TouchComplexJoins();
        }

        return null;
    }

    private Diagnostic? Retry(RetryIncident retry)
    {
        if (state.Incidents.Find(retry.Incident) is not { } incident)
        {
            return Reject(WorkflowCodes.UnknownIncident, Text(retry.Incident));
        }

        var token = TokenIn(incident.Owner);
        step.Emit(new IncidentResolved(incident.Id));
        step.Settle(token, incident.Phase switch
        {
            ActivityPhase.Ready => EnterAgain(token),
            ActivityPhase.Completing => step.Complete(token, ValueContext.Empty),
            ActivityPhase.Failing => token.Element.Behavior.Recover(token, step),
            _ => GoOn(token),
        });
        // While the incident stood, all that was inside may have ended.
        if (step.Draft.Instances.Find(incident.Owner) is { } owner && (owner.Loop is not null || ElementKinds.IsScope(token.Element.Kind)))
        {
            step.Touch(owner.Id);
        }

        return null;
    }

    private Diagnostic? Move(MoveToken move)
    {
        if (state.Instances.Find(move.Instance) is not { Scope: > 0, Phase: not (ActivityPhase.Compensating or ActivityPhase.Terminating) } instance)
        {
            return Reject(WorkflowCodes.NotMovable, Text(move.Instance));
        }

        var token = TokenIn(instance.Id);
        var around = step.Definition.Element(state.Instances.Find(instance.Scope)!.Element);
        if (token.Index > 0 || token.Element.PartOf >= 0 || IsOnlyUndoing(token.Element) || token.Element.Kind == BpmnKind.EventSubProcess || token.Element.Parent != around.Index || CompensationLinks.IsHandler(token.Element))
        {
            return Reject(WorkflowCodes.NotMovable, Text(move.Instance));
        }

        if (step.Definition.Find(move.To) is not { } target || target.Parent != around.Index
            || target.PartOf >= 0 || target.Kind is BpmnKind.StartEvent or BpmnKind.BoundaryEvent or BpmnKind.EventSubProcess || CompensationLinks.IsHandler(target))
        {
            return Reject(WorkflowCodes.NowhereToMove, move.To, token.Element.Id);
        }

        step.Emit(new TokenMoved(instance.Id, token.Element.Id, target.Id, move.Reason));
        step.Terminate(instance.Id);
        step.Send(new Token(target, instance.Scope));
        return null;
    }

    // Its token has gone on already.
    private static bool IsOnlyUndoing(ElementDefinition element) =>
        element is { Trigger: EventKind.Compensation, Kind: BpmnKind.IntermediateThrowEvent or BpmnKind.EndEvent } && !CompensationThrow.Waits(element);

    private Outcome GoOn(Token token)
    {
        if (step.Draft.Instance(token.Instance).Loop is not null)
        {
            step.AdvanceLoop(token.Element, token.Instance);
        }

        return Outcome.Settled;
    }

    private Outcome EnterAgain(Token token)
    {
        var outcome = token.Element.Behavior.Enter(token, step);
        if (token.Element.Kind == BpmnKind.EventSubProcess && outcome.Kind == Outcome.Kinds.Wait)
        {
            EventSubProcess.BeginAgain(token, step);
        }

        return outcome;
    }

    private Diagnostic? Cancel(CancelProcess cancel)
    {
        step.TerminateInside(WorkflowState.ProcessScope);
        step.Emit(new ProcessCancelled(cancel.Reason));
        return null;
    }

    private Token TokenIn(int id) => step.TokenIn(step.Draft.Instance(id));
}
