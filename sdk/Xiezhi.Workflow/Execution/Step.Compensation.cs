using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

// Undoing what was done: compensation, and transactions that are cancelled.
internal sealed partial class Step
{
    /// <summary>What a throwing event has undone, by the order of completion: what it names, or all of its scope.</summary>
    internal ImmutableArray<int> FindCompensable(Token token)
    {
        if (Draft.Compensables.Count == 0)
        {
            return [];
        }

        var scopes = new HashSet<int>();
        for (var at = ScopeOf(token); ; at = Draft.Instance(at).Scope)
        {
            scopes.Add(at);
            // A handler undoes also what was done in the scope that it handles.
            if (definition.Element(Draft.Instance(at).Element).Kind != BpmnKind.EventSubProcess)
            {
                break;
            }
        }

        var named = token.Element.CompensationTarget < 0 ? null : definition.Elements[token.Element.CompensationTarget].Id;
        return
        [
            .. Draft.Compensables
                .Where(one => one.TakenBy == 0 && scopes.Contains(one.Scope) && (named is null || one.Element == named))
                .Select(one => one.Id),
        ];
    }

    /// <summary>A throwing event stays until <paramref name="activities"/> are undone.</summary>
    internal void ThrowCompensation(Token token, ImmutableArray<int> activities)
    {
        var id = Open(token, ValueContext.Empty);
        Emit(new CompensationThrown(id, token.Element.Id, activities));
        CompensateNext(id);
    }

    /// <summary>The token of an element goes on though its instance stays.</summary>
    internal void SendOn(Token token) => SendAll(token.Element.OutgoingFlows, token.Scope);

    /// <summary>An element is left whose token has gone on before.</summary>
    internal Outcome LeaveBehind(Token token)
    {
        Depart(token, []);
        return Outcome.Settled;
    }

    /// <summary>Begins to undo the last of what <paramref name="by"/> undoes; false when nothing is left of it.</summary>
    internal bool CompensateNext(int by)
    {
        if (Draft.Compensables.LastOrDefault(one => one.TakenBy == by) is not { } activity)
        {
            return false;
        }

        var element = definition.Element(activity.Element);
        // The activity on the border undoes the whole of what is repeated, not one repetition.
        var isRepetition = Draft.Instance(by).Element == element.Id;
        if (ElementKinds.IsScope(element.Kind) && (element.CompensationHandler < 0 || element.CompensationStart >= 0 || isRepetition))
        {
            BeginAgain(element, activity, by);
        }
        else
        {
            Emit(new CompensationHandled(activity.Id, activity.Element));
            Send(new Token(definition.Elements[element.CompensationHandler], by));
        }

        return true;
    }

    /// <summary>The transaction around a cancel end event is cancelled (BPMN 2.0, 10.3.5).</summary>
    internal void CancelTransaction(Token end)
    {
        var transaction = Draft.Instance(end.Scope);
        while (definition.Element(transaction.Element).Kind != BpmnKind.Transaction)
        {
            transaction = Draft.Instance(transaction.Scope);
        }

        Emit(new ElementPassed(end.Element.Id, end.Scope));
        var around = Draft.Instance(transaction.Scope);
        if (around.Element != transaction.Element)
        {
            Cancel(transaction.Id, end.Element.Id);
            Emit(new ElementPassed(CancelBorder(definition.Element(transaction.Element)).Id, transaction.Scope));
            return;
        }

        // Of a transaction that is repeated all repetitions are cancelled with the one: what runs is undone first, then what was completed.
        DropTokens(around.Id);
        foreach (var repetition in Draft.Instances.Where(one => one.Scope == around.Id && one.Element == around.Element).Reverse().ToArray())
        {
            Cancel(repetition.Id, end.Element.Id);
        }

        StopWaiting(around.Id);
        TakeForCancelling(around.Id, end.Element.Id);
        Emit(new ElementPassed(CancelBorder(definition.Element(around.Element)).Id, around.Scope));
    }

