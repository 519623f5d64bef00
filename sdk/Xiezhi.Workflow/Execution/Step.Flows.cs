using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Workflow.Execution;

// By which flows a token goes on.
internal sealed partial class Step
{
    /// <summary>Whether the condition of <paramref name="flow"/> holds; a flow without one always does.</summary>
    internal bool Holds(FlowDefinition flow, IVariables variables, out Diagnostic? failure)
    {
        failure = null;
        if (flow.Condition is not { } condition)
        {
            return true;
        }

        var result = Evaluate(condition, variables);
        if (result.Failed)
        {
            failure = result.Failure;
        }
        else if (!result.Value.IsBoolean)
        {
            failure = WorkflowCodes.ConditionNotBoolean.At(flow.Location, flow.Id, result.Value.ToString());
        }

        return failure is null && result.Value.IsTrue;
    }

    /// <summary>The flows out of an element: all whose conditions hold, and the default one where no condition does (BPMN 2.0, 13.3.1).</summary>
    internal Diagnostic? Choose(ElementDefinition element, ValueContext results, int scope, out ImmutableArray<FlowDefinition> taken)
    {
        taken = element.OutgoingFlows;
        if (!element.HasConditions)
        {
            return null;
        }

        var variables = View(scope, element.Program.Activation is null ? results : results.With(Tokens(element, scope, waitingForStart: true)));
        var chosen = ImmutableArray.CreateBuilder<FlowDefinition>();
        var conditionHeld = false;
        foreach (var flow in element.ConditionalFlows)
        {
            if (Holds(flow, variables, out var failure))
            {
                chosen.Add(flow);
                conditionHeld |= flow.Condition is not null;
            }
            else if (failure is not null)
            {
                return failure;
            }
        }

        if (!conditionHeld && element.DefaultFlow is { } fallback)
        {
            chosen.Add(fallback);
        }

        taken = chosen.ToImmutable();
        return taken.IsEmpty ? WorkflowCodes.NoFlowTaken.At(element.Location, element.Id) : null;
    }
}
