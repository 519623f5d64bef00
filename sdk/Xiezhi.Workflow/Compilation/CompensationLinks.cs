using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>Finds who undoes what: the activity associated with a compensation event, the compensation event sub-process of a scope, what a throwing event names.</summary>
internal sealed class CompensationLinks(IReadOnlyList<ElementDefinition> elements, DiagnosticBag diagnostics)
{
    internal static bool IsHandler(ElementDefinition element) => element.Source?.Attributes.GetValueOrDefault("isForCompensation")?.Trim() is "true" or "1";

    /// <summary>Fills in what the elements know of compensation, or says what stands against it.</summary>
    internal void Connect()
    {
        var byId = elements.ToDictionary(element => element.Id, StringComparer.Ordinal);
        foreach (var element in elements)
        {
            switch (element)
            {
                case { Kind: BpmnKind.BoundaryEvent, Trigger: EventKind.Compensation, AttachedTo: >= 0 }:
                    FindHandler(element, byId);
                    break;
                case { Kind: BpmnKind.StartEvent, Trigger: EventKind.Compensation } when elements[element.Parent].Kind == BpmnKind.EventSubProcess:
                    elements[elements[element.Parent].Parent].CompensationStart = element.Index;
                    break;
                case { Kind: BpmnKind.IntermediateThrowEvent or BpmnKind.EndEvent, Trigger: EventKind.Compensation }:
                    FindTarget(element, byId);
                    break;
                case { Trigger: EventKind.Cancel }:
                    CheckCancel(element);
                    break;
            }
        }

        // Those inside come behind the one around them.
        for (var i = elements.Count - 1; i > 0; i--)
        {
            var element = elements[i];
            element.IsCompensable |= element.CompensationHandler >= 0 || element.CompensationStart >= 0;
            elements[element.Parent].IsCompensable |= element.IsCompensable;
        }
    }

    private ElementDefinition Whole(ElementDefinition element) => element.PartOf < 0 ? element : elements[element.PartOf];

    private bool CatchesCancel(ElementDefinition border) =>
        border.Trigger == EventKind.Cancel || border.Parts.Any(part => elements[part].Trigger == EventKind.Cancel);

    private void FindHandler(ElementDefinition border, Dictionary<string, ElementDefinition> byId)
    {
        var drawn = border.Source!.Id;
        var handlers = border.Document.Associations
            .Select(one => one.Source == drawn ? one.Target : one.Target == drawn ? one.Source : "")
            .Select(id => byId.GetValueOrDefault(border.Prefix + id))
            .Where(element => element is not null && element.Parent == border.Parent && IsHandler(element))
            .ToArray();
        if (handlers.Length > 0)
        {
            elements[border.AttachedTo].CompensationHandler = handlers[0]!.Index;
        }

        if (handlers.Length != 1)
        {
            diagnostics.Add(WorkflowCodes.NotOneCompensation, border.Location);
        }
    }

    private void FindTarget(ElementDefinition thrown, Dictionary<string, ElementDefinition> byId)
    {
        var definition = thrown.Source!.EventDefinitions[0];
        if (definition.Reference is not { } id)
        {
            return;
        }

        var target = byId.GetValueOrDefault(thrown.Prefix + id);
        if (target is null || !GraphBuilder.IsActivity(target.Kind) || !IsInView(target, thrown))
        {
            diagnostics.Add(WorkflowCodes.CompensationOutOfView, thrown.Location, id);
            return;
        }

        thrown.CompensationTarget = target.Index;
    }

    // A handler sees what was done in its own scope and in the one around it (BPMN 2.0, 13.5.5).
    private bool IsInView(ElementDefinition target, ElementDefinition from)
    {
        for (var scope = Whole(from).Parent; scope >= 0; scope = elements[scope].Parent)
        {
            if (target.Parent == scope)
            {
                return true;
            }

            if (elements[scope].Kind != BpmnKind.EventSubProcess)
            {
                return false;
            }
        }

        return false;
    }

    private void CheckCancel(ElementDefinition cancel)
    {
        if (cancel.Kind == BpmnKind.BoundaryEvent)
        {
            if (Whole(cancel).AttachedTo is >= 0 and var host && elements[host].Kind != BpmnKind.Transaction)
            {
                diagnostics.Add(WorkflowCodes.CancelOutsideTransaction, cancel.Location);
            }

            return;
        }

        var around = cancel.Parent;
        while (around >= 0 && elements[around].Kind != BpmnKind.Transaction)
        {
            around = elements[around].Kind == BpmnKind.CallActivity ? -1 : elements[around].Parent;
        }

        if (around < 0)
        {
            diagnostics.Add(WorkflowCodes.CancelOutsideTransaction, cancel.Location);
        }
        else if (!elements[around].Boundary.Any(border => CatchesCancel(elements[border])))
        {
            diagnostics.Add(WorkflowCodes.CancelLeadsNowhere, cancel.Location, elements[around].Id);
        }
    }
}
