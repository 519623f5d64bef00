using Xiezhi.Rules.Analysis.Axes;

namespace Xiezhi.Rules.Analysis.Boxes;

/// <summary>A box over the axes that no rule surely covers.</summary>
/// <param name="Sides">For each axis its places.</param>
/// <param name="IsSure">Whether no rule can cover it.</param>
internal sealed record OpenBox(SegmentSet[] Sides, bool IsSure);

/// <summary>Finds what no rule covers: cuts one axis after the other by the rules that are still alive, and never looks at the same rest twice.</summary>
internal sealed class GapSearch
{
    // What is left of the axes when so many have been cut: where it leads, part by part.
    private sealed record Node(List<(List<Run> Runs, Node Next)> Ways);

    private static readonly Node Open = new([]);
    private static readonly Node MaybeOpen = new([]);

    private readonly RuleBoxes _boxes;
    private readonly Budget _budget;
    private readonly Splitter _splitter;
    private readonly int[] _order;
    private readonly int[] _openFrom;
    private readonly Dictionary<int[], Node?>[] _known;
    private readonly List<Run>[] _regions;

    public GapSearch(RuleBoxes boxes, Budget budget)
    {
        _boxes = boxes;
        _budget = budget;
        _splitter = new Splitter(boxes, budget);

        // The axis that most rules speak of comes first: there the fewest stay alive.
        _order = [.. Enumerable.Range(0, boxes.Axes.Length)
            .OrderBy(axis => Enumerable.Range(0, boxes.Count).Count(rule => boxes[rule, axis].IsOpen))
            .ThenBy(axis => boxes.Axes[axis].Segments.Length)];
        _openFrom = [.. Enumerable.Range(0, boxes.Count).Select(rule =>
        {
            var level = _order.Length;
            while (level > 0 && boxes[rule, _order[level - 1]].IsOpen)
            {
                level--;
            }

            return level;
        })];
        _known = [.. _order.Select(_ => new Dictionary<int[], Node?>(AliveComparer.Instance))];
        _regions = [.. _order.Select(axis => boxes.Axes[axis].Asked.Runs())];
    }

    /// <summary>The gaps one by one, apart from one another; leaves by <see cref="AnalysisStopped"/> when the work is used up.</summary>
    public IEnumerable<OpenBox> Find(IEnumerable<int> rules)
    {
        int[] alive = [.. rules.Select(rule => (rule << 1) | 1)];
        var root = Search(0, alive);
        return root is null ? [] : Boxes(root, 0, new SegmentSet[_order.Length]);
    }

    // Null where all is covered.
    private Node? Search(int level, int[] alive)
    {
        if (alive.Length == 0)
        {
            return Open;
        }

        foreach (var code in alive)
        {
            if (Splitter.IsSure(code) && level >= _openFrom[Splitter.Rule(code)])
            {
                return null;
            }
        }

        if (level == _order.Length)
        {
            return MaybeOpen;
        }

        if (_known[level].TryGetValue(alive, out var known))
        {
            return known;
        }

        var ways = new List<(List<Run>, Node)>();
        foreach (var part in _splitter.Split(_order[level], _regions[level], alive, onlySure: false))
        {
            if (Search(level + 1, part.Alive) is { } next)
            {
                ways.Add((part.Runs, next));
            }
        }

        var node = ways.Count == 0 ? null : new Node(ways);
        _known[level].Add(alive, node);
        _budget.Spend(alive.Length);
        return node;
    }

    private IEnumerable<OpenBox> Boxes(Node node, int level, SegmentSet[] sides)
    {
        if (ReferenceEquals(node, Open) || ReferenceEquals(node, MaybeOpen))
        {
            _budget.Spend(_order.Length);
            var box = (SegmentSet[])sides.Clone();
            for (var rest = level; rest < _order.Length; rest++)
            {
                box[_order[rest]] = _boxes.Axes[_order[rest]].Asked;
            }

            yield return new OpenBox(box, ReferenceEquals(node, Open));
            yield break;
        }

        foreach (var (runs, next) in node.Ways)
        {
            var side = new SegmentSet(_boxes.Axes[_order[level]].Segments.Length);
            foreach (var run in runs)
            {
                side.AddRange(run.First, run.Last + 1);
            }

            sides[_order[level]] = side;
            foreach (var box in Boxes(next, level + 1, sides))
            {
                yield return box;
            }
        }
    }

    /// <summary>The box drawn as large as it can be without touching a rule, axis by axis.</summary>
    public OpenBox Widen(OpenBox box)
    {
        var sides = (SegmentSet[])box.Sides.Clone();
        var count = _boxes.Count;
        var apart = new int[count];
        for (var rule = 0; rule < count; rule++)
        {
            for (var axis = 0; axis < sides.Length; axis++)
            {
                apart[rule] += _boxes[rule, axis].Accepted.May.Intersects(sides[axis]) ? 0 : 1;
            }
        }

        foreach (var axis in _order)
        {
            _budget.Spend((long)count * (1 + (sides[axis].Length / 64)));
            var asked = _boxes.Axes[axis].Asked;
            var taken = new SegmentSet(asked.Length);
            for (var rule = 0; rule < count; rule++)
            {
                // The rule touches the box on every other axis.
                if (apart[rule] == 0 || (apart[rule] == 1 && !_boxes[rule, axis].Accepted.May.Intersects(sides[axis])))
                {
                    foreach (var run in _boxes[rule, axis].MayRuns)
                    {
                        taken.AddRange(run.First, run.Last + 1);
                    }
                }
            }

            var wide = asked.Except(taken);
            for (var rule = 0; rule < count; rule++)
            {
                var may = _boxes[rule, axis].Accepted.May;
                apart[rule] += (may.Intersects(wide) ? 0 : 1) - (may.Intersects(sides[axis]) ? 0 : 1);
            }

            sides[axis] = wide;
        }

        return new OpenBox(sides, true);
    }
}
