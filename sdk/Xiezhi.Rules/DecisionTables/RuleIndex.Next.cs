using System.Numerics;
using System.Runtime.CompilerServices;

namespace Xiezhi.Rules.DecisionTables;

// One rule after the other, for those who have the sets already.
internal sealed partial class RuleIndex
{
    public ReadOnlySpan<ColumnIndex> Columns => _columns;

    /// <summary>Whether a rule has cells that must be run before it is known to match.</summary>
    public bool IsUnsure(int rule) => _unsure[rule] is not null;

    /// <summary>Whether any rule has such cells.</summary>
    public bool IsAnyUnsure => Array.Exists(_unsure, columns => columns is not null);

    /// <summary>The first rule from <paramref name="from"/> on that is in the set of every column, or −1. There must be a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(ReadOnlySpan<RuleSet?> found, int from) => _rules.Length <= LargestDense ? NextDense(found, from) : NextSparse(found, from);

    private static int NextDense(ReadOnlySpan<RuleSet?> found, int from)
    {
        var first = found[0]!;
        var second = found.Length > 1 ? found[1]! : first;
        var third = found.Length > 2 ? found[2]! : first;
        var start = from >> 6;
        var words = start > 63 ? 0 : first.DenseSummary & second.DenseSummary & third.DenseSummary & (ulong.MaxValue << start);
        for (var i = 3; i < found.Length; i++)
        {
            words &= found[i]!.DenseSummary;
        }

        ReadOnlySpan<ulong> a = first.Dense, b = second.Dense, c = third.Dense;
        for (; words != 0; words &= words - 1)
        {
            var word = BitOperations.TrailingZeroCount(words);
            var bits = a[word] & b[word] & c[word];
            for (var i = 3; i < found.Length && bits != 0; i++)
            {
                bits &= found[i]!.Dense![word];
            }

            if (word == start)
            {
                bits &= ulong.MaxValue << (from & 63);
            }

            if (bits != 0)
            {
                return (word << 6) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return -1;
    }

    private int NextSparse(ReadOnlySpan<RuleSet?> found, int from)
    {
        var summaries = RuleSet.SummaryLength(_rules.Length);
        var start = from >> 6;
        for (var s = start >> 6; s < summaries; s++)
        {
            var words = s == start >> 6 ? ulong.MaxValue << (start & 63) : ulong.MaxValue;
            for (var i = 0; i < found.Length && words != 0; i++)
            {
                words &= found[i]!.Summary[s] | _columns[i].Everywhere.Summary[s];
            }

            for (; words != 0; words &= words - 1)
            {
                var word = (s << 6) + BitOperations.TrailingZeroCount(words);
                var bits = word == start ? ulong.MaxValue << (from & 63) : ulong.MaxValue;
                for (var i = 0; i < found.Length && bits != 0; i++)
                {
                    bits &= found[i]!.Word(word) | _columns[i].Everywhere.Word(word);
                }

                if (bits != 0)
                {
                    return (word << 6) + BitOperations.TrailingZeroCount(bits);
                }
            }
        }

        return -1;
    }
}

/// <summary>Room for the sets of a table's columns on the stack; tables of more columns take it from the heap.</summary>
[InlineArray(Length)]
internal struct SetBuffer
{
    public const int Length = 12;
    private RuleSet? _first;
}
