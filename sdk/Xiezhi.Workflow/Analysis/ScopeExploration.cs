using System.Collections.Immutable;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Analysis;

/// <summary>Looks at every state of one scope, first all that a run certainly reaches, and then what it perhaps reaches.</summary>
internal sealed class ScopeExploration
{
    // More than this would take memory rather than time.
    private const int MaximumPlaces = 8_000_000;

    private readonly ScopeNet _net;
    private readonly TokenGame _game;
    private readonly int _budget;
    private readonly ScopeSummary _summary;
    private readonly List<State> _states = [];
    private readonly Dictionary<int[], int> _byMarking = new(Marking.Comparer);
    private readonly Queue<int> _sure = new();
    private readonly Queue<(int From, Move Move)> _perhaps = new();
    private readonly Queue<int> _later = new();
    private readonly HashSet<int> _left = [];
    private readonly HashSet<int> _doubled = [];
    private readonly HashSet<int> _stuck = [];
    private readonly HashSet<int> _armed = [];
    private readonly int[] _seen;
    private long _places;

    internal ScopeExploration(ScopeNet net, IReadOnlyDictionary<int, ScopeSummary> scopes, int budget)
    {
        (_net, _budget) = (net, budget);
        _summary = new ScopeSummary();
        _game = new TokenGame(net, scopes, _summary, _armed);
        _seen = new int[net.Definition.Elements.Length];
    }

    private sealed class State(int[] marking, int from, Move by, bool isSure)
    {
        internal int[] Marking => marking;

        internal int From => from;

        internal Move By => by;

        internal bool IsSure => isSure;

        internal Ending Ending { get; set; }

        internal List<int> Next { get; } = [];
    }

    internal ScopeSummary Run()
    {
        var asides = Asides();
        var isEmpty = true;
        foreach (var beginning in _net.Beginnings())
        {
            isEmpty = false;
            Begin([.. beginning.Select(_net.Before).Order()], default, true);
        }

        Explore();
        var done = _byMarking.TryGetValue([], out var empty) ? _states[empty] : null;
        _summary.CanComplete |= isEmpty || done is not null || !_summary.IsExhaustive;
        _summary.IsSureToComplete |= isEmpty || done is { IsSure: true };
        _summary.HasOtherEnds = _states.Any(state => state.Ending is Ending.Other or Ending.Unknown);
        var main = _states.Count;

        foreach (var (border, host) in asides)
        {
            if (_summary.Entered.Contains(host))
            {
                var isSure = _summary.SurelyEntered.Contains(host) && _game.IsSureToHappen(_net[host], _net[border]);
                Begin(
                    [.. _net.Definition.Elements[border].Outgoing.Select(ScopeNet.Moving).Order()],
                    new Move([], border, _net.Definition.Elements[border].Outgoing, true, isSure),
                    isSure);
                _summary.Entered.Add(border);
                Explore();
            }
        }

        FindDead();
        FindEndless(main);
        _summary.States = _states.Count;
        return _summary;
    }

    /// <summary>Events that don't interrupt, whose ways meet no other: each is looked at as a beginning of its own. The others join the game once for each time their host is entered.</summary>
    private List<(int Border, int Host)> Asides()
    {
        var ways = _net.Elements
            .Where(one => one.Definition is { Kind: BpmnKind.BoundaryEvent, AttachedTo: >= 0, Trigger: not EventKind.Compensation, Source.Interrupts: false })
            .Select(one => (one.Definition, Way: Closure([one.Definition.Index])))
            .ToArray();
        var main = Closure(_net.Beginnings().SelectMany(one => one));
        var asides = new List<(int, int)>();
        foreach (var (border, way) in ways)
        {
            var meets = way.Overlaps(main) || ways.Any(other => other.Definition != border && way.Overlaps(other.Way));
            if (meets)
            {
                _armed.Add(border.Index);
            }
            else
            {
                asides.Add((border.Index, border.AttachedTo));
            }

            if (meets || way.Any(index => _net[index].IsReachingJoin))
            {
                Give(SoundnessGapReason.Repeats, border.Id);
            }
        }

        return asides;
    }

