using Xiezhi.Rules.Analysis.Axes;

namespace Xiezhi.Rules.Analysis.Boxes;

/// <summary>Whether some rules together cover a box.</summary>
internal sealed class Coverage(RuleBoxes boxes, Budget budget)
{
    private const int Tries = 4;

    private readonly Splitter _splitter = new(boxes, budget);

    /// <summary>Whether <paramref name="rules"/> cover every place of the box.</summary>
    /// <param name="sides">The box: for each axis its places.</param>
    /// <param name="rules">The rules, ascending.</param>
    /// <param name="onlySure">Whether a rule covers only what it surely holds for, or also what it may hold for.</param>
    public bool IsCovered(SegmentSet[] sides, List<int> rules, bool onlySure)
    {
        if (rules.Count == 0 || HasOpenPlace(sides, rules, onlySure))
        {
            return false;
        }

        // The axis on which the box is widest comes last: what is covered on the others needs no look at it.
        int[] order = [.. Enumerable.Range(0, sides.Length).OrderBy(axis => sides[axis].Count)];
        var regions = sides.Select(side => side.Runs()).ToArray();
        var known = order.Select(_ => new HashSet<int[]>(AliveComparer.Instance)).ToArray();
        return IsCovered(0, [.. rules.Select(rule => (rule << 1) | 1)], sides, order, regions, known, onlySure);
    }

    private bool IsCovered(int level, int[] alive, SegmentSet[] sides, int[] order, List<Run>[] regions, HashSet<int[]>[] known, bool onlySure)
    {
        if (alive.Length == 0)
        {
            return false;
        }

        if (level == order.Length || known[level].Contains(alive))
        {
            return true;
        }

        foreach (var code in alive)
        {
            if (CoversRest(Splitter.Rule(code), level, sides, order, onlySure))
            {
                return true;
            }
        }

        foreach (var part in _splitter.Split(order[level], regions[order[level]], alive, onlySure))
        {
            if (!IsCovered(level + 1, part.Alive, sides, order, regions, known, onlySure))
            {
                return false;
            }
        }

        known[level].Add(alive);
        return true;
    }

    private bool CoversRest(int rule, int level, SegmentSet[] sides, int[] order, bool onlySure)
    {
        for (var i = level; i < order.Length; i++)
        {
            var accepted = boxes[rule, order[i]].Accepted;
            if (!(onlySure ? accepted.Must : accepted.May).Contains(sides[order[i]]))
            {
                return false;
            }
        }

        return true;
    }

    // Most boxes that are not covered show it at once, at some place in them.
    private bool HasOpenPlace(SegmentSet[] sides, List<int> rules, bool onlySure)
    {
        var places = sides.Select(side => side.Places().ToArray()).ToArray();
        var seed = 12_345u;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            budget.Spend(rules.Count * 2L);
            var place = new int[places.Length];
            for (var axis = 0; axis < place.Length; axis++)
            {
                seed = (seed * 1_664_525) + 1_013_904_223;
                place[axis] = places[axis][(int)((seed >> 8) % (uint)places[axis].Length)];
            }

            if (!rules.Exists(rule => Holds(rule, place, onlySure)))
            {
                return true;
            }
        }

        return false;
    }

    private bool Holds(int rule, int[] place, bool onlySure)
    {
        for (var axis = 0; axis < place.Length; axis++)
        {
            var accepted = boxes[rule, axis].Accepted;
            if (!(onlySure ? accepted.Must : accepted.May)[place[axis]])
            {
                return false;
            }
        }

        return true;
    }
}
