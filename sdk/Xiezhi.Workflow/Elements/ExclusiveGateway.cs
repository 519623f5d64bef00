using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;

namespace Xiezhi.Workflow.Elements;

/// <summary>Takes the first outgoing flow whose condition holds, else the default flow (BPMN 2.0, 13.4.2).</summary>
internal sealed class ExclusiveGateway : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => new(Joining.None, Staying.Passes, Leaving.ByOne);

    internal override Outcome Enter(Token token, Step step)
    {
        var variables = step.View(token.Scope, ValueContext.Empty);
        foreach (var flow in token.Element.ConditionalFlows)
        {
            if (step.Holds(flow, variables, out var failure))
            {
                return Outcome.Take(flow);
            }

            if (failure is not null)
            {
                return Outcome.Incident(failure);
            }
        }

        if (token.Element.DefaultFlow is { } fallback)
        {
            return Outcome.Take(fallback);
        }

        return token.Element.Outgoing.IsEmpty ? Outcome.Leave : Outcome.Incident(WorkflowCodes.NoFlowTaken.At(token.Element.Location, token.Element.Id));
    }
}
