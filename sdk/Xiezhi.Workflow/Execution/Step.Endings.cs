using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

/// <summary>An event that catches an error or escalation, and the element instance that it belongs to.</summary>
internal readonly record struct Catcher(ElementDefinition Event, ElementInstance Host);

// How element instances and scopes end before they are done: by termination, by errors.
internal sealed partial class Step
{
    /// <summary>Ends an element instance with all that lives inside, the innermost first.</summary>
    internal void Terminate(int id)
    {
        TerminateInside(id);
        Emit(new ElementTerminated(id, Draft.Instance(id).Element));
        DropTokens(id);
    }

    /// <summary>Ends all that lives inside an element instance.</summary>
    internal void TerminateInside(int id)
    {
        if (Draft.Instance(id).Children > 0)
        {
            // Inner instances are younger, so one pass upward finds them all and one downward ends children before parents.
            var doomed = new HashSet<int> { id };
            var order = new Stack<ElementInstance>();
            foreach (var instance in Draft.Instances)
            {
                if (doomed.Contains(instance.Scope))
                {
                    doomed.Add(instance.Id);
                    order.Push(instance);
                }
            }

            foreach (var instance in order)
            {
                Emit(new ElementTerminated(instance.Id, instance.Element));
            }
        }
    }

    /// <summary>Ends all that lives inside an element instance, with the tokens on their way there and those that wait at joins.</summary>
    internal void ClearInside(int id)
    {
        TerminateInside(id);
        DropTokens(id);
        if (!Draft.Instance(id).Arrivals.IsEmpty)
        {
            Emit(new TokensRemoved(id));
        }
    }

    /// <summary>A terminate end event was reached: its scope ends at once (BPMN 2.0, 13.5.6).</summary>
    internal void EndAround(Token end)
    {
        Emit(new ElementPassed(end.Element.Id, end.Scope));
        var scope = Draft.Instance(ScopeOf(end));
        ClearInside(scope.Id);
        scope = Draft.Instance(scope.Id);
        if (scope.Scope == 0)
        {
            Emit(new ProcessTerminated(end.Element.Id));
            return;
        }

        var token = TokenIn(scope);
        Settle(token, Complete(token, ValueContext.Empty));
    }

    /// <summary>The instance of the scope that an element stands in; between it and one of several definitions is the event.</summary>
    internal int ScopeOf(Token token) => token.Element.PartOf < 0 ? token.Scope : Draft.Instance(token.Scope).Scope;

    /// <summary>The event that catches an error or escalation raised in <paramref name="instance"/>: the nearest outward, by code before any.</summary>
    internal Catcher? FindCatcher(EventKind kind, int instance, string code)
    {
        var fromHandler = false;
        for (var at = instance; at != 0;)
        {
            var host = Draft.Instance(at);
            var element = definition.Element(host.Element);
            // What an event sub-process itself raises goes outward: neither it nor those beside it catch that.
            if (!fromHandler && host.Loop is null && Fitting(element.Handlers, kind, code) is { } handler)
            {
                return new Catcher(handler, host);
            }

            var isRepetition = element.Repeated is not null && Draft.Instance(host.Scope).Element == host.Element;
            if (!isRepetition && Fitting(element.Boundary, kind, code) is { } border)
            {
                return new Catcher(border, host);
            }

            fromHandler = element.Kind == BpmnKind.EventSubProcess;
            at = host.Scope;
        }

        return null;
    }

    /// <summary>Raises an error; false when nothing catches it, and then nothing has changed.</summary>
    /// <param name="origin">The id of the element that raises it.</param>
    /// <param name="instance">The element instance from which outward a catcher is looked for.</param>
    /// <param name="code">The error's code.</param>
    /// <param name="message">What happened.</param>
    /// <param name="variables">What goes with it.</param>
    internal bool Throw(string origin, int instance, string code, string? message, ValueContext variables)
    {
        if (FindCatcher(EventKind.Error, instance, code) is not { } catcher)
        {
            return false;
        }

        Emit(new ErrorThrown(origin, code, message, catcher.Event.Id));
        Catch(catcher, catcher.Event.Program.ResultVariable is null ? variables : ValueContext.Of(("code", code), ("message", message)).With(variables));
        return true;
    }

    /// <summary>The event that catches takes over.</summary>
    internal void Catch(Catcher catcher, ValueContext given) => Trigger(catcher.Event, catcher.Host, given);

    private ElementDefinition? Fitting(ImmutableArray<int> events, EventKind kind, string code)
    {
        ElementDefinition? any = null;
        foreach (var index in events)
        {
            var candidate = definition.Elements[index];
            foreach (var one in candidate.Parts.IsEmpty ? [index] : candidate.Parts)
            {
                var catching = definition.Elements[one];
                if (catching.Trigger != kind)
                {
                    continue;
                }

                if (catching.Program.Code == code)
                {
                    return candidate;
                }

                any ??= catching.Program.Code is null ? candidate : null;
            }
        }

        return any;
    }

    private void DropTokens(int scope)
    {
        for (var i = _moving.Count; i > 0; i--)
        {
            var token = _moving.Dequeue();
            if (token.Scope != scope)
            {
                _moving.Enqueue(token);
            }
        }
    }
}
