using System.Collections.Immutable;
using Xiezhi.Rules.Inference.Compilation;

namespace Xiezhi.Rules.Inference.Matching;

/// <summary>What waits to be done in one stratum.</summary>
internal sealed class Stratum
{
    /// <summary>Matches whose rule is to fire: by priority, then by the rules' order, then by the facts' numbers.</summary>
    public PriorityQueue<ConclusionMatch, ConclusionMatch> Ready { get; } = new(Comparer<ConclusionMatch>.Create(Compare));

    /// <summary>Aggregates whose result may have changed.</summary>
    public Queue<AggregatedMatch> Stale { get; } = new();

    /// <summary>Findings that lost a support.</summary>
    public Queue<FindingState> Doubtful { get; } = new();

    private static int Compare(ConclusionMatch left, ConclusionMatch right)
    {
        var (a, b) = (left.Conclusion.Plan, right.Conclusion.Plan);
        return ReferenceEquals(a, b) ? Match.Compare(left, right)
            : a.Rule.Priority != b.Rule.Priority ? b.Rule.Priority.CompareTo(a.Rule.Priority)
            : a.Index.CompareTo(b.Index);
    }
}

/// <summary>The conditions of all rules at work, with what they remember.</summary>
internal sealed class Network
{
    private readonly ImmutableArray<FactNode>[] _byType;
    private readonly List<Match> _roots = [];

    public Network(CompiledRuleSet rules, EvaluationContext context, long now)
    {
        Context = context;
        Now = now;
        Strata = [.. Enumerable.Range(0, rules.Plans.Select(plan => plan.Stratum + 1).DefaultIfEmpty(0).Max()).Select(_ => new Stratum())];
        var byType = rules.Types.Select(_ => ImmutableArray.CreateBuilder<FactNode>()).ToArray();
        foreach (var plan in rules.Plans)
        {
            Build(plan, byType);
        }

        _byType = [.. byType.Select(nodes => nodes.ToImmutable())];
        Nodes = [.. _byType.SelectMany(nodes => nodes)];
        foreach (var root in _roots)
        {
            root.Node.Added(root);
        }
    }

    public EvaluationContext Context { get; }

    public DueQueue Due { get; } = new();

    public ImmutableArray<Stratum> Strata { get; }

    public ImmutableArray<FactNode> Nodes { get; }

    /// <summary>The session's time in UTC ticks.</summary>
    public long Now { get; set; }

    /// <summary>How many matches are held, without those that every rule begins with.</summary>
    public int MatchCount { get; set; }

    /// <summary>How many places in memories facts take.</summary>
    public int EntryCount { get; set; }

    public void Add(WorkingFact fact)
    {
        foreach (var node in _byType[fact.Type])
        {
            node.Add(fact);
        }
    }

    public static void Remove(WorkingFact fact)
    {
        var entry = fact.Entries;
        fact.Entries = null;
        for (; entry is not null; entry = entry.NextOfFact)
        {
            entry.Node.Remove(entry);
        }
    }

    // A fact that two conditions of a rule look at meets the later one first, so that a denial is met before what it would deny.
    private void Build(RulePlan plan, ImmutableArray<FactNode>.Builder[] byType)
    {
        Node following = new ConclusionNode(plan, plan.Conditions.Length, this);
        for (var level = plan.Conditions.Length - 1; level >= 0; level--)
        {
            Node node = plan.Conditions[level] switch
            {
                FactPlan { Fact: MatchCondition } fact => new JoinNode(fact, level, this),
                FactPlan { Fact: AggregateCondition } fact => new AggregateNode(fact, level, plan.Stratum, this),
                FactPlan fact => new PresenceNode(fact, fact.Fact is ExistsCondition, level, this),
                MomentPlan moment => new MomentNode(moment, level, this),
                var test => new TestNode((TestPlan)test, level, this),
            };
            node.Following = following;
            if (node is FactNode own)
            {
                byType[own.Plan.Type].Add(own);
            }

            following = node;
        }

        _roots.Add(following.NewMatch(null, null));
    }
}
