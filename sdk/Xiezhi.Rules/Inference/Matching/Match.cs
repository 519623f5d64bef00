using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Inference.Matching;

/// <summary>What meets the first conditions of a rule: one more than its parent. It waits in the memory of the condition that follows.</summary>
internal class Match(Node node, Match? parent, FactEntry? entry) : Stored
{
    public Match? FirstChild;
    public Match? NextSibling;
    public Match? PreviousSibling;
    public Match? NextOfEntry;
    public Match? PreviousOfEntry;

    /// <summary>The condition, or the conclusion, that looks at it.</summary>
    public Node Node => node;

    public Match? Parent => parent;

    /// <summary>The fact that meets its last condition; <see langword="null"/> where that is not on one fact.</summary>
    public FactEntry? Entry => entry;

    /// <summary>How many conditions it meets.</summary>
    public readonly int Level = node.Level;

    /// <summary>What an aggregate over it comes to.</summary>
    public virtual Value Result => Value.Null;

    /// <summary>The match of the first <paramref name="level"/> conditions within it.</summary>
    public Match At(int level)
    {
        var match = this;
        while (match.Level != level)
        {
            match = match.Parent!;
        }

        return match;
    }

    /// <summary>By the numbers of the facts, the first condition's first.</summary>
    public static int Compare(Match left, Match right)
    {
        if (ReferenceEquals(left, right))
        {
            return 0;
        }

        if (left.Parent is { } a && right.Parent is { } b && !ReferenceEquals(a, b) && Compare(a, b) is not 0 and var order)
        {
            return order;
        }

        return (left.Entry?.Fact.Number ?? 0).CompareTo(right.Entry?.Fact.Number ?? 0);
    }

    public override void Due() => node.MatchDue(this);
}

/// <summary>A match before a condition that asks whether there is a fact: how many there are.</summary>
internal sealed class CountedMatch(Node node, Match? parent, FactEntry? entry) : Match(node, parent, entry)
{
    public int Count;
}

/// <summary>A match before an aggregate.</summary>
internal sealed class AggregatedMatch(Node node, Match? parent, FactEntry? entry) : Match(node, parent, entry)
{
    public long Count;
    public ExactSum Sum;
    public bool IsStale;
    public Value Published;

    public override Value Result => Published;
}

/// <summary>A match of all the conditions of a rule.</summary>
internal sealed class ConclusionMatch(ConclusionNode node, Match? parent, FactEntry? entry) : Match(node, parent, entry)
{
    /// <summary>The finding that it supports; <see langword="null"/> until the rule has fired.</summary>
    public FindingState? Finding;
    public ConclusionMatch? NextSupport;
    public ConclusionMatch? PreviousSupport;

    public ConclusionNode Conclusion => node;
}
