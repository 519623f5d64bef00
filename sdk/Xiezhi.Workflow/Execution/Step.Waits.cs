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

/// <summary>A timer or a message that an element is about to wait for, with all that had to be evaluated.</summary>
internal readonly record struct PreparedWait(ElementDefinition Element, Schedule? Schedule, string? Key);

// Waiting for time and messages: at catching events, and on the border of activities.
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

    /// <summary>Evaluates what the events on the border of <paramref name="activity"/> wait for; errors need no waiting.</summary>
    internal Diagnostic? PrepareBoundary(ElementDefinition activity, IVariables variables, out ImmutableArray<PreparedWait> waits)
    {
        waits = [];
        foreach (var index in activity.Boundary)
        {
            var border = definition.Elements[index];
            if (border.Trigger is EventKind.Timer or EventKind.Message)
            {
                if (Prepare(border, variables, out var wait) is { } failure)
                {
                    return failure;
                }

                waits = waits.Add(wait);
            }
        }

        return null;
    }

    internal void Await(int owner, PreparedWait wait)
    {
        if (wait.Schedule is { } schedule)
        {
            // Only what stays open when it fires can fire again.
            var repeats = wait.Element is { Kind: BpmnKind.BoundaryEvent, Source.Interrupts: false };
            Emit(new TimerSet(Draft.NextId, wait.Element.Id, owner, schedule.Due, repeats ? schedule.Interval : null, repeats ? schedule.Remaining : 0));
        }
        else
        {
            Emit(new MessageAwaited(Draft.NextId, wait.Element.Id, owner, wait.Element.MessageName!, wait.Key));
        }
    }

    /// <summary>What was waited for has come.</summary>
    /// <param name="element">The element that waited.</param>
    /// <param name="owner">The element instance that the wait belonged to: that element itself, or the activity on whose border it is.</param>
    /// <param name="payload">What came with it.</param>
    internal void Trigger(ElementDefinition element, ElementInstance owner, ValueContext payload)
    {
        Token token;
        if (owner.Element != element.Id && element.AttachedTo < 0)
        {
            // The first of the events behind a gateway: the others are waited for no longer.
            Depart(new Token(definition.Element(owner.Element), owner.Scope, null, owner.Id), []);
            token = new Token(element, owner.Scope);
        }
        else if (element.AttachedTo < 0)
        {
            token = new Token(element, owner.Scope, null, owner.Id);
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
        var token = new Token(definition.Element(owner.Element), owner.Scope, null, owner.Id);
        Settle(token, Outcome.Incident(WorkflowCodes.RepetitionFailed.At(element.Location, interval), ActivityPhase.Active));
    }
}
