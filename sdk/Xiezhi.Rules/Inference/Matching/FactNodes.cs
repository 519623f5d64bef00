using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Inference.Compilation;

namespace Xiezhi.Rules.Inference.Matching;

/// <summary>Hands a match on once for each fact.</summary>
internal sealed class JoinNode(FactPlan plan, int level, Network network) : FactNode(plan, level, network)
{
    protected override void MatchAdded(Match match)
    {
        foreach (var entry in FactsFor(match))
        {
            Emit(match, entry);
        }
    }

    protected override void PairAdded(Match match, FactEntry entry) => Emit(match, entry);

    protected override void PairRemoved(Match match, FactEntry entry)
    {
    }

    // Its matches are known, without looking for them.
    protected override void Hidden(FactEntry entry)
    {
        while (entry.FirstMatch is { } match)
        {
            Remove(match);
        }
    }
}

/// <summary>Hands a match on while there is a fact, or while there is none.</summary>
internal sealed class PresenceNode(FactPlan plan, bool present, int level, Network network) : FactNode(plan, level, network)
{
    public override Match NewMatch(Match? parent, FactEntry? entry) => new CountedMatch(this, parent, entry);

    protected override void MatchAdded(Match match)
    {
        var counted = (CountedMatch)match;
        foreach (var _ in FactsFor(match))
        {
            counted.Count++;
        }

        if (counted.Count > 0 == present)
        {
            Emit(match, null);
        }
    }

    protected override void PairAdded(Match match, FactEntry entry)
    {
        if (((CountedMatch)match).Count++ == 0)
        {
            Turn(match, present);
        }
    }

    protected override void PairRemoved(Match match, FactEntry entry)
    {
        if (--((CountedMatch)match).Count == 0)
        {
            Turn(match, !present);
        }
    }

    private void Turn(Match match, bool holds)
    {
        if (holds)
        {
            Emit(match, null);
        }
        else
        {
            RemoveChildren(match);
        }
    }
}

/// <summary>Hands a match on with what an aggregate comes to. Counts and sums follow each fact; the result is handed on when all changes are in.</summary>
internal sealed class AggregateNode(FactPlan plan, int level, int stratum, Network network) : FactNode(plan, level, network)
{
    private readonly AggregateFunction _function = ((AggregateCondition)plan.Fact).Function;

    public override Match NewMatch(Match? parent, FactEntry? entry) => new AggregatedMatch(this, parent, entry);

    protected override void MatchAdded(Match match)
    {
        var aggregated = (AggregatedMatch)match;
        if (_function != AggregateFunction.Collect)
        {
            foreach (var entry in FactsFor(match))
            {
                Follow(aggregated, entry, 1);
            }
        }

        Stale(aggregated);
    }

    protected override void PairAdded(Match match, FactEntry entry)
    {
        Follow((AggregatedMatch)match, entry, 1);
        Stale((AggregatedMatch)match);
    }

    protected override void PairRemoved(Match match, FactEntry entry)
    {
        Follow((AggregatedMatch)match, entry, -1);
        Stale((AggregatedMatch)match);
    }

    /// <summary>Hands the result on, if it is another than before.</summary>
    public void Refresh(AggregatedMatch match)
    {
        match.IsStale = false;
        if (match.IsDead)
        {
            return;
        }

        var result = _function switch
        {
            AggregateFunction.Count => match.Count,
            AggregateFunction.Sum => Value.From(match.Sum.ToNumber()),
            _ => Collect(match),
        };
        if (match.FirstChild is not null && match.Published == result)
        {
            return;
        }

        RemoveChildren(match);
        match.Published = result;
        Emit(match, null);
    }

    private void Stale(AggregatedMatch match)
    {
        if (!match.IsStale)
        {
            match.IsStale = true;
            Network.Strata[stratum].Stale.Enqueue(match);
        }
    }

    private void Follow(AggregatedMatch match, FactEntry entry, int sign)
    {
        match.Count += sign;
        if (_function != AggregateFunction.Sum)
        {
            return;
        }

        var value = Plan.Of!.Read(match, entry.Fact, Network.Context);
        if (value.AsNumber is { } number)
        {
            if (sign > 0)
            {
                match.Sum.Add(number);
            }
            else
            {
                match.Sum.Subtract(number);
            }
        }
        else if (!value.IsNull)
        {
            Network.Context.Report(RulesCodes.NotSummable.At(Plan.Of.Location, value.ToString()));
        }
    }

    private ValueList Collect(AggregatedMatch match)
    {
        var facts = FactsFor(match).Select(entry => entry.Fact).ToArray();
        Array.Sort(facts, ValueOrder.Compare);
        return new ValueList([.. facts.Select(fact => Plan.Of is { } of ? of.Read(match, fact, Network.Context) : fact.AsValue)]);
    }
}
