using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.States;
using Xiezhi.Workflow.Time;

namespace Xiezhi.Workflow.Execution;

/// <summary>What an element is about to wait for, with all that had to be evaluated.</summary>
internal readonly record struct PreparedWait(ElementDefinition Element, Schedule? Schedule, string? Key);

// Waiting for time, messages, signals and conditions: at catching events, and on the border of activities.
internal sealed partial class Step
{
    /// <summary>Evaluates what <paramref name="element"/> waits for, so that waiting itself can't fail.</summary>
    internal Diagnostic? Prepare(ElementDefinition element, IVariables variables, out PreparedWait wait)
    {
        wait = default;
        if (element.Program.Timer is { } timer)
        {
            var schedule = timer.Read(variables, context.Now, context.Timers, element.Location, out var failure);
            wait = new PreparedWait(element, schedule, null);
            return failure;
        }

        string? key = null;
        if (element.Program.Key is { } expression)
        {
            var result = Evaluate(expression, variables);
            if (result.Failure is { } failure)
            {
                return failure;
            }

            if (!StoredData.Fits(result.Value))
            {
                return WorkflowCodes.NotData.At(element.Location, BpmnNames.CorrelationKey);
            }

            key = result.Value.AsString ?? (result.Value.IsNull ? null : ValueJson.ToText(result.Value));
        }

        wait = new PreparedWait(element, null, key);
        return null;
    }

    /// <summary>
    /// Evaluates what the events on the border of an activity and its event sub-processes wait for; errors and escalations need no
    /// waiting.
    /// </summary>
    internal Diagnostic? PrepareAround(Token token, IVariables variables, out ImmutableArray<PreparedWait> waits)
    {
        waits = [];
        var activity = token.Element;
        // Of an activity that is repeated, the border is around all repetitions and what is inside belongs to each.
        var border = token.Index > 0 ? [] : activity.Boundary;
        var handlers = activity.Repeated is not null && token.Index == 0 ? [] : activity.Handlers;
        foreach (var index in handlers.IsEmpty ? border : border.AddRange(handlers))
        {
            if (PrepareAll(definition.Elements[index], variables, out var prepared) is { } failure)
            {
                return failure;
            }

            waits = waits.AddRange(prepared);
        }

        return null;
    }

    internal void Await(int owner, PreparedWait wait)
    {
        if (wait.Element.Program.Signal is { } signal)
        {
            Emit(new SignalAwaited(Draft.NextId, wait.Element.Id, owner, signal));
        }
        else if (wait.Element.Program.Condition is not null)
        {
            Emit(new ConditionAwaited(Draft.NextId, wait.Element.Id, owner, Armed: true));
        }
        else if (wait.Schedule is { } schedule)
        {
            // Only what stays open when it fires can fire again.
            var repeats = StaysOpen(wait.Element);
            Emit(new TimerSet(Draft.NextId, wait.Element.Id, owner, schedule.Due, repeats ? schedule.Interval : null, repeats ? schedule.Remaining : 0));
        }
        else
        {
            Emit(new MessageAwaited(Draft.NextId, wait.Element.Id, owner, wait.Element.MessageName!, wait.Key));
        }
    }

    /// <summary>
    /// Gives a signal to all who wait for it at this moment, in the order in which they began to; false when nobody does. Of the event sub-processes of
    /// one scope, one that interrupts goes first: what the others began would be ended by it at once.
    /// </summary>
    internal bool Signal(string name, ValueContext payload)
    {
        var waiting = Draft.Signals.Where(one => one.Name == name).ToArray();
        waiting = [.. waiting.OrderBy(one => Turn(one, waiting))];
        foreach (var awaited in waiting)
        {
            // What came before may have ended the one that waited.
            if (!Draft.Signals.Has(awaited.Id))
            {
                continue;
            }

            var element = definition.Element(awaited.Element);
            Emit(new SignalReceived(awaited.Id, awaited.Element));
            if (StaysOpen(element))
            {
                Emit(new SignalAwaited(Draft.NextId, awaited.Element, awaited.Owner, name));
            }

            Trigger(element, Draft.Instance(awaited.Owner), payload);
        }

        return waiting.Length > 0;
    }

