using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

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

    /// <summary>A terminate end event was reached: its scope ends at once (BPMN 2.0, 13.5.6).</summary>
    internal void EndAround(Token end)
    {
        Emit(new ElementPassed(end.Element.Id, end.Scope));
        TerminateInside(end.Scope);
        DropTokens(end.Scope);
        var scope = Draft.Instance(end.Scope);
        if (scope.Scope == 0)
        {
            Emit(new ProcessTerminated(end.Element.Id));
            return;
        }

        var token = new Token(definition.Element(scope.Element), scope.Scope, null, scope.Id);
        Settle(token, Complete(token, ValueContext.Empty));
    }

    /// <summary>The event that catches an error raised in <paramref name="instance"/>: on the nearest border outward, by code before any.</summary>
    internal (ElementDefinition Border, ElementInstance Host)? FindCatcher(int instance, string code)
    {
        for (var at = instance; at != 0;)
        {
            var host = Draft.Instance(at);
            ElementDefinition? any = null;
            foreach (var index in definition.Element(host.Element).Boundary)
            {
                var border = definition.Elements[index];
                if (border.Trigger != EventKind.Error)
                {
                    continue;
                }

                if (border.Program.ErrorCode == code)
                {
                    return (border, host);
                }

                any ??= border.Program.ErrorCode is null ? border : null;
            }

            if (any is not null)
            {
                return (any, host);
            }

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
        if (FindCatcher(instance, code) is not { } catcher)
        {
            return false;
        }

        var (border, host) = catcher;
        Emit(new ErrorThrown(origin, code, message, border.Id));
        Terminate(host.Id);
        var token = new Token(border, host.Scope);
        var given = border.Program.ResultVariable is null ? variables : ValueContext.Of(("code", code), ("message", message)).With(variables);
        Settle(token, Complete(token, given));
        return true;
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
