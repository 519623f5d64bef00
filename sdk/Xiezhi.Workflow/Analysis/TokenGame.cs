using System.Collections.Immutable;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Analysis;

/// <summary>What may happen next in a marking.</summary>
/// <param name="To">The marking after it.</param>
/// <param name="Element">The element that is left; -1 where none is.</param>
/// <param name="Flows">By which flows.</param>
/// <param name="IsChoice">Whether something else could happen to that element.</param>
/// <param name="IsSure">Whether a run can certainly do it.</param>
internal readonly record struct Move(int[] To, int Element, ImmutableArray<int> Flows, bool IsChoice, bool IsSure);

/// <summary>How a marking ends in which nothing can move.</summary>
internal enum Ending
{
    /// <summary>Something can move.</summary>
    None,

    /// <summary>No token is left.</summary>
    Done,

    /// <summary>The scope is ended at once, or a token stops as an incident.</summary>
    Other,

    /// <summary>All tokens wait at joins.</summary>
    Stuck,

    /// <summary>What happens next is not known.</summary>
    Unknown,
}

/// <summary>The moves of a scope's tokens, in the order in which the step makes them.</summary>
/// <remarks>
/// Moves that do not depend on each other are tried in one order only: the token nearest to the beginning first, so that tokens that run side by side
/// gather before the place where they meet. Where a loop may bring another token to the one that would be moved, or the firing of an inclusive join
/// may depend on the order, all orders are tried.
/// </remarks>
internal sealed class TokenGame(ScopeNet net, IReadOnlyDictionary<int, ScopeSummary> scopes, ScopeSummary summary, IReadOnlySet<int> armed)
{
    private readonly NetElement[] _reachingJoins = [.. net.Elements.Where(one => one.IsReachingJoin)];

    internal Ending Next(int[] marking, bool isSure, List<Move> moves)
    {
        var isHeld = false;
        var (first, staying) = (-1, new List<int>());
        foreach (var place in marking)
        {
            if (net.IsMoving(place))
            {
                if (net[net.ElementOf(place)].IsExit)
                {
                    isHeld = true;
                    Enter(net.ElementOf(place), isSure);
                    if (net[net.ElementOf(place)].Definition.Trigger == EventKind.Terminate)
                    {
                        // It is over, but as what is done.
                        summary.CanComplete = true;
                        summary.IsSureToComplete |= isSure;
                    }
                }
                else if (first < 0 || Order(place) < Order(first))
                {
                    first = place;
                }
            }
            else if (net.IsStaying(place) && (staying.Count == 0 || staying[^1] != net.ElementOf(place)))
            {
                staying.Add(net.ElementOf(place));
            }
        }

        if (first >= 0)
        {
            if (!isHeld && _reachingJoins.Length == 0 && !net[net.ElementOf(first)].IsHarmless && GoEarlier(marking, staying, net[net.ElementOf(first)].Rank, isSure, moves))
            {
                return Ending.None;
            }

            return Arrive(marking, first, isSure && !isHeld, !isHeld, moves) ? Ending.None : Ending.Unknown;
        }

        var ready = _reachingJoins.Where(join => IsReady(join.Definition, marking, staying)).ToArray();
        var isCalm = !isHeld && staying.All(one => net[one].Flow!.Stays == Staying.Waits || net[one].IsStop);
        foreach (var join in ready)
        {
            var element = join.Definition;
            Enter(element.Index, isSure && !isHeld);
            var rest = Marking.Change(marking, element.Incoming.Select(net.Waiting), []);
            Leave(rest, join, false, ready.Length == 1 && isCalm, moves);
        }

        if (ready.Length == 0 || !isCalm)
        {
            Stay(marking, staying, isSure, !isHeld && ready.Length == 0, moves);
        }

        if (moves.Count > 0)
        {
            return Ending.None;
        }

        return marking.Length == 0 ? Ending.Done
            : !isHeld && marking.All(net.IsWaiting) ? Ending.Stuck
            : Ending.Other;
    }

