namespace Xiezhi.Rules.Inference.Matching;

/// <summary>A condition of a rule at work: it takes matches of the conditions before it, and hands on those that meet it too.</summary>
internal abstract class Node(int level, Network network)
{
    /// <summary>How many conditions the matches that come in meet.</summary>
    public int Level => level;

    /// <summary>The condition that follows, or the conclusion.</summary>
    public Node? Following { get; set; }

    protected Network Network => network;

    /// <summary>Evaluates expressions for it.</summary>
    public EvaluationContext Context => network.Context;

    /// <summary>A match that this node will look at.</summary>
    public virtual Match NewMatch(Match? parent, FactEntry? entry) => new(this, parent, entry);

    /// <summary>A match came in.</summary>
    public abstract void Added(Match match);

    /// <summary>A match that came in is gone; what it led to is gone already.</summary>
    public abstract void Removed(Match match);

    /// <summary>The moment has come for which a match waited.</summary>
    public virtual void MatchDue(Match match)
    {
    }

    /// <summary>Hands on what meets this condition too.</summary>
    protected void Emit(Match match, FactEntry? entry)
    {
        var child = Following!.NewMatch(match, entry);
        child.NextSibling = match.FirstChild;
        if (match.FirstChild is { } sibling)
        {
            sibling.PreviousSibling = child;
        }

        match.FirstChild = child;
        if (entry is not null)
        {
            child.NextOfEntry = entry.FirstMatch;
            if (entry.FirstMatch is { } other)
            {
                other.PreviousOfEntry = child;
            }

            entry.FirstMatch = child;
        }

        network.MatchCount++;
        Following.Added(child);
    }

    /// <summary>Takes back everything that was handed on for a match.</summary>
    public static void RemoveChildren(Match match)
    {
        while (match.FirstChild is { } child)
        {
            Remove(child);
        }
    }

    /// <summary>Takes back a match and all that it led to.</summary>
    protected static void Remove(Match match)
    {
        RemoveChildren(match);
        if (match.PreviousSibling is { } previous)
        {
            previous.NextSibling = match.NextSibling;
        }
        else if (match.Parent is { } parent)
        {
            parent.FirstChild = match.NextSibling;
        }

        if (match.NextSibling is { } next)
        {
            next.PreviousSibling = match.PreviousSibling;
        }

        if (match.Entry is { } entry)
        {
            if (match.PreviousOfEntry is { } before)
            {
                before.NextOfEntry = match.NextOfEntry;
            }
            else
            {
                entry.FirstMatch = match.NextOfEntry;
            }

            if (match.NextOfEntry is { } after)
            {
                after.PreviousOfEntry = match.PreviousOfEntry;
            }
        }

        match.IsDead = true;
        match.Node.Network.MatchCount--;
        match.Node.Removed(match);
    }
}
