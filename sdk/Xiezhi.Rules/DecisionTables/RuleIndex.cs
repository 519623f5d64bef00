using System.Collections.Immutable;
using System.Numerics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Compilation;

namespace Xiezhi.Rules.DecisionTables;

/// <summary>Finds the rules that match without looking at those that don't: each column gives a set of rules, and what is in all of them matches.</summary>
internal sealed partial class RuleIndex
{
    /// <summary>Up to so many rules the sets are laid out whole: 64 words are cut faster than empty ones are skipped.</summary>
    public const int LargestDense = 4096;

    private readonly ColumnIndex[] _columns;
    private readonly int[] _slots;
    private readonly ImmutableArray<TableRule> _rules;

    // For each rule the columns whose cells have to be run; null where there are none.
    private readonly List<int>?[] _unsure;

    public RuleIndex(ImmutableArray<TableInput> inputs, ImmutableArray<TableRule> rules)
    {
        _rules = rules;
        _slots = [.. inputs.Select(input => input.Slot)];
        _unsure = new List<int>?[rules.Length];
        _columns = new ColumnIndex[inputs.Length];
        for (var column = 0; column < inputs.Length; column++)
        {
            var at = column;
            _columns[column] = ColumnIndex.Of([.. rules.Select(rule => rule.Conditions[at].Pattern)], rule => (_unsure[rule] ??= []).Add(at));
        }
    }

    /// <summary>Adds the rules that match the values in the columns' slots, in order, until no more are needed.</summary>
    public void Visit(Frame frame, ref Matched matched)
    {
        var sets = new SetBuffer();
        Span<RuleSet?> found = sets;
        var columns = _columns;
        if (columns.Length > SetBuffer.Length)
        {
            found = new RuleSet?[columns.Length];
        }

        for (var i = 0; i < columns.Length; i++)
        {
            found[i] = columns[i].Find(frame.Slots[_slots[i]]);
        }

        if (_rules.Length <= LargestDense && columns.Length > 0)
        {
            VisitDense(found[..columns.Length], frame, ref matched);
            return;
        }

        var summaries = RuleSet.SummaryLength(_rules.Length);
        var lastWord = (_rules.Length - 1) >> 6;
        for (var s = 0; s < summaries; s++)
        {
            var words = columns.Length == 0 ? ulong.MaxValue : found[0]!.Summary[s] | columns[0].Everywhere.Summary[s];
            for (var i = 1; i < columns.Length && words != 0; i++)
            {
                words &= found[i]!.Summary[s] | columns[i].Everywhere.Summary[s];
            }

            for (; words != 0; words &= words - 1)
            {
                var word = (s << 6) + BitOperations.TrailingZeroCount(words);
                if (word > lastWord)
                {
                    return;
                }

                var bits = word == lastWord ? ulong.MaxValue >> (63 - ((_rules.Length - 1) & 63)) : ulong.MaxValue;
                for (var i = 0; i < columns.Length && bits != 0; i++)
                {
                    bits &= found[i]!.Word(word) | columns[i].Everywhere.Word(word);
                }

                for (; bits != 0; bits &= bits - 1)
                {
                    var rule = (word << 6) + BitOperations.TrailingZeroCount(bits);
                    if (Holds(rule, frame) && !matched.Add(rule))
                    {
                        return;
                    }
                }
            }
        }
    }

    private void VisitDense(ReadOnlySpan<RuleSet?> found, Frame frame, ref Matched matched)
    {
        ReadOnlySpan<ulong> first = found[0]!.Dense;
        ReadOnlySpan<ulong> second = found.Length > 1 ? found[1]!.Dense : first;
        ReadOnlySpan<ulong> third = found.Length > 2 ? found[2]!.Dense : first;
        for (var word = 0; word < first.Length; word++)
        {
            var bits = first[word] & second[word] & third[word];
            for (var i = 3; i < found.Length && bits != 0; i++)
            {
                bits &= found[i]!.Dense![word];
            }

            for (; bits != 0; bits &= bits - 1)
            {
                var rule = (word << 6) + BitOperations.TrailingZeroCount(bits);
                if (Holds(rule, frame) && !matched.Add(rule))
                {
                    return;
                }
            }
        }
    }

    private bool Holds(int rule, Frame frame)
    {
        if (_unsure[rule] is not { } columns)
        {
            return true;
        }

        foreach (var column in columns)
        {
            if (!_rules[rule].Conditions[column].Run(frame).IsTrue)
            {
                return false;
            }
        }

        return true;
    }

}

/// <summary>The rules that matched, as many as the hit policy needs to know.</summary>
internal struct Matched(int enough)
{
    private List<int>? _more;

    public int First { get; private set; } = -1;

    public int Count { get; private set; }

    /// <summary>Adds a rule; false when no more are needed.</summary>
    public bool Add(int rule)
    {
        if (Count++ == 0)
        {
            First = rule;
        }
        else
        {
            (_more ??= [First]).Add(rule);
        }

        return Count < enough;
    }

    public readonly List<int> All => _more ?? (Count == 0 ? [] : [First]);
}
