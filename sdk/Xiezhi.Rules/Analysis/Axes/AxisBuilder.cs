using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis.Cells;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.Analysis.Axes;

/// <summary>Cuts the values of an input where its cells make a difference.</summary>
/// <param name="kind">The simple kind of the values; <see langword="null"/> where they have none.</param>
/// <param name="isOpen">Without a simple kind: whether values of every kind may come, or only one structured kind.</param>
/// <param name="includeNull">Whether null is asked to be covered though no cell speaks of it.</param>
internal sealed class AxisBuilder(ValueKind? kind, bool isOpen, bool includeNull)
{
    private static readonly Value Structured = ValueContext.Empty;

    private readonly HashSet<Value> _constants = [];
    private readonly HashSet<ValueKind> _kinds = [];
    private bool _ordersText;
    private bool _asksForNull = includeNull;

    /// <summary>Whether a cell compares with a value or asks for a kind.</summary>
    public bool IsTested => _kinds.Count > 0;

    /// <summary>Takes note of where a cell makes a difference.</summary>
    public void Add(Cell cell)
    {
        foreach (var test in cell.Tests)
        {
            switch (test is SimplyKnownTest { Test: var simple } ? simple : test)
            {
                case ConstantTest { Constant: var constant }:
                    Add(constant);
                    break;
                case ConditionTest { Condition: var condition }:
                    Add(condition);
                    break;
            }
        }
    }

    /// <summary>The axis of all values that the cells of <paramref name="allowed"/> let through.</summary>
    /// <param name="allowed">Cells that a value must pass; null passes always.</param>
    /// <param name="isKnown">Whether it is certain which values pass.</param>
    public Axis Build(IEnumerable<Cell> allowed, out bool isKnown)
    {
        var whole = new Axis(Segments());
        var kept = whole.All;
        isKnown = true;
        foreach (var cell in allowed)
        {
            var accepted = whole.Accept(cell);
            isKnown &= accepted.IsExact;
            kept = kept.And(accepted.May);
        }

        return new Axis([.. whole.Segments.Where((segment, place) => kept[place] || segment.Zone == ZoneKind.Null)]);
    }

    /// <summary>The axis of <paramref name="values"/> and no others.</summary>
    public Axis Build(ImmutableArray<Value> values, bool keepsNull)
    {
        foreach (var value in values)
        {
            Add(value);
        }

        var listed = values.ToHashSet();
        return new Axis([.. Segments()
            .Where(segment => (keepsNull && segment.Zone == ZoneKind.Null) || (segment.IsPoint && (listed.Contains(segment.Probe) || values.Any(value => Zones.Of(value) == segment.Zone && Comparison.Compare(segment.Probe, value) == 0))))
            .Select(segment => keepsNull && segment.Zone == ZoneKind.Null ? segment : segment with { IsAside = false })]);
    }

    private void Add(Condition condition)
    {
        switch (condition)
        {
            case Comparing comparing:
                foreach (var constant in comparing.Constants)
                {
                    Add(constant);
                    _ordersText |= comparing.IsOrdering && constant.IsString;
                }

                break;
            case OfKind { Kind: var asked }:
                _kinds.Add(asked);
                break;
            case Not { Operand: var operand }:
                Add(operand);
                break;
            case Both both:
                Add(both.Left);
                Add(both.Right);
                break;
            case Either either:
                Add(either.Left);
                Add(either.Right);
                break;
        }
    }

    private void Add(Value constant)
    {
        _asksForNull |= ColumnKinds.AsksForNull(constant);
        var orders = ColumnKinds.Orders(constant);
        foreach (var part in ColumnKinds.Parts(constant))
        {
            if (!part.IsNull)
            {
                _constants.Add(part);
                _kinds.Add(part.Kind);
                _ordersText |= orders && part.IsString;
            }
        }
    }

    private ImmutableArray<Segment> Segments()
    {
        var segments = ImmutableArray.CreateBuilder<Segment>();
        segments.Add(new Segment(ZoneKind.Null, Value.Null, true, null, null, 0, !_asksForNull));
        var kinds = kind is { } only ? [only] : isOpen ? _kinds.Where(asked => asked < ValueKind.List).Order().ToArray() : [];
        foreach (var each in kinds)
        {
            var zones = Zones.Of(each);
            var spokenOf = zones.Where(zone => _constants.Any(constant => Zones.Of(constant) == zone)).ToArray();
            foreach (var zone in zones)
            {
                // Times with and without an offset can't be compared: gaps are looked for among those that the column speaks of.
                AddZone(segments, zone, isAside: spokenOf.Length == 0 ? zone != zones[0] : !spokenOf.Contains(zone));
            }
        }

        if (kind is null)
        {
            segments.Add(new Segment(ZoneKind.Other, Structured, false, null, null, 0, isOpen && kinds.Length > 0));
        }

        return segments.ToImmutable();
    }

    private void AddZone(ImmutableArray<Segment>.Builder segments, ZoneKind zone, bool isAside)
    {
        if (zone == ZoneKind.Boolean)
        {
            segments.Add(new Segment(zone, Value.True, true, null, null, 0, isAside));
            segments.Add(new Segment(zone, Value.False, true, null, null, 2, isAside));
            return;
        }

        var points = _constants.Where(constant => Zones.Of(constant) == zone).ToList();
        points.Sort((a, b) => Comparison.Compare(a, b) ?? 0);
        if (zone == ZoneKind.String && !_ordersText)
        {
            for (var i = 0; i < points.Count; i++)
            {
                segments.Add(new Segment(zone, points[i], true, null, null, 2 * i, isAside));
            }

            segments.Add(new Segment(zone, Unlike(points), false, null, null, -2, isAside));
            return;
        }

        var position = 0;
        Value? low = null;
        foreach (var point in points)
        {
            if (low is { } last && Comparison.Compare(last, point) == 0)
            {
                continue;
            }

            if (Between.Find(zone, low, point) is { } between)
            {
                segments.Add(new Segment(zone, between, false, low, point, position++, isAside));
            }

            segments.Add(new Segment(zone, point, true, null, null, position++, isAside));
            low = point;
        }

        if (Between.Find(zone, low, null) is { } above)
        {
            segments.Add(new Segment(zone, above, false, low, null, position, isAside));
        }
    }

    private static Value Unlike(List<Value> points)
    {
        var texts = points.Select(point => point.AsString).ToHashSet(StringComparer.Ordinal);
        var text = "any other";
        while (texts.Contains(text))
        {
            text += "+";
        }

        return text;
    }
}
