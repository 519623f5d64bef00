using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

// Event sub-processes: what waits as long as the scope around it lives.
internal sealed partial class Step
{
    /// <summary>Waits for what the process's own event sub-processes wait for.</summary>
    internal Outcome ArmProcess()
    {
        var process = definition.Elements[0];
        if (PrepareAround(new Token(process, 0), View(WorkflowState.ProcessScope, ValueContext.Empty), out var waits) is { } failure)
        {
            return Outcome.Incident(failure);
        }

        foreach (var wait in waits)
        {
            Await(WorkflowState.ProcessScope, wait);
        }

        return Outcome.Settled;
    }

    /// <summary>The start event of an event sub-process has happened in <paramref name="scope"/>.</summary>
    private void BeginHandler(ElementDefinition start, ElementInstance scope, ValueContext payload)
    {
        if (start.Source!.Interrupts)
        {
            Interrupt(scope.Id);
        }

        var token = new Token(definition.Elements[start.Parent], scope.Id);
        var id = Draft.NextId;
        Settle(token, token.Element.Behavior.Enter(token, this));
        if (!IsStopped(Draft.Instance(id)))
        {
            var first = new Token(start, id);
            Settle(first, Complete(first, payload));
        }
    }

    /// <summary>Ends what runs in a scope, and waits for no other of its event sub-processes; the scope itself goes on with the one that interrupts.</summary>
    private void Interrupt(int id)
    {
        ClearInside(id);
        foreach (var wait in Draft.Instance(id).Waits)
        {
            if (ElementOf(wait) is { } element && definition.Element(element).Kind == BpmnKind.StartEvent)
            {
                Emit(new WaitClosed(wait, element));
            }
        }
    }

    private string? ElementOf(int wait) =>
        Draft.Timers.Find(wait)?.Element ?? Draft.Messages.Find(wait)?.Element ?? Draft.Signals.Find(wait)?.Element ?? Draft.Conditions.Find(wait)?.Element
        ?? Draft.Occurred.Find(wait)?.Element;
}
