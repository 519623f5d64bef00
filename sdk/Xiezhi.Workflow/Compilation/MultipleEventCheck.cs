using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>Which definitions an event may have beside each other (BPMN 2.0, 10.5: multiple and parallel multiple events).</summary>
internal sealed class MultipleEventCheck(IReadOnlyList<ElementDefinition> elements, DiagnosticBag diagnostics)
{
    internal void Run()
    {
        foreach (var whole in elements.Where(element => !element.Parts.IsEmpty))
        {
            Check(whole);
        }
    }

    private void Check(ElementDefinition whole)
    {
        var parts = whole.Parts.Select(index => elements[index]).Where(part => part.Behavior is not RefusedElement).ToArray();
        foreach (var part in parts)
        {
            if (!MayBeAmongSeveral(whole, part.Trigger))
            {
                diagnostics.Add(WorkflowCodes.NotAmongSeveral, whole.Location, Word(part.Trigger));
            }
            else if (whole.NeedsAll && part.Trigger is not (EventKind.Message or EventKind.Timer or EventKind.Signal or EventKind.Conditional))
            {
                diagnostics.Add(WorkflowCodes.NotAmongAll, whole.Location, Word(part.Trigger));
            }
        }

        // Only a key tells that two messages mean the same instance; a signal, a time or a condition has none.
        if (whole is { Kind: BpmnKind.StartEvent, NeedsAll: true } && elements[whole.Parent].Kind != BpmnKind.EventSubProcess
            && Array.Find(parts, part => part.Program.Key is null) is { } keyless)
        {
            diagnostics.Add(WorkflowCodes.StartNotCorrelated, whole.Location, Word(keyless.Trigger));
        }

        // Of two that end what they stand in, one would never come to be.
        if (parts.Where(part => Ends(part.Trigger)).Skip(1).FirstOrDefault() is { } second)
        {
            diagnostics.Add(WorkflowCodes.NotAmongSeveral, whole.Location, Word(second.Trigger));
        }
    }

    /// <summary>Whether what is thrown ends what it stands in, so that nothing can be thrown behind it.</summary>
    internal static bool Ends(EventKind trigger) => trigger is EventKind.Error or EventKind.Cancel or EventKind.Terminate;

    private static string Word(EventKind trigger) => trigger.ToString().ToLowerInvariant();

    private bool MayBeAmongSeveral(ElementDefinition whole, EventKind trigger) => (whole.Kind, trigger) switch
    {
        (BpmnKind.StartEvent, EventKind.Error or EventKind.Escalation) => elements[whole.Parent].Kind == BpmnKind.EventSubProcess,
        // Who undoes what is drawn by an association, and whatever else an event caught would have no flow to leave by.
        (BpmnKind.StartEvent or BpmnKind.BoundaryEvent, EventKind.Compensation) => false,
        // A link stands in the place of a sequence flow.
        (_, EventKind.Link) => false,
        _ => true,
    };
}
