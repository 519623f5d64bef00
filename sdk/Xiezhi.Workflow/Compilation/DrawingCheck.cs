using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>What runs as it is drawn, and is probably drawn by mistake.</summary>
internal static class DrawingCheck
{
    internal static void Run(ProcessDefinition definition, BpmnDocument document, DiagnosticBag diagnostics)
    {
        foreach (var element in definition.Elements)
        {
            if (element is { Kind: >= BpmnKind.ExclusiveGateway, Incoming.Length: 1, Outgoing.Length: 1 })
            {
                diagnostics.Add(WorkflowCodes.GatewayDoesNothing, element.Location);
            }

            if (element.DefaultFlow is { HasCondition: true } fallback)
            {
                diagnostics.Add(WorkflowCodes.DefaultWithCondition, fallback.Location, element.Id);
            }

            var flows = element.OutgoingFlows.Length > 1 ? element.OutgoingFlows : [];
            foreach (var twin in flows.GroupBy(flow => (flow.Target, flow.Condition?.Text)).SelectMany(group => group.Skip(1)))
            {
                diagnostics.Add(WorkflowCodes.FlowDrawnTwice, twin.Location, element.Id, definition.Elements[twin.Target].Id);
            }
        }

        foreach (var flow in document.MessageFlows)
        {
            foreach (var (attribute, end) in new[] { ("sourceRef", flow.Source), ("targetRef", flow.Target) })
            {
                if (!document.Has(end))
                {
                    diagnostics.Add(WorkflowCodes.DanglingMessageFlow, flow.Location, attribute, end);
                }
            }
        }
    }
}
