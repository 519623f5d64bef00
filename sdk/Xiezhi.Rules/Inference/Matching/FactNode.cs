using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Inference.Compilation;

namespace Xiezhi.Rules.Inference.Matching;

/// <summary>A condition on facts of one type: matches on one side, facts on the other, both by the hash of what must be equal.</summary>
internal abstract class FactNode(FactPlan plan, int level, Network network) : Node(level, network)
{
    private readonly Chains<Match> _matches = new();
    private readonly Chains<FactEntry> _facts = new();

    public FactPlan Plan => plan;

    /// <summary>How much is stored.</summary>
    public int Count => _matches.Count + _facts.Count;

    public override void Added(Match match)
    {
        match.Hash = HashOf(match);
        _matches.Add(match);
        MatchAdded(match);
    }

    public override void Removed(Match match) => _matches.Remove(match);

    /// <summary>A fact of the type became known.</summary>
    public void Add(WorkingFact fact)
    {
        foreach (var test in plan.Own)
        {
            if (!test.Holds(null, fact, Network.Context))
            {
                return;
            }
        }

        var (opens, closes) = (long.MinValue, long.MaxValue);
        if (!plan.Slides.IsNull)
        {
            var at = fact.Row[fact.Shape.MomentIndex];
            if (!Network.Context.Zone.TryInstant(at, out opens) || !Network.Context.Zone.TryInstantAfter(at, plan.Slides, out closes) || closes <= Network.Now)
            {
                return;
            }
        }

        var entry = new FactEntry(this, fact, fact.Entries);
        fact.Entries = entry;
        Network.EntryCount++;
        if (opens > Network.Now)
        {
            Network.Due.Add(entry, opens);
            return;
        }

        Show(entry, closes);
    }

    /// <summary>A fact is no longer known.</summary>
    public void Remove(FactEntry entry)
    {
        entry.IsDead = true;
        Network.EntryCount--;
        Network.Due.Remove(entry);
        if (entry.IsVisible)
        {
            Hide(entry);
        }
    }

    /// <summary>A fact's window opens or closes.</summary>
    public void EntryDue(FactEntry entry)
    {
        if (entry.IsVisible)
        {
            Hide(entry);
            return;
        }

        Network.Context.Zone.TryInstantAfter(entry.Fact.Row[entry.Fact.Shape.MomentIndex], plan.Slides, out var closes);
        Show(entry, closes);
    }

    /// <summary>The facts that meet the condition together with a match.</summary>
    public IEnumerable<FactEntry> FactsFor(Match match)
    {
        for (var entry = _facts.First(match.Hash); entry is not null; entry = Chains<FactEntry>.Following(entry))
        {
            if (Meet(match, entry))
            {
                yield return entry;
            }
        }
    }

    protected abstract void MatchAdded(Match match);

    /// <summary>A fact meets the condition with a match that was there before it.</summary>
    protected abstract void PairAdded(Match match, FactEntry entry);

    /// <summary>A fact that is gone met the condition with a match.</summary>
    protected abstract void PairRemoved(Match match, FactEntry entry);

    /// <summary>A fact is no longer seen.</summary>
    protected virtual void Hidden(FactEntry entry)
    {
        for (var match = _matches.First(entry.Hash); match is not null; match = Chains<Match>.Following(match))
        {
            if (Meet(match, entry))
            {
                PairRemoved(match, entry);
            }
        }
    }

    private void Show(FactEntry entry, long closes)
    {
        entry.IsVisible = true;
        entry.Hash = HashOf(entry.Fact);
        _facts.Add(entry);
        if (closes != long.MaxValue)
        {
            Network.Due.Add(entry, closes);
        }

        for (var match = _matches.First(entry.Hash); match is not null; match = Chains<Match>.Following(match))
        {
            if (Meet(match, entry))
            {
                PairAdded(match, entry);
            }
        }
    }

    private void Hide(FactEntry entry)
    {
        entry.IsVisible = false;
        _facts.Remove(entry);
        Hidden(entry);
    }

    private bool Meet(Match match, FactEntry entry)
    {
        var row = entry.Fact.Row;
        foreach (var (left, field) in plan.Key)
        {
            if (!left.Read(match, null).Equals(row[field]))
            {
                return false;
            }
        }

        foreach (var test in plan.Joint)
        {
            if (!test.Holds(match, entry.Fact, Network.Context))
            {
                return false;
            }
        }

        return true;
    }

    private int HashOf(Match match)
    {
        var hash = 0;
        foreach (var (left, _) in plan.Key)
        {
            hash = Mix(hash, left.Read(match, null));
        }

        return hash;
    }

    private int HashOf(WorkingFact fact)
    {
        var hash = 0;
        foreach (var (_, field) in plan.Key)
        {
            hash = Mix(hash, fact.Row[field]);
        }

        return hash;
    }

    // Chains take the low bits, which must depend on all.
    private static int Mix(int hash, Value value)
    {
        var mixed = (uint)((hash * 31) + value.GetHashCode()) * 2_654_435_769U;
        return (int)(mixed ^ (mixed >> 15));
    }
}
