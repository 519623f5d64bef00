using System.Collections.Immutable;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Analysis;

/// <summary>An element of a scope in the token game: its ways out, and where it stands in the order in which tokens are moved.</summary>
internal sealed class NetElement(ElementDefinition definition, ControlFlow? flow)
{
    internal ElementDefinition Definition => definition;

    /// <summary>What it does; <see langword="null"/> where that is not known.</summary>
    internal ControlFlow? Flow { get; set; } = flow;

    /// <summary>The ways out, each as the flows taken, by index in the definition.</summary>
    internal ImmutableArray<ImmutableArray<int>> Ways { get; set; } = [];

    /// <summary>Smaller for what lies nearer to the beginning; what may end the scope at once comes last.</summary>
    internal int Rank { get; set; }

    /// <summary>A token that goes on from here may end the scope in the same step.</summary>
    internal bool IsLate { get; set; }

    /// <summary>A token that comes here ends the scope.</summary>
    internal bool IsExit { get; set; }

    /// <summary>A token that comes here becomes an incident.</summary>
    internal bool IsStop { get; set; }

    /// <summary>Nothing but ends lies behind it: a second token does no harm here.</summary>
    internal bool IsHarmless { get; set; }

    internal bool IsJoin => Flow is { Joins: not Joining.None } && definition.Incoming.Length > 1;

    internal bool IsReachingJoin => Flow is { Joins: Joining.Reaching } && definition.Incoming.Length > 1;
}

/// <summary>The token game of one scope: a process, or a sub-process that one token enters.</summary>
/// <remarks>
/// A place is a number: a flow with a token on its way, an element with a token before it that came by no flow, an element with a token that stays,
/// a flow with a token that waits at its join, an event on a border that may still happen. A marking is a sorted list of places, one for each token.
/// </remarks>
internal sealed class ScopeNet
{
    private readonly int _flows;
    private readonly int _elements;
    private readonly Dictionary<int, NetElement> _inside = [];

    internal ScopeNet(ProcessDefinition definition, int scope, IEnumerable<ElementDefinition> inside)
    {
        Definition = definition;
        Scope = definition.Elements[scope];
        (_flows, _elements) = (definition.Flows.Length, definition.Elements.Length);
        foreach (var element in inside.Where(one => one.Kind != BpmnKind.EventSubProcess && !CompensationLinks.IsHandler(one)))
        {
            _inside.Add(element.Index, new NetElement(element, FlowOf(element)));
        }

        foreach (var element in _inside.Values)
        {
            Complete(element);
        }

        Order();
        foreach (var element in _inside.Values)
        {
            element.IsHarmless = IsHarmless(element, []);
        }
    }

    internal ProcessDefinition Definition { get; }

    internal ElementDefinition Scope { get; }

    /// <summary>Whether a token can come to what stands before it in the order, by a loop or because what ends the scope stands last.</summary>
    internal bool LeadsBack { get; private set; }

    internal IReadOnlyCollection<NetElement> Elements => _inside.Values;

    internal NetElement this[int element] => _inside[element];

    internal static int Moving(int flow) => flow;

    internal int Before(int element) => _flows + element;

    internal int Staying(int element) => _flows + _elements + element;

    internal int Waiting(int flow) => _flows + (2 * _elements) + flow;

    internal int Armed(int border) => (2 * _flows) + (2 * _elements) + border;

    internal bool IsMoving(int place) => place < _flows + _elements;

    internal bool IsStaying(int place) => place >= _flows + _elements && place < _flows + (2 * _elements);

    internal bool IsWaiting(int place) => place >= _flows + (2 * _elements) && place < (2 * _flows) + (2 * _elements);

    internal int FlowOf(int place) => IsWaiting(place) ? place - _flows - (2 * _elements) : place < _flows ? place : -1;

    /// <summary>The element that a token in <paramref name="place"/> is before or in.</summary>
    internal int ElementOf(int place) =>
        place < _flows ? Definition.Flows[place].Target
        : place < _flows + _elements ? place - _flows
        : place < _flows + (2 * _elements) ? place - _flows - _elements
        : IsWaiting(place) ? Definition.Flows[FlowOf(place)].Target
        : place - (2 * _flows) - (2 * _elements);

    /// <summary>Where tokens can begin: each a beginning of its own, with a token before each of its elements.</summary>
    internal IEnumerable<ImmutableArray<int>> Beginnings()
    {
        if (Scope.Kind == BpmnKind.EventSubProcess)
        {
            return Scope.HandlerStarts.Select(start => ImmutableArray.Create(start));
        }

        var together = Scope.Starts.Where(_inside.ContainsKey).ToImmutableArray();
        var areStartEvents = together.Any(start => Definition.Elements[start].Kind == BpmnKind.StartEvent);
        var beginnings = together.IsEmpty ? [] : areStartEvents ? together.Select(start => ImmutableArray.Create(start)) : [together];
        return Scope.Index != 0 ? beginnings : beginnings.Concat(_inside.Values
            .Where(one => one.Definition.Instantiates || one.Definition is { Kind: BpmnKind.StartEvent, Trigger: not EventKind.None })
            .Select(one => ImmutableArray.Create(one.Definition.Index)));
    }