    /// <summary>The transaction is undone, and the event on its border, which took the cancellation before, lets its token go (BPMN 2.0, 13.5.3).</summary>
    private void LeaveBy(Token border)
    {
        if (Map(border.Element, border.Element.Program.Outputs, border.Scope, ValueContext.Empty, out var results) is { } failure)
        {
            Settle(border, Outcome.Incident(failure, ActivityPhase.Completing));
            return;
        }

        Write(border.Scope, results);
        SendOn(border);
    }

    private ElementDefinition CancelBorder(ElementDefinition transaction)
    {
        foreach (var index in transaction.Boundary)
        {
            var border = definition.Elements[index];
            if (border.Trigger == EventKind.Cancel || border.Parts.Any(part => definition.Elements[part].Trigger == EventKind.Cancel))
            {
                return border;
            }
        }

        // The compiler refuses a transaction that is cancelled inside without one.
        throw new InvalidOperationException($"{transaction.Id} has no cancel event on its border.");
    }

    /// <summary>What runs in a transaction ends, and what was completed in it is undone.</summary>
    private void Cancel(int transaction, string end)
    {
        ClearInside(transaction);
        StopWaiting(transaction);
        TakeForCancelling(transaction, end);
    }

    private void TakeForCancelling(int transaction, string end)
    {
        Emit(new TransactionCancelled(
            transaction, end, [.. Draft.Compensables.Where(one => one.Scope == transaction && one.TakenBy == 0).Select(one => one.Id)]));
        Touch(transaction);
    }

    /// <summary>An instance waits for nothing any more, not even for somebody to mend it.</summary>
    private void StopWaiting(int id)
    {
        foreach (var wait in Draft.Instance(id).Waits)
        {
            if (ElementOf(wait) is { } element)
            {
                Emit(new WaitClosed(wait, element));
            }
            else if (Draft.Incidents.Has(wait))
            {
                Emit(new IncidentResolved(wait));
            }
        }
    }

    private void EnableCompensation(Token token)
    {
        var element = token.Element;
        var isAround = element.Program.Loop is not null && !IsRepetition(token);
        var onBorder = element.CompensationHandler >= 0 && (element.Program.Loop is null || (isAround && token.Instance != 0));
        if (onBorder || (token.Instance != 0 && ((element.CompensationStart >= 0 && !isAround) || Draft.Compensables.Any(one => one.Scope == token.Instance))))
        {
            Emit(new CompensationEnabled(Draft.NextId, element.Id, token.Scope, token.Instance));
        }
    }

    private void BeginAgain(ElementDefinition element, CompensableActivity activity, int by)
    {
        var id = Draft.NextId;
        var undoesItself = element.UndoesItself(Draft.Instance(by).Element);
        Emit(new CompensationBegan(id, element.Id, by, activity.Id));
        Touch(id);
        if (undoesItself)
        {
            BeginHandler(definition.Elements[element.CompensationStart], Draft.Instance(id), ValueContext.Empty);
        }
    }

    /// <summary>Nothing lives inside what is being undone: the next is, or all of it is.</summary>
    private Outcome GoOnUndoing(Token token, ElementInstance scope)
    {
        if (CompensateNext(scope.Id))
        {
            return Outcome.Wait;
        }

        if (scope.Phase == ActivityPhase.Terminating && IsRepetition(token))
        {
            Emit(new ElementTerminated(scope.Id, scope.Element));
            Touch(scope.Scope);
            return Outcome.Settled;
        }

        if (scope.Phase == ActivityPhase.Terminating)
        {
            Terminate(scope.Id);
            LeaveBy(new Token(CancelBorder(token.Element), scope.Scope));
            return Outcome.Settled;
        }

        var isRepetition = IsRepetition(token);
        Emit(new ElementCompensated(scope.Id, scope.Element));
        Touch(scope.Scope);
        if (token.Element.CompensationHandler >= 0 && !isRepetition)
        {
            Send(new Token(definition.Elements[token.Element.CompensationHandler], scope.Scope));
        }

        return Outcome.Settled;
    }
}
