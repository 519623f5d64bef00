using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Inference.Compilation;

namespace Xiezhi.Rules.Inference.Matching;

/// <summary>Reads from the memories of the conditions what a finding rests on.</summary>
internal static class LineageTracer
{
    public static Lineage Trace(Finding finding)
    {
        var derivations = ImmutableArray.CreateBuilder<Derivation>();
        var facts = new Dictionary<Fact, long>(ReferenceEqualityComparer.Instance);
        var seen = new HashSet<Finding>(ReferenceEqualityComparer.Instance) { finding };
        var left = new Queue<Finding>(seen);
        while (left.TryDequeue(out var next))
        {
            foreach (var support in Supports(next.State))
            {
                var grounds = Grounds(support, facts);
                derivations.Add(new Derivation(next, support.Conclusion.Plan.Rule.Name, grounds));
                foreach (var under in grounds.SelectMany(ground => ground.Findings).Where(seen.Add))
                {
                    left.Enqueue(under);
                }
            }
        }

        return new Lineage(finding, derivations.ToImmutable(), [.. facts.OrderBy(fact => fact.Value).Select(fact => fact.Key)]);
    }

    private static List<ConclusionMatch> Supports(FindingState finding)
    {
        var supports = new List<ConclusionMatch>();
        for (var support = finding.FirstSupport; support is not null; support = support.NextSupport)
        {
            supports.Add(support);
        }

        supports.Sort((left, right) => left.Conclusion.Plan.Index != right.Conclusion.Plan.Index
            ? left.Conclusion.Plan.Index.CompareTo(right.Conclusion.Plan.Index)
            : Match.Compare(left, right));
        return supports;
    }

    private static ImmutableArray<Ground> Grounds(ConclusionMatch match, Dictionary<Fact, long> facts)
    {
        var plans = match.Conclusion.Plan.Conditions;
        var grounds = ImmutableArray.CreateBuilder<Ground>(plans.Length);
        for (var level = 0; level < plans.Length; level++)
        {
            var before = match.At(level);
            WorkingFact[] met = plans[level] switch
            {
                FactPlan { Fact: MatchCondition } => [match.At(level + 1).Entry!.Fact],
                FactPlan { Fact: ExistsCondition or AggregateCondition } => [.. ((FactNode)before.Node).FactsFor(before).Select(entry => entry.Fact).Order(Comparer<WorkingFact>.Create(ValueOrder.Compare))],
                _ => [],
            };
            foreach (var fact in met.Where(fact => fact.Given is not null))
            {
                facts[fact.Given!] = fact.Number;
            }

            grounds.Add(new Ground(
                plans[level].Condition,
                [.. met.Select(fact => fact.Given).OfType<Fact>()],
                [.. met.OfType<FindingState>().Select(finding => finding.Announced).OfType<Finding>()],
                plans[level] is MomentPlan moment ? moment.Value.Read(before, null, before.Node.Context) : plans[level].Condition is AggregateCondition ? before.Result : Value.Null));
        }

        return grounds.MoveToImmutable();
    }
}
