using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Inference.Compilation;

namespace Xiezhi.Rules.Inference.Matching;

/// <summary>Hands a match on from a moment on, or until then.</summary>
internal sealed class MomentNode(MomentPlan plan, int level, Network network) : Node(level, network)
{
    private readonly MomentSide _side = plan.Moment.Side;

    public override void Added(Match match)
    {
        if (!Network.Context.TryInstant(plan.Value, match, out var moment))
        {
            return;
        }

        var passed = moment <= Network.Now;
        if (passed == (_side == MomentSide.After))
        {
            Emit(match, null);
        }

        if (!passed && moment != long.MaxValue)
        {
            Network.Due.Add(match, moment);
        }
    }

    public override void Removed(Match match) => Network.Due.Remove(match);

    public override void MatchDue(Match match)
    {
        if (_side == MomentSide.After)
        {
            Emit(match, null);
        }
        else
        {
            RemoveChildren(match);
        }
    }
}

/// <summary>Hands a match on when something holds of it.</summary>
internal sealed class TestNode(TestPlan plan, int level, Network network) : Node(level, network)
{
    public override void Added(Match match)
    {
        foreach (var test in plan.Tests)
        {
            if (!test.Holds(match, null, Network.Context))
            {
                return;
            }
        }

        Emit(match, null);
    }

    public override void Removed(Match match)
    {
    }
}

/// <summary>Where a rule's matches arrive that meet all its conditions.</summary>
internal sealed class ConclusionNode(RulePlan plan, int level, Network network) : Node(level, network)
{
    public RulePlan Plan => plan;

    public override Match NewMatch(Match? parent, FactEntry? entry) => new ConclusionMatch(this, parent, entry);

    public override void Added(Match match)
    {
        var conclusion = (ConclusionMatch)match;
        Network.Strata[plan.Stratum].Ready.Enqueue(conclusion, conclusion);
    }

    public override void Removed(Match match)
    {
        var conclusion = (ConclusionMatch)match;
        if (conclusion.Finding is not { } finding)
        {
            return;
        }

        if (conclusion.PreviousSupport is { } previous)
        {
            previous.NextSupport = conclusion.NextSupport;
        }
        else
        {
            finding.FirstSupport = conclusion.NextSupport;
        }

        if (conclusion.NextSupport is { } next)
        {
            next.PreviousSupport = conclusion.PreviousSupport;
        }

        // A finding that leads back to itself may be left with nothing but its own support.
        if ((finding.FirstSupport is null || plan.IsTypeRecursive) && !finding.IsDoubtful)
        {
            finding.IsDoubtful = true;
            Network.Strata[plan.Stratum].Doubtful.Enqueue(finding);
        }
    }

    /// <summary>The values of the finding that a match leads to; <see langword="null"/> when one is of the wrong type, which is reported.</summary>
    public Value[]? Conclude(ConclusionMatch match, FactType type)
    {
        var row = new Value[type.Fields.Length];
        foreach (var (field, value) in plan.Values)
        {
            row[field] = value.Read(match, null, Network.Context);
            if (!type.Accepts(field, row[field]))
            {
                Network.Context.Report(RulesCodes.WrongFieldType.At(value.Location, type.Name + "." + type.Fields[field].Name, type.Fields[field].Type.Name, row[field].ToString()));
                return null;
            }
        }

        return row;
    }
}