    // Before an end nothing needs to gather.
    private int Order(int place) => net[net.ElementOf(place)] is { IsHarmless: false } element ? element.Rank : -1;

    private void Enter(int element, bool isSure)
    {
        summary.Entered.Add(element);
        if (isSure)
        {
            summary.SurelyEntered.Add(element);
        }
    }

    private bool Arrive(int[] marking, int place, bool isSurelyHere, bool isSure, List<Move> moves)
    {
        var element = net[net.ElementOf(place)];
        var definition = element.Definition;
        if (element.Flow is not { } flow)
        {
            Enter(definition.Index, isSurelyHere);
            summary.Gap(SoundnessGapReason.NotModelled, definition.Id);
            return false;
        }

        var by = net.FlowOf(place);
        if (element.IsJoin && by >= 0)
        {
            var others = definition.Incoming.Where(one => one != by).Select(net.Waiting).ToArray();
            if (flow.Joins == Joining.Reaching || !others.All(other => Marking.Has(marking, other)))
            {
                moves.Add(new Move(Marking.Change(marking, [place], [net.Waiting(by)]), -1, [], false, isSure));
                return true;
            }

            Enter(definition.Index, isSurelyHere);
            Leave(Marking.Change(marking, others.Append(place), []), element, false, isSure, moves);
            return true;
        }

        Enter(definition.Index, isSurelyHere);
        if (element.IsStop || flow.Stays != Staying.Passes)
        {
            var waits = definition.Boundary.Where(armed.Contains).Select(net.Armed).Prepend(net.Staying(definition.Index));
            moves.Add(new Move(Marking.Change(marking, [place], waits), -1, [], false, isSure));
            return true;
        }

        Leave(Marking.Change(marking, [place], []), element, false, isSure, moves);
        return true;
    }

    private void Leave(int[] rest, NetElement element, bool isChoice, bool isSure, List<Move> moves)
    {
        var definition = element.Definition;
        if (element.Flow is null)
        {
            summary.Gap(SoundnessGapReason.NotModelled, definition.Id);
            return;
        }

        if (definition.LinkTarget >= 0)
        {
            moves.Add(new Move(Marking.Change(rest, [], [net.Before(definition.LinkTarget)]), definition.Index, [], isChoice, isSure));
            return;
        }

        foreach (var way in element.Ways)
        {
            moves.Add(new Move(Marking.Change(rest, [], way.Select(ScopeNet.Moving)), definition.Index, way, isChoice || element.Ways.Length > 1, isSure));
        }
    }

    // Completing what waits, or an event on its border. One element is enough where nothing else depends on the order.
    private void Stay(int[] marking, List<int> staying, bool isSurelyHere, bool isSure, List<Move> moves)
    {
        summary.IsSureToWait |= isSurelyHere && isSure && staying.Any(IsSureToWait);
        var inOrder = staying.OrderBy(one => net[one].Rank).ToArray();
        var isOneEnough = _reachingJoins.Length == 0 || IsOrderIndifferent(marking, staying);
        foreach (var index in inOrder)
        {
            var before = moves.Count;
            Go(marking, net[index], isSurelyHere, isSure, moves);
            if (isOneEnough && moves.Count > before)
            {
                if (before == 0 && !(net.LeadsBack && staying.Count > 1 && Reaches(marking, index)))
                {
                    return;
                }

                // The next that no other can meet does as well; what was found until now is left out again.
                if (inOrder.FirstOrDefault(other => other != index && CanGoAlone(marking, other, isSurelyHere), -1) is var alone and >= 0)
                {
                    moves.Clear();
                    Go(marking, net[alone], isSurelyHere, isSure, moves);
                    return;
                }

                isOneEnough = false;
            }
        }
    }

