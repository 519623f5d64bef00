using System.Numerics;

namespace Xiezhi.Rules.Analysis.Boxes;

/// <summary>Which rules may hold together with which: a bit for each rule, for each different side of an axis.</summary>
internal sealed class Overlaps
{
    // Beyond this the bits alone would take half a gigabyte.
    private const long MostWords = 64_000_000;

    private readonly RuleBoxes _boxes;
    private readonly Budget _budget;
    private readonly Dictionary<Side, ulong[]>[] _bySide;
    private readonly int _words;

    public Overlaps(RuleBoxes boxes, IReadOnlyCollection<int> rules, Budget budget)
    {
        _boxes = boxes;
        _budget = budget;
        _words = (boxes.Count + 63) / 64;
        _bySide = [.. boxes.Axes.Select((_, axis) => Sweep(axis, rules))];
    }

    /// <summary>The rules that may hold for an input for which <paramref name="rule"/> may, itself included; ascending.</summary>
    public List<int> With(int rule)
    {
        var found = Bits(rule);
        var rules = new List<int>();
        for (var i = 0; i < found.Length; i++)
        {
            for (var word = found[i]; word != 0; word &= word - 1)
            {
                var other = (i << 6) + BitOperations.TrailingZeroCount(word);
                if (other < _boxes.Count)
                {
                    rules.Add(other);
                }
            }
        }

        return rules;
    }

    private ulong[] Bits(int rule)
    {
        _budget.Spend((long)_words * _bySide.Length / 4);
        var found = new ulong[_words];
        found.AsSpan().Fill(ulong.MaxValue);
        for (var axis = 0; axis < _bySide.Length; axis++)
        {
            var other = _bySide[axis][_boxes[rule, axis]];
            for (var i = 0; i < found.Length; i++)
            {
                found[i] &= other[i];
            }
        }

        return found;
    }

    // Walks along the axis: a side that begins meets all that have begun and not ended, and they meet it.
    private Dictionary<Side, ulong[]> Sweep(int axis, IReadOnlyCollection<int> rules)
    {
        var bySide = rules.GroupBy(rule => _boxes[rule, axis], (IEqualityComparer<Side>)ReferenceEqualityComparer.Instance)
            .ToDictionary(group => group.Key, group => new Met([.. group]), (IEqualityComparer<Side>)ReferenceEqualityComparer.Instance);
        if (bySide.Count * (long)_words > MostWords)
        {
            throw new AnalysisStopped(CutOffReason.Work);
        }

        var edges = new List<(int Place, bool Begins, Met Met)>();
        foreach (var (side, met) in bySide)
        {
            met.Bits = new ulong[_words];
            met.Add(met.Rules);
            foreach (var run in side.MayRuns)
            {
                edges.Add((run.First, true, met));
                edges.Add((run.Last + 1, false, met));
            }
        }

        // What ends at a place ends before another begins there.
        edges.Sort((a, b) => (a.Place, a.Begins).CompareTo((b.Place, b.Begins)));
        var present = new HashSet<Met>(ReferenceEqualityComparer.Instance);
        foreach (var (_, begins, met) in edges)
        {
            if (!begins)
            {
                present.Remove(met);
                continue;
            }

            foreach (var other in present)
            {
                _budget.Spend(1 + ((met.Rules.Length + other.Rules.Length) / 8));
                other.Add(met.Rules);
                met.Add(other.Rules);
            }

            present.Add(met);
        }

        return bySide.ToDictionary(entry => entry.Key, entry => entry.Value.Bits, (IEqualityComparer<Side>)ReferenceEqualityComparer.Instance);
    }

    /// <summary>The rules of one side, and those they meet.</summary>
    private sealed class Met(int[] rules)
    {
        public int[] Rules => rules;

        public ulong[] Bits { get; set; } = [];

        public void Add(int[] others)
        {
            foreach (var rule in others)
            {
                Bits[rule >> 6] |= 1UL << (rule & 63);
            }
        }
    }
}
