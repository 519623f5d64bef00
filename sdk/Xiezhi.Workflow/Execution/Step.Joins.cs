using System.Collections.Immutable;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

// Joins that fire when nothing further can come.
internal sealed partial class Step
{
    /// <summary>Enters an inclusive gateway of the scope at which tokens wait and to which no other can come; false when there is none.</summary>
    private bool FireAnInclusiveJoin(ElementInstance scope)
    {
        foreach (var arrival in scope.Arrivals)
        {
            var gateway = definition.Elements[definition.Flow(arrival.Flow).Target];
            if (gateway.Kind == BpmnKind.InclusiveGateway && NothingElseCanCome(gateway, scope, []))
            {
                EnterNow(new Token(gateway, scope.Id));
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The gateway is enabled when every token that could still reach one of its empty flows could as well reach one that has a token already
    /// (BPMN 2.0, table 13.3), or one from which a complex gateway took its token when it started (table 13.5).
    /// </summary>
    private bool NothingElseCanCome(ElementDefinition gateway, ElementInstance scope, ImmutableArray<Arrival> taken)
    {
        bool CouldFill(int element) => InclusiveGateway.CouldFill(gateway, element, HasToken);

        bool HasToken(int flow) => Holds(scope.Arrivals, definition.Flows[flow]) || Holds(taken, definition.Flows[flow]);

        foreach (var instance in Draft.Instances)
        {
            if (instance.Scope == scope.Id && CouldFill(definition.Element(instance.Element).Index))
            {
                return false;
            }
        }

        foreach (var arrival in scope.Arrivals)
        {
            var join = definition.Flow(arrival.Flow).Target;
            if (join != gateway.Index && CouldFill(join))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Holds(ImmutableArray<Arrival> arrivals, FlowDefinition flow)
    {
        foreach (var arrival in arrivals)
        {
            if (arrival.Flow == flow.Id)
            {
                return true;
            }
        }

        return false;
    }
}
