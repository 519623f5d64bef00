using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis.Cells;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.Analysis.Axes;

/// <summary>The segments of an axis that a cell surely holds for, and those that it may hold for.</summary>
internal sealed record Accepted(SegmentSet Must, SegmentSet May)
{
    public bool IsExact => ReferenceEquals(Must, May);
}

/// <summary>All values of one input, cut into segments that every cell treats alike.</summary>
internal sealed class Axis
{
    private readonly List<(int First, int End, bool IsOrdered)> _zones = [];
    private readonly Dictionary<Value, int> _points = [];

    public Axis(ImmutableArray<Segment> segments)
    {
        Segments = segments;
        All = new SegmentSet(segments.Length);
        All.AddRange(0, segments.Length);
        Asked = new SegmentSet(segments.Length);
        for (var i = 0; i < segments.Length; i++)
        {
            if (!segments[i].IsAside)
            {
                Asked.Add(i);
            }

            if (i == 0 || segments[i].Zone != segments[i - 1].Zone)
            {
                _zones.Add((i, i + 1, true));
            }

            var (first, _, isOrdered) = _zones[^1];
            var isEnumerated = segments[i].Zone is ZoneKind.Null or ZoneKind.Boolean or ZoneKind.Other || (!segments[i].IsPoint && segments[i] is { Zone: ZoneKind.String, Position: < 0 });
            _zones[^1] = (first, i + 1, isOrdered && !isEnumerated);
            if (segments[i].IsPoint)
            {
                _points.TryAdd(segments[i].Probe, i);
            }
        }
    }

    public ImmutableArray<Segment> Segments { get; }

    /// <summary>Every segment.</summary>
    public SegmentSet All { get; }

    /// <summary>The segments in which a gap is a gap.</summary>
    public SegmentSet Asked { get; }

    /// <summary>What a cell accepts.</summary>
    public Accepted Accept(Cell cell)
    {
        if (cell.IsAnything)
        {
            return new Accepted(All, All);
        }

        var must = new SegmentSet(Segments.Length);
        var may = must;
        foreach (var test in cell.Tests)
        {
            var accepted = Bounds(test);
            var isExact = ReferenceEquals(must, may) && accepted.IsExact;
            must = must.Or(accepted.Must);
            may = isExact ? must : may.Or(accepted.May);
        }

        if (!cell.IsNegated)
        {
            return new Accepted(must, may);
        }

        var refused = All.Except(must);
        return ReferenceEquals(must, may) ? new Accepted(refused, refused) : new Accepted(All.Except(may), refused);
    }

    private Accepted Bounds(CellTest test)
    {
        if (test is SimplyKnownTest { Test: var inner } && Accept(inner) is { } simple)
        {
            var structured = Of(ZoneKind.Other);
            return structured.IsEmpty ? new Accepted(simple, simple) : new Accepted(simple.Except(structured), simple.Or(structured));
        }

        return Accept(test) is { } accepted ? new Accepted(accepted, accepted) : new Accepted(new SegmentSet(Segments.Length), All);
    }

    /// <summary>What one test accepts; <see langword="null"/> where that is not known.</summary>
    public SegmentSet? Accept(CellTest test)
    {
        switch (test)
        {
            case ConstantTest { Constant: var constant }:
                return Ask([.. ColumnKinds.Parts(constant)], value => Comparison.Matches(value, constant)).True;
            case ConditionTest { Condition: var condition }:
                return Ask(condition).True;
            case EmptyTest:
                return new SegmentSet(Segments.Length);
            default:
                return null;
        }
    }

    private (SegmentSet True, SegmentSet False) Ask(Condition condition)
    {
        switch (condition)
        {
            case Comparing comparing:
                return Ask([.. comparing.Constants.SelectMany(ColumnKinds.Parts)], comparing.Holds);
            case OfKind { Kind: var kind }:
                var same = new SegmentSet(Segments.Length);
                for (var i = 0; i < Segments.Length; i++)
                {
                    if (Segments[i].Probe.Kind == kind)
                    {
                        same.Add(i);
                    }
                }

                return (same, All.Except(same));
            case Not { Operand: var operand }:
                var (holds, fails) = Ask(operand);
                return (fails, holds);
            case Both both:
                var (left, right) = (Ask(both.Left), Ask(both.Right));
                return (left.True.And(right.True), left.False.Or(right.False));
            default:
                var either = (Either)condition;
                var (one, other) = (Ask(either.Left), Ask(either.Right));
                return (one.True.Or(other.True), one.False.And(other.False));
        }
    }

    // Between two neighbours among the constants the answer is the same, so that one value answers for all.
    private (SegmentSet True, SegmentSet False) Ask(Value[] constants, Func<Value, bool?> holds)
    {
        var (yes, no) = (new SegmentSet(Segments.Length), new SegmentSet(Segments.Length));
        foreach (var (first, end, isOrdered) in _zones)
        {
            if (!isOrdered)
            {
                AskEnumerated(first, end, constants, holds, yes, no);
                continue;
            }

            var cuts = new SortedSet<int> { first, end };
            foreach (var constant in constants)
            {
                if (Zones.Of(constant) == Segments[first].Zone)
                {
                    var at = Find(first, end, constant);
                    cuts.Add(at);
                    if (at < end && Comparison.Compare(Segments[at].Probe, constant) == 0)
                    {
                        cuts.Add(at + 1);
                    }
                }
            }

            var from = -1;
            foreach (var cut in cuts)
            {
                if (from >= 0)
                {
                    Answer(from, cut, holds, yes, no);
                }

                from = cut;
            }
        }

        return (yes, no);
    }

    private void AskEnumerated(int first, int end, Value[] constants, Func<Value, bool?> holds, SegmentSet yes, SegmentSet no)
    {
        var asked = new SortedSet<int>();
        foreach (var constant in constants)
        {
            if (_points.TryGetValue(constant, out var at) && at >= first && at < end)
            {
                asked.Add(at);
            }
        }

        var from = first;
        bool? others = null;
        var isKnown = false;
        foreach (var at in asked.Append(end))
        {
            if (from < at)
            {
                others = isKnown ? others : holds(Segments[from].Probe);
                isKnown = true;
                (others == true ? yes : others == false ? no : null)?.AddRange(from, at);
            }

            if (at < end)
            {
                Answer(at, at + 1, holds, yes, no);
            }

            from = at + 1;
        }
    }

    private void Answer(int first, int end, Func<Value, bool?> holds, SegmentSet yes, SegmentSet no)
    {
        if (first < end && holds(Segments[first].Probe) is { } answer)
        {
            (answer ? yes : no).AddRange(first, end);
        }
    }

    // The first segment that is not below the constant.
    private int Find(int first, int end, Value constant)
    {
        var (low, high) = (first, end);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Comparison.Compare(Segments[middle].Probe, constant) is < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private SegmentSet Of(ZoneKind zone)
    {
        var set = new SegmentSet(Segments.Length);
        for (var i = 0; i < Segments.Length; i++)
        {
            if (Segments[i].Zone == zone)
            {
                set.Add(i);
            }
        }

        return set;
    }
}