    // A step lets a token go on as far as it can. Where no join looks at where the others are, it may as well be held back for one that is behind it.
    private bool GoEarlier(int[] marking, List<int> staying, int rank, bool isSurelyHere, List<Move> moves)
    {
        if (marking.Any(place => net.IsMoving(place) && net[net.ElementOf(place)].IsLate))
        {
            return false;
        }

        foreach (var index in staying.Where(one => net[one].Rank < rank).OrderBy(one => net[one].Rank))
        {
            if (!net.LeadsBack || !Reaches(marking, index))
            {
                Go(marking, net[index], isSurelyHere, true, moves);
                if (moves.Count > 0)
                {
                    summary.IsSureToWait |= isSurelyHere && IsSureToWait(index);
                    return true;
                }
            }
        }

        return false;
    }

    private bool CanGoAlone(int[] marking, int index, bool isSurelyHere)
    {
        var moves = new List<Move>();
        Go(marking, net[index], isSurelyHere, false, moves);
        return moves.Count > 0 && !Reaches(marking, index);
    }

    /// <summary>Whether another token can come to <paramref name="target"/> as long as the one that is there stays.</summary>
    private bool Reaches(int[] marking, int target)
    {
        var isHere = false;
        var reached = new HashSet<int>();
        var flows = new HashSet<int>();
        var next = new Queue<int>();
        foreach (var place in marking)
        {
            if (net.IsWaiting(place))
            {
                flows.Add(net.FlowOf(place));
            }
            else if (!isHere && place == net.Staying(target))
            {
                isHere = true;
            }
            else if (net.IsStaying(place))
            {
                next.Enqueue(net.ElementOf(place));
            }
            else if (net.IsMoving(place))
            {
                if (net.FlowOf(place) is var flow and >= 0)
                {
                    flows.Add(flow);
                }

                if (net.ElementOf(place) == target)
                {
                    return true;
                }

                next.Enqueue(net.ElementOf(place));
            }
        }

        while (next.TryDequeue(out var index))
        {
            foreach (var follower in net.Following(index, overAllBorders: true))
            {
                var element = net[follower];
                foreach (var flow in element.Definition.Incoming)
                {
                    if (net.Definition.Flows[flow].Source == index)
                    {
                        flows.Add(flow);
                    }
                }

                // A join lets none through for which another is missing.
                if (element.IsJoin && !element.IsReachingJoin && !element.Definition.Incoming.All(flows.Contains))
                {
                    continue;
                }

                if (follower == target)
                {
                    return true;
                }

                if (reached.Add(follower))
                {
                    next.Enqueue(follower);
                }
            }
        }

        return false;
    }

    private void Go(int[] marking, NetElement element, bool isSurelyHere, bool isSure, List<Move> moves)
    {
        var definition = element.Definition;
        if (element.IsStop)
        {
            return;
        }

        var rest = Marking.Change(marking, definition.Boundary.Select(net.Armed).Append(net.Staying(definition.Index)), []);
        var isChoice = definition.Boundary.Any(border => net.Definition.Elements[border].Trigger != EventKind.Compensation);
        if (element.Flow!.Leaves == Leaving.ByEvent)
        {
            foreach (var flow in definition.Outgoing)
            {
                var caught = net[net.Definition.Flows[flow].Target];
                Enter(caught.Definition.Index, isSurelyHere && isSure);
                Leave(rest, caught, definition.Outgoing.Length > 1, isSure, moves);
            }
        }
        else if (!ElementKinds.IsScope(definition.Kind))
        {
            Leave(rest, element, isChoice, isSure, moves);
        }
        else if (scopes[definition.Index].CanComplete)
        {
            Leave(rest, element, isChoice, isSure && scopes[definition.Index].IsSureToComplete, moves);
        }

        foreach (var index in definition.Boundary)
        {
            var border = net[index];
            if (border.Definition.Trigger == EventKind.Compensation)
            {
                continue;
            }

            var happens = isSure && IsSureToHappen(element, border);
            if (border.Definition.Source!.Interrupts)
            {
                Enter(index, isSurelyHere && happens);
                Leave(rest, border, true, happens, moves);
            }
            else if (Marking.Has(marking, net.Armed(index)))
            {
                Enter(index, isSurelyHere && happens);
                Leave(Marking.Change(marking, [net.Armed(index)], []), border, true, happens, moves);
            }
        }
    }