    private HashSet<int> Closure(IEnumerable<int> from)
    {
        var found = new HashSet<int>();
        var next = new Stack<int>(from);
        while (next.TryPop(out var index))
        {
            if (!_net[index].IsHarmless && found.Add(index))
            {
                foreach (var follower in _net.Following(index, overAllBorders: false))
                {
                    next.Push(follower);
                }
            }
        }

        return found;
    }

    private void Begin(int[] marking, Move by, bool isSure)
    {
        if (!_byMarking.ContainsKey(marking))
        {
            Add(marking, -1, by, isSure);
        }
    }

    private void Explore()
    {
        // Whatever follows from what is not certain is no more certain: it is looked at when all that is certain was.
        while (_sure.Count + _perhaps.Count + _later.Count > 0)
        {
            if (_sure.TryDequeue(out var index) || _later.TryDequeue(out index))
            {
                Expand(index);
            }
            else
            {
                var (from, move) = _perhaps.Dequeue();
                Follow(from, move, false);
            }
        }
    }

    private void Expand(int index)
    {
        var state = _states[index];
        var moves = new List<Move>();
        state.Ending = _game.Next(state.Marking, state.IsSure, moves);
        switch (state.Ending)
        {
            case Ending.Unknown:
                _summary.IsExhaustive = false;
                break;
            case Ending.Stuck:
                Stuck(index);
                break;
        }

        foreach (var move in moves)
        {
            if (move.Element >= 0)
            {
                _left.Add(move.Element);
            }

            if (state.IsSure && !move.IsSure)
            {
                _perhaps.Enqueue((index, move));
            }
            else
            {
                Follow(index, move, state.IsSure);
            }
        }
    }

    private void Follow(int from, Move move, bool isSure)
    {
        if (_byMarking.TryGetValue(move.To, out var known))
        {
            _states[from].Next.Add(known);
            return;
        }

        if (_states.Count >= _budget || _places > MaximumPlaces)
        {
            Give(SoundnessGapReason.TooManyStates, _net.Scope.Id);
            _states[from].Ending = Ending.Unknown;
            return;
        }

        for (var at = 2; at < move.To.Length; at++)
        {
            if (move.To[at] == move.To[at - 2])
            {
                Give(SoundnessGapReason.Unbounded, Id(_net.ElementOf(move.To[at])));
                _states[from].Ending = Ending.Unknown;
                return;
            }
        }

        _states[from].Next.Add(Add(move.To, from, move, isSure));
    }

    private int Add(int[] marking, int from, Move by, bool isSure)
    {
        var index = _states.Count;
        _states.Add(new State(marking, from, by, isSure));
        _byMarking.Add(marking, index);
        _places += marking.Length;
        FindDoubled(index);
        (isSure ? _sure : _later).Enqueue(index);
        return index;
    }

    private void FindDoubled(int index)
    {
        var state = _states[index];
        var before = -1;
        foreach (var place in state.Marking)
        {
            var element = _net.ElementOf(place);
            var isTwice = place == before || (!_net[element].IsJoin && place < _net.Armed(0) && _seen[element] == index + 1);
            before = place;
            _seen[element] = index + 1;
            if (!isTwice || _net[element].IsHarmless || _net[element].IsExit || _doubled.Contains(element))
            {
                continue;
            }

            if (!state.IsSure)
            {
                Give(SoundnessGapReason.NotCertain, Id(element));
            }
            else if (!_doubled.Any(other => Closure([other]).Contains(element)))
            {
                _summary.Problems.Add(new SoundnessProblem
                {
                    Kind = SoundnessProblemKind.LackOfSynchronization, Element = Id(element), Scope = _net.Scope.Id, Trace = Trace(index),
                });
            }

            _doubled.Add(element);
        }
    }