    /// <summary>What follows an element by flows, links, interrupting events on its border, and where asked also by those that do not interrupt.</summary>
    internal IEnumerable<int> Following(int element, bool overAllBorders)
    {
        var definition = Definition.Elements[element];
        foreach (var flow in definition.Outgoing)
        {
            yield return Definition.Flows[flow].Target;
        }

        if (definition.LinkTarget >= 0)
        {
            yield return definition.LinkTarget;
        }

        foreach (var border in definition.Boundary)
        {
            var hit = Definition.Elements[border];
            if (hit.Trigger != EventKind.Compensation && (overAllBorders || hit.Source!.Interrupts))
            {
                yield return border;
            }
        }
    }

    // What waits for data before it begins may wait though it else would not.
    private static ControlFlow? FlowOf(ElementDefinition element) =>
        element.Behavior.Flows(element) is { Stays: Workflow.Elements.Staying.Passes } flow && element.Program.Data is not null && GraphBuilder.IsActivity(element.Kind)
            ? flow with { Stays = Workflow.Elements.Staying.MayWait }
            : element.Behavior.Flows(element);

    private void Complete(NetElement element)
    {
        var definition = element.Definition;
        if (element.Flow is not { } flow)
        {
            return;
        }

        if (flow.Leaves == Leaving.Raises)
        {
            var catcher = Catching.Find(Definition, definition, definition.Parent);
            element.IsStop = catcher is null;
            element.IsExit = catcher is { Source.Interrupts: true };
        }
        else
        {
            element.IsExit = flow.Leaves == Leaving.EndsScope;
        }

        if (flow.Leaves == Leaving.ByOne && !definition.Outgoing.IsEmpty)
        {
            element.Ways = [.. definition.Outgoing.Select(one => ImmutableArray.Create(one))];
        }
        else if (flow.Leaves is not (Leaving.ByEvent or Leaving.ByLink))
        {
            element.Ways = Some(definition);
            if (element.Ways.IsEmpty)
            {
                element.Flow = null;
            }
        }
    }

    // As Step.Choose: all without a condition, those whose conditions hold, and the default one where none does.
    private static ImmutableArray<ImmutableArray<int>> Some(ElementDefinition element)
    {
        if (!element.HasConditions)
        {
            return [element.Outgoing];
        }

        var always = element.ConditionalFlows.Where(flow => !flow.HasCondition).Select(flow => flow.Index).ToImmutableArray();
        var perhaps = element.ConditionalFlows.Where(flow => flow.HasCondition).Select(flow => flow.Index).ToArray();
        if (perhaps.Length > 8)
        {
            return [];
        }

        var ways = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        for (var chosen = 1; chosen < 1 << perhaps.Length; chosen++)
        {
            ways.Add(always.AddRange(perhaps.Where((_, at) => (chosen & (1 << at)) != 0)));
        }

        var none = element.DefaultFlow is { } fallback ? always.Add(fallback.Index) : always;
        if (!none.IsEmpty)
        {
            ways.Add(none);
        }

        return ways.ToImmutable();
    }

    // The reverse of the order in which a search in depth is done with them: behind all that leads there, as far as there are no loops.
    private void Order()
    {
        var rank = _inside.Count;
        var seen = new HashSet<int>();
        var path = new Stack<(int Element, IEnumerator<int> Next)>();
        foreach (var root in Beginnings().SelectMany(one => one).Concat(_inside.Keys))
        {
            if (!seen.Add(root))
            {
                continue;
            }

            path.Push((root, Following(root, overAllBorders: true).GetEnumerator()));
            while (path.TryPeek(out var top))
            {
                if (!top.Next.MoveNext())
                {
                    _inside[top.Element].Rank = rank--;
                    path.Pop();
                }
                else if (_inside.ContainsKey(top.Next.Current) && seen.Add(top.Next.Current))
                {
                    path.Push((top.Next.Current, Following(top.Next.Current, overAllBorders: true).GetEnumerator()));
                }
            }
        }

        // What leads to the end of the scope without a wait is moved when nothing else is left to move.
        foreach (var element in _inside.Values.Where(one => LeadsToExit(one.Definition.Index, [])))
        {
            element.Rank += _inside.Count;
            element.IsLate = true;
        }

        LeadsBack = _inside.Values.Any(one => Following(one.Definition.Index, overAllBorders: true)
            .Any(next => _inside.TryGetValue(next, out var follower) && follower.Rank <= one.Rank));
    }

    private bool LeadsToExit(int element, HashSet<int> seen) => seen.Add(element) && (_inside[element].IsExit
        || Following(element, overAllBorders: false).Any(next =>
            _inside.TryGetValue(next, out var one) && (one.IsExit || (one.Flow is { Stays: Workflow.Elements.Staying.Passes } && LeadsToExit(next, seen)))));

    private bool IsHarmless(NetElement element, HashSet<int> seen) =>
        element.Definition is { Kind: BpmnKind.EndEvent, Trigger: EventKind.None }
        || (element.Definition.Kind == BpmnKind.ExclusiveGateway && seen.Add(element.Definition.Index)
            && element.Definition.Outgoing.All(flow => IsHarmless(_inside[Definition.Flows[flow].Target], seen)));
}
