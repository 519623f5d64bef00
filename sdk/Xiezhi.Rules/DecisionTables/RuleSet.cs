using System.Numerics;

namespace Xiezhi.Rules.DecisionTables;

/// <summary>A set of rules: which of its words of 64 rules are not empty, and only those words.</summary>
/// <remarks>A table of 100,000 rules has 1,563 words; the rules of one key are in a few of them.</remarks>
internal sealed class RuleSet
{
    private readonly ulong[] _summary;
    private readonly int[] _before;
    private readonly ulong[] _words;

    private RuleSet(ulong[] summary, int[] before, ulong[] words)
    {
        _summary = summary;
        _before = before;
        _words = words;
    }

    /// <summary>Which words are not empty, 64 to a word.</summary>
    public ulong[] Summary => _summary;

    /// <summary>All words one after the other, those of the rules that hold everywhere included; only for small tables.</summary>
    public ulong[]? Dense { get; private set; }

    /// <summary>Which words of <see cref="Dense"/> are not empty.</summary>
    public ulong DenseSummary { get; private set; }

    /// <summary>Lays the words out one after the other, together with those of <paramref name="everywhere"/>.</summary>
    public void LayOut(RuleSet everywhere, int ruleCount)
    {
        Dense = new ulong[(ruleCount + 63) >> 6];
        for (var word = 0; word < Dense.Length; word++)
        {
            Dense[word] = Word(word) | everywhere.Word(word);
            DenseSummary |= Dense[word] != 0 ? 1UL << word : 0;
        }
    }

    /// <summary>A set of rules that come in ascending order, each once or more.</summary>
    public static RuleSet Of(IEnumerable<int> rules, int ruleCount)
    {
        var summary = new ulong[SummaryLength(ruleCount)];
        var words = new List<ulong>();
        var last = -1;
        foreach (var rule in rules)
        {
            var word = rule >> 6;
            if (word != last)
            {
                words.Add(0);
                summary[word >> 6] |= 1UL << (word & 63);
                last = word;
            }

            words[^1] |= 1UL << (rule & 63);
        }

        var before = new int[summary.Length];
        for (var i = 1; i < before.Length; i++)
        {
            before[i] = before[i - 1] + BitOperations.PopCount(summary[i - 1]);
        }

        return new RuleSet(summary, before, [.. words]);
    }

    public static int SummaryLength(int ruleCount) => ((((ruleCount + 63) >> 6) + 63) >> 6) is var length && length == 0 ? 1 : length;

    /// <summary>The rules 64·word to 64·word + 63.</summary>
    public ulong Word(int word)
    {
        var summary = _summary[word >> 6];
        var bit = 1UL << (word & 63);
        return (summary & bit) == 0 ? 0 : _words[_before[word >> 6] + BitOperations.PopCount(summary & (bit - 1))];
    }
}
