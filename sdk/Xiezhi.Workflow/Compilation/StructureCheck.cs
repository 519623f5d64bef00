using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>What can be told about a graph for certain without running it.</summary>
internal static class StructureCheck
{
    internal static void Run(ProcessDefinition definition, DiagnosticBag diagnostics)
    {
        foreach (var element in definition.Elements.Where(element => element.PartOf < 0))
        {
            Ends(definition, element, diagnostics);
            Conditions(definition, element, diagnostics);
            if (element is { AttachedTo: >= 0, Trigger: not EventKind.Compensation } && definition.Elements[element.AttachedTo] is { Behavior: not RefusedElement } host && !host.Behavior.CanWait(host))
            {
                diagnostics.Add(WorkflowCodes.BoundaryNeverFires, element.Location, host.Id);
            }

            if (element.Kind == BpmnKind.EventBasedGateway)
            {
                EventTargets(definition, element, diagnostics);
            }

            if (ElementKinds.IsScope(element.Kind))
            {
                Inside(definition, element, diagnostics);
            }
        }

        Reach(definition, diagnostics);
    }

    private static void Ends(ProcessDefinition definition, ElementDefinition element, DiagnosticBag diagnostics)
    {
        var tag = element.Source?.Tag ?? "process";
        if (!element.Incoming.IsEmpty && IsUnled(element))
        {
            foreach (var flow in element.Incoming)
            {
                diagnostics.Add(WorkflowCodes.FlowNotAllowedIn, definition.Flows[flow].Location, element.Id, tag);
            }
        }

        if (element.Kind is BpmnKind.EndEvent or BpmnKind.EventSubProcess || element.LinkTarget >= 0 || CompensationLinks.IsHandler(element)
            || element is { Kind: BpmnKind.BoundaryEvent, Trigger: EventKind.Compensation })
        {
            foreach (var flow in element.Outgoing)
            {
                diagnostics.Add(WorkflowCodes.FlowNotAllowedOut, definition.Flows[flow].Location, element.Id, tag);
            }
        }
    }

    private static bool IsUnled(ElementDefinition element) =>
        element.Kind is BpmnKind.StartEvent or BpmnKind.BoundaryEvent or BpmnKind.EventSubProcess
        || element.Instantiates
        || element is { Kind: BpmnKind.IntermediateCatchEvent, Trigger: EventKind.Link }
        || CompensationLinks.IsHandler(element);

    private static void Conditions(ProcessDefinition definition, ElementDefinition element, DiagnosticBag diagnostics)
    {
        switch (element.Kind)
        {
            case BpmnKind.ComplexGateway when element.Program.Activation is not null && element.ConditionalFlows.Any(flow => !flow.HasCondition):
                // What has no condition is taken whenever the gateway starts.
                break;
            case BpmnKind.ExclusiveGateway or BpmnKind.InclusiveGateway or BpmnKind.ComplexGateway when element.Outgoing.Length > 1:
                foreach (var flow in element.ConditionalFlows.Where(flow => !flow.HasCondition))
                {
                    diagnostics.Add(WorkflowCodes.MissingCondition, flow.Location, element.Id);
                }

                if (element.DefaultFlow is null)
                {
                    diagnostics.Add(WorkflowCodes.MissingDefault, element.Location);
                }

                break;
            case BpmnKind.ExclusiveGateway or BpmnKind.InclusiveGateway or BpmnKind.ComplexGateway:
                break;
            case var kind when GraphBuilder.IsActivity(kind):
                break;
            default:
                foreach (var flow in element.Outgoing.Select(index => definition.Flows[index]).Where(flow => flow.HasCondition))
                {
                    diagnostics.Add(WorkflowCodes.ConditionNotAllowed, flow.Location, element.Id, element.Source?.Tag ?? "");
                }

                break;
        }
    }

    private static void EventTargets(ProcessDefinition definition, ElementDefinition gateway, DiagnosticBag diagnostics)
    {
        foreach (var flow in gateway.Outgoing.Select(index => definition.Flows[index]))
        {
            var target = definition.Elements[flow.Target];
            if (target.Behavior is not RefusedElement && !EventBasedGateway.Fits(target))
            {
                diagnostics.Add(WorkflowCodes.NotBehindEventGateway, flow.Location, target.Id, gateway.Id);
            }
        }

        if (gateway.Outgoing.IsEmpty)
        {
            diagnostics.Add(WorkflowCodes.MissingPart, gateway.Location, "outgoing sequence flow");
        }
    }