    internal bool IsSureToWait(int index)
    {
        var element = net[index];
        return !element.IsStop && element.Definition.Behavior.CanWait(element.Definition) && element.Definition.Trigger != EventKind.Compensation
            && (!ElementKinds.IsScope(element.Definition.Kind) || scopes[index].IsSureToWait);
    }

    internal bool IsSureToHappen(NetElement host, NetElement border)
    {
        var kind = border.Definition.Trigger;
        if (kind is EventKind.Timer or EventKind.Message or EventKind.Signal or EventKind.Conditional)
        {
            return IsSureToWait(host.Definition.Index);
        }

        if (!ElementKinds.IsScope(host.Definition.Kind))
        {
            return kind == EventKind.Error && CanFail(host.Definition);
        }

        return scopes[host.Definition.Index].SurelyEntered.Select(index => net.Definition.Elements[index]).Any(inner => kind switch
        {
            EventKind.Cancel => inner.Trigger == EventKind.Cancel && inner.Kind == BpmnKind.EndEvent,
            EventKind.Error when CanFail(inner) => !inner.Boundary.Concat(host.Definition.Handlers).Any(one => net.Definition.Elements[one].Trigger == EventKind.Error),
            _ => inner.Trigger == kind && inner.Kind is BpmnKind.EndEvent or BpmnKind.IntermediateThrowEvent
                && Catching.Find(net.Definition, inner, inner.Parent) == border.Definition,
        });
    }

    // What people and systems do may fail with any error.
    private static bool CanFail(ElementDefinition element) =>
        element.Kind is BpmnKind.UserTask or BpmnKind.ManualTask or BpmnKind.ServiceTask or BpmnKind.SendTask or BpmnKind.BusinessRuleTask
        && element.Behavior.CanWait(element);

    private bool IsReady(ElementDefinition join, int[] marking, List<int> staying)
    {
        if (!join.Incoming.Any(flow => Marking.Has(marking, net.Waiting(flow))))
        {
            return false;
        }

        bool CouldFill(int element) => InclusiveGateway.CouldFill(join, element, flow => Marking.Has(marking, net.Waiting(flow)));
        return !staying.Any(CouldFill) && !marking.Any(place => net.IsWaiting(place) && net.ElementOf(place) != join.Index && CouldFill(net.ElementOf(place)));
    }

    /// <summary>Whether each token that can come to an inclusive join comes by a flow of its own: then the joins wait for all of them in any order.</summary>
    private bool IsOrderIndifferent(int[] marking, List<int> staying)
    {
        var tokens = marking.Where(net.IsWaiting).Select(place => (Element: net.ElementOf(place), Flow: net.FlowOf(place)))
            .Concat(marking.Where(net.IsStaying).Select(place => (Element: net.ElementOf(place), Flow: -1)))
            .Where(token => token.Flow >= 0 || !net[token.Element].IsStop)
            .ToArray();
        foreach (var join in _reachingJoins)
        {
            var taken = new HashSet<int>();
            foreach (var (element, flow) in tokens)
            {
                if (flow >= 0 && element == join.Definition.Index)
                {
                    if (!taken.Add(join.Definition.Incoming.IndexOf(flow)))
                    {
                        return false;
                    }

                    continue;
                }

                var reached = Enumerable.Range(0, join.Definition.Incoming.Length).Where(at => join.Definition.Reach[at].Contains(element)).ToArray();
                if (reached.Length > 1 || (reached.Length == 1 && !taken.Add(reached[0])))
                {
                    // One token alone has nothing to race with.
                    return tokens.Length == 1;
                }
            }
        }

        return true;
    }
}