    private (int Place, bool Later) Turn(AwaitedSignal awaited, AwaitedSignal[] waiting)
    {
        bool IsHandler(AwaitedSignal one) => one.Owner == awaited.Owner && definition.Element(one.Element).Kind == BpmnKind.StartEvent;

        return waiting.Length > 1 && IsHandler(awaited) && !StaysOpen(definition.Element(awaited.Element))
            ? (waiting.First(IsHandler).Id, false)
            : (awaited.Id, true);
    }

    /// <summary>Whether an event may happen again as long as what it belongs to lives.</summary>
    internal static bool StaysOpen(ElementDefinition element) => element is { Kind: BpmnKind.BoundaryEvent or BpmnKind.StartEvent, Source.Interrupts: false };

    /// <summary>Fires the first condition that has become true; false when none has. A condition that gives neither true nor false does not hold.</summary>
    private bool MeetACondition()
    {
        foreach (var awaited in Draft.Conditions)
        {
            var element = definition.Element(awaited.Element);
            if (GraphBuilder.IsActivity(element.Kind))
            {
                // An activity itself waits for nothing but its inputs.
                var ready = TokenIn(Draft.Instance(awaited.Owner));
                if (HasInputs(ready))
                {
                    Emit(new ConditionMet(awaited.Id, awaited.Element));
                    Settle(ready, element.Behavior.Enter(ready, this));
                    return true;
                }

                continue;
            }

            var result = Evaluate(element.Program.Condition!, View(awaited.Owner, ValueContext.Empty));
            var holds = !result.Failed && result.Value.IsTrue;
            if (holds && awaited.Armed)
            {
                Emit(new ConditionMet(awaited.Id, awaited.Element));
                if (StaysOpen(element))
                {
                    Emit(new ConditionAwaited(Draft.NextId, awaited.Element, awaited.Owner, Armed: false));
                }

                Trigger(element, Draft.Instance(awaited.Owner), ValueContext.Empty);
                return true;
            }

            if (!holds && !awaited.Armed)
            {
                Emit(new ConditionAwaited(awaited.Id, awaited.Element, awaited.Owner, Armed: true));
            }
        }

        return false;
    }

    /// <summary>What was waited for has come.</summary>
    /// <param name="element">The element that waited.</param>
    /// <param name="owner">The element instance that the wait belonged to: that element itself, the activity on whose border it is, or the scope around it.</param>
    /// <param name="payload">What came with it.</param>
    internal void Trigger(ElementDefinition element, ElementInstance owner, ValueContext payload)
    {
        if (element.PartOf >= 0)
        {
            var whole = definition.Elements[element.PartOf];
            if (whole.NeedsAll && !Gather(element, whole, owner.Id, ref payload))
            {
                return;
            }

            element = whole;
        }

        if (element.Kind == BpmnKind.StartEvent && owner.Element != element.Id)
        {
            BeginHandler(element, owner, payload);
            return;
        }

        Token token;
        if (owner.Element != element.Id && element.AttachedTo < 0)
        {
            // The first of the events behind a gateway: the others are waited for no longer.
            Depart(new Token(definition.Element(owner.Element), owner.Scope, null, owner.Id), []);
            token = new Token(element, owner.Scope);
        }
        else if (element.AttachedTo < 0)
        {
            token = TokenIn(owner);
        }
        else
        {
            token = new Token(element, owner.Scope);
            if (element.Source!.Interrupts)
            {
                Terminate(owner.Id);
            }
        }

        Settle(token, Complete(token, payload));
    }

    /// <summary>Sets a repeating timer again, counted from when it was due and not from when it was noticed.</summary>
    internal void Repeat(RunningTimer timer, ElementDefinition element)
    {
        if (timer.Remaining == 0 || timer.Interval is not { } interval)
        {
            return;
        }

        if (TimerRule.TryNext(timer.Due, interval, context.Timers, out var due))
        {
            Emit(new TimerSet(Draft.NextId, timer.Element, timer.Owner, due, interval, timer.Remaining < 0 ? -1 : timer.Remaining - 1));
            return;
        }

        var owner = Draft.Instance(timer.Owner);
        var token = TokenIn(owner);
        Settle(token, Outcome.Incident(WorkflowCodes.RepetitionFailed.At(element.Location, interval), ActivityPhase.Active));
    }
}
