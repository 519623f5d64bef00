using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Elements;

/// <summary>Waits for all the events behind it, and goes on by the first that comes (BPMN 2.0, 13.4.4).</summary>
internal sealed class EventBasedGateway : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Holding with { Leaves = Leaving.ByEvent };

    internal override bool CanWait(ElementDefinition element) => true;

    internal override void Compile(ElementCompilation element)
    {
        element.Instantiation();
        if (IsParallel(element.Definition) && !element.Definition.Instantiates)
        {
            // It may be parallel only where it begins the process (BPMN 2.0, 10.6.6).
            element.Refuse(WorkflowCodes.AttributeNotRun, "eventGatewayType", "Parallel", "Exclusive, unless it instantiates");
        }
    }

    internal override Outcome Enter(Token token, Step step)
    {
        var variables = step.View(token.Scope, ValueContext.Empty);
        var waits = ImmutableArray.CreateBuilder<PreparedWait>();
        foreach (var flow in token.Element.OutgoingFlows)
        {
            if (step.PrepareAll(step.Definition.Elements[flow.Target], variables, out var prepared) is { } failure)
            {
                return Outcome.Incident(failure);
            }

            waits.AddRange(prepared);
        }

        var instance = step.Open(token, ValueContext.Empty);
        foreach (var wait in waits)
        {
            step.Await(instance, wait);
        }

        return Outcome.Wait;
    }

    /// <summary>Whether every event behind it must happen, the first of which begins the process.</summary>
    internal static bool IsParallel(ElementDefinition gateway) => gateway.Source!.Attributes.GetValueOrDefault("eventGatewayType")?.Trim() == "Parallel";

    /// <summary>Whether an element may stand behind the gateway: one that waits, and that nothing else leads to.</summary>
    internal static bool Fits(ElementDefinition target) =>
        target.Incoming.Length == 1 && target.Kind is BpmnKind.IntermediateCatchEvent or BpmnKind.ReceiveTask && target.Boundary.IsEmpty;
}
