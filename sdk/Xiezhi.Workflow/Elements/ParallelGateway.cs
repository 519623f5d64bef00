using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;

namespace Xiezhi.Workflow.Elements;

/// <summary>Waits for a token from each incoming flow, then takes every outgoing flow (BPMN 2.0, 13.4.1).</summary>
internal sealed class ParallelGateway : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => new(Joining.Every, Staying.Passes, Leaving.BySome);

    internal override bool Absorbs(Token token, Step step)
    {
        var element = token.Element;
        if (element.Incoming.Length < 2 || token.Flow is null)
        {
            return false;
        }

        // Tokens already here, one flow at least once; this one stands for its own flow.
        var present = 1;
        foreach (var arrival in step.Draft.Instance(token.Scope).Arrivals)
        {
            var flow = step.Definition.Flow(arrival.Flow);
            if (flow.Target == element.Index && flow.Index != token.Flow.Index)
            {
                present++;
            }
        }

        return present < element.Incoming.Length;
    }

    internal override Outcome Enter(Token token, Step step) => Outcome.Leave;
}