    private void Stuck(int index)
    {
        var state = _states[index];
        var joins = state.Marking.Select(_net.ElementOf).Distinct().Where(join => !_stuck.Contains(join)).ToArray();
        foreach (var join in joins)
        {
            if (!state.IsSure)
            {
                Give(SoundnessGapReason.NotCertain, Id(join));
                continue;
            }

            _stuck.Add(join);
            _summary.Problems.Add(new SoundnessProblem
            {
                Kind = SoundnessProblemKind.Deadlock,
                Element = Id(join),
                Scope = _net.Scope.Id,
                Missing =
                [
                    .. _net.Definition.Elements[join].Incoming
                        .Where(flow => !Marking.Has(state.Marking, _net.Waiting(flow)))
                        .Select(flow => _net.Definition.Flows[flow].Id),
                ],
                Trace = Trace(index),
            });
        }
    }

    // Behind what is never left nothing needs to be said: the reason stands there.
    private void FindDead()
    {
        if (!_summary.IsExhaustive)
        {
            return;
        }

        foreach (var element in _net.Elements.Select(one => one.Definition))
        {
            if (!_summary.Entered.Contains(element.Index) && !_stuck.Contains(element.Index) && element.Kind != BpmnKind.BoundaryEvent
                && element.Incoming.Any(flow => _left.Contains(_net.Definition.Flows[flow].Source)))
            {
                _summary.Problems.Add(new SoundnessProblem { Kind = SoundnessProblemKind.Dead, Element = element.Id, Scope = _net.Scope.Id });
            }
        }
    }

    private void FindEndless(int main)
    {
        var before = new List<int>[_states.Count];
        var ends = new bool[_states.Count];
        var next = new Stack<int>();
        for (var i = 0; i < _states.Count; i++)
        {
            foreach (var follower in _states[i].Next)
            {
                (before[follower] ??= []).Add(i);
            }

            if (_states[i].Ending != Ending.None || _states[i].Next.Count == 0)
            {
                ends[i] = true;
                next.Push(i);
            }
        }

        while (next.TryPop(out var index))
        {
            foreach (var earlier in before[index] ?? [])
            {
                if (!ends[earlier])
                {
                    ends[earlier] = true;
                    next.Push(earlier);
                }
            }
        }

        // To wait for something outside to end it may be meant.
        if (IsInterrupted(_net.Definition, _net.Scope))
        {
            return;
        }

        if (Enumerable.Range(0, main).FirstOrDefault(index => !ends[index] && _states[index].IsSure, -1) is var first and >= 0)
        {
            var element = _states[first].Marking.Select(_net.ElementOf).First();
            _summary.Problems.Add(new SoundnessProblem { Kind = SoundnessProblemKind.NeverEnds, Element = Id(element), Scope = _net.Scope.Id, Trace = Trace(first) });
        }
        else if (Enumerable.Range(0, _states.Count).FirstOrDefault(index => !ends[index], -1) is var perhaps and >= 0)
        {
            Give(SoundnessGapReason.NotCertain, Id(_states[perhaps].Marking.Select(_net.ElementOf).First()));
        }
    }

    /// <summary>Whether something may end a scope from its border, from within, or from a scope around it.</summary>
    internal static bool IsInterrupted(ProcessDefinition definition, ElementDefinition scope)
    {
        for (var at = scope; ; at = definition.Elements[at.Parent])
        {
            if (at.Boundary.Concat(at.Handlers).Any(index => definition.Elements[index] is { Trigger: not EventKind.Compensation, Source.Interrupts: true }))
            {
                return true;
            }

            if (at.Parent < 0)
            {
                return false;
            }
        }
    }

    private ImmutableArray<SoundnessStep> Trace(int index)
    {
        var steps = new List<SoundnessStep>();
        for (; index >= 0; index = _states[index].From)
        {
            if (_states[index].By is { To: not null, Element: >= 0 } by)
            {
                steps.Add(new SoundnessStep(Id(by.Element), [.. by.Flows.Select(flow => _net.Definition.Flows[flow].Id)], by.IsChoice));
            }
        }

        steps.Reverse();
        return [.. steps];
    }

    private string Id(int element) => _net.Definition.Elements[element].Id;

    private void Give(SoundnessGapReason reason, string element)
    {
        _summary.IsExhaustive = false;
        _summary.Gap(reason, element);
    }
}
