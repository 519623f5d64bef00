using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;

namespace Xiezhi.Workflow.Elements;

/// <summary>Takes every outgoing flow whose condition holds, and joins as soon as no token on its way can still come (BPMN 2.0, 13.4.3).</summary>
internal sealed class InclusiveGateway : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => new(Joining.Reaching, Staying.Passes, Leaving.BySome);

    /// <summary>A token always waits first: whether others can still come is known only when all have moved.</summary>
    internal override bool Absorbs(Token token, Step step) => token.Element.Incoming.Length > 1 && token.Flow is not null;

    internal override Outcome Enter(Token token, Step step) => step.Complete(token, ValueContext.Empty);

    /// <summary>
    /// Whether a token at <paramref name="element"/> must be waited for: it can reach a flow that has no token yet, and none that has one
    /// (BPMN 2.0, table 13.3).
    /// </summary>
    internal static bool CouldFill(ElementDefinition gateway, int element, Func<int, bool> hasToken)
    {
        var empty = false;
        for (var i = 0; i < gateway.Incoming.Length; i++)
        {
            if (!hasToken(gateway.Incoming[i]))
            {
                empty |= gateway.Reach[i].Contains(element);
            }
            else if (gateway.ReachByFlow[i].Contains(element))
            {
                return false;
            }
        }

        return empty;
    }

    /// <summary>For each incoming flow, the elements from which a token can reach it without passing the gateway itself.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="elements">All elements.</param>
    /// <param name="flows">All flows.</param>
    /// <param name="overBorders">Whether also by the events on the border of an activity, which are no sequence flows.</param>
    internal static ImmutableArray<FrozenSet<int>> Reach(
        ElementDefinition gateway, ImmutableArray<ElementDefinition> elements, ImmutableArray<FlowDefinition> flows, bool overBorders)
    {
        var reach = ImmutableArray.CreateBuilder<FrozenSet<int>>(gateway.Incoming.Length);
        foreach (var incoming in gateway.Incoming)
        {
            var found = new HashSet<int>();
            var next = new Stack<int>([flows[incoming].Source]);
            while (next.TryPop(out var index))
            {
                if (index == gateway.Index || !found.Add(index))
                {
                    continue;
                }

                var element = elements[index];
                foreach (var before in element.Incoming)
                {
                    next.Push(flows[before].Source);
                }

                // From an activity a token can also go on by the events on its border.
                foreach (var link in elements)
                {
                    if (link.LinkTarget == index)
                    {
                        next.Push(link.Index);
                    }
                }

                if (overBorders && element.AttachedTo >= 0)
                {
                    next.Push(element.AttachedTo);
                }
            }

            reach.Add(found.ToFrozenSet());
        }

        return reach.ToImmutable();
    }
}