    private static void Inside(ProcessDefinition definition, ElementDefinition scope, DiagnosticBag diagnostics)
    {
        var inside = definition.Elements.Where(element => element.Parent == scope.Index && element.PartOf < 0).ToArray();
        var location = scope.Source?.Location ?? definition.Source.Location;
        if (inside.Length == 0)
        {
            if (scope.Behavior is RefusedElement)
            {
                return;
            }

            diagnostics.Add(scope.Kind is BpmnKind.Process or BpmnKind.EventSubProcess ? WorkflowCodes.NothingInside : WorkflowCodes.OverAtOnce, location);
            return;
        }

        var starts = inside.Where(element => element.Kind == BpmnKind.StartEvent).ToArray();
        if (scope.Kind == BpmnKind.AdHocSubProcess)
        {
            // BPMN 2.0, 10.3.5: no start and end events inside.
            foreach (var inner in inside.Where(inner => inner.Kind is BpmnKind.StartEvent or BpmnKind.EndEvent))
            {
                diagnostics.Add(WorkflowCodes.NotInAdHoc, inner.Location, inner.Source!.Tag);
            }

            return;
        }

        if (scope.Kind == BpmnKind.EventSubProcess)
        {
            if (starts.Length != 1 || starts[0].Trigger == EventKind.None)
            {
                diagnostics.Add(WorkflowCodes.EventSubProcessStart, location);
            }

            return;
        }

        if (scope.Kind == BpmnKind.Process)
        {
            foreach (var start in starts.Where(start => start.Trigger is EventKind.Error or EventKind.Escalation or EventKind.Compensation))
            {
                diagnostics.Add(WorkflowCodes.ElementNotRun, start.Location, "startEvent", start.Trigger.ToString().ToLowerInvariant());
            }
        }

        var plain = starts.Where(start => start.Trigger == EventKind.None).ToArray();
        // Of a process each is a beginning of its own; a sub-process has one (BPMN 2.0, 10.5.2 and 13.3.4).
        if (plain.Length > 1 && scope.Kind != BpmnKind.Process)
        {
            diagnostics.Add(WorkflowCodes.SeveralStarts, location, string.Join(", ", plain.Select(start => start.Id)));
        }

        // What is called may be begun by its other start events elsewhere.
        if (scope.Kind != BpmnKind.Process && (scope.Kind != BpmnKind.CallActivity || scope.Starts.IsEmpty))
        {
            foreach (var start in starts.Where(start => start.Trigger != EventKind.None))
            {
                diagnostics.Add(WorkflowCodes.TriggeredInnerStart, start.Location, start.Trigger.ToString().ToLowerInvariant());
            }
        }
    }

    private static void Reach(ProcessDefinition definition, DiagnosticBag diagnostics)
    {
        var reached = new bool[definition.Elements.Length];
        var next = new Stack<int>();
        void Visit(int index)
        {
            if (!reached[index])
            {
                reached[index] = true;
                next.Push(index);
            }
        }

        Visit(0);
        while (next.TryPop(out var index))
        {
            var element = definition.Elements[index];
            foreach (var flow in element.Outgoing)
            {
                Visit(definition.Flows[flow].Target);
            }

            if (element.LinkTarget >= 0)
            {
                Visit(element.LinkTarget);
            }

            foreach (var border in element.Boundary)
            {
                Visit(border);
            }

            if (element.CompensationHandler >= 0)
            {
                Visit(element.CompensationHandler);
            }

            foreach (var start in element.Starts)
            {
                Visit(start);
            }

            if (ElementKinds.IsScope(element.Kind))
            {
                foreach (var inner in definition.Elements.Where(inner => inner.Parent == index && (inner.Kind is BpmnKind.StartEvent or BpmnKind.EventSubProcess || inner.Instantiates)))
                {
                    Visit(inner.Index);
                }
            }
        }

        foreach (var element in definition.Elements.Where(element => !reached[element.Index] && element.PartOf < 0))
        {
            // Inside what is itself out of reach nothing further needs saying; an unattached border event was named already.
            if (reached[element.Parent] && element.Kind != BpmnKind.BoundaryEvent)
            {
                diagnostics.Add(element.Incoming.IsEmpty && GraphBuilder.BeginsUnled(element) ? WorkflowCodes.NothingLeads : WorkflowCodes.Unreachable, element.Location);
            }
        }
    }
}
