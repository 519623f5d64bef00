using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules.Inference.Compilation;

/// <summary>Orders the types of findings so that each is complete before another counts it or denies it.</summary>
/// <remarks>
/// Types that depend on one another share a stratum. Within one, rules may match or look for each other's findings; to count or deny what is still being
/// concluded has no meaning that is independent of the order, and is refused (stratified negation).
/// </remarks>
internal static class Strata
{
    public static ImmutableArray<RulePlan>? Arrange(ImmutableArray<FactType> types, ImmutableArray<RulePlan> plans, DiagnosticBag diagnostics)
    {
        var uses = new HashSet<int>[types.Length];
        for (var i = 0; i < uses.Length; i++)
        {
            uses[i] = [];
        }

        foreach (var plan in plans)
        {
            uses[plan.Type].UnionWith(plan.Conditions.OfType<FactPlan>().Select(fact => fact.Type));
        }

        var reach = Enumerable.Range(0, types.Length).Select(type => Reach(uses, type)).ToArray();
        var valid = true;
        foreach (var plan in plans)
        {
            foreach (var fact in plan.Conditions.OfType<FactPlan>().Where(fact => fact.Fact is AbsentCondition or AggregateCondition && reach[fact.Type].Contains(plan.Type)))
            {
                diagnostics.Add(RulesCodes.DeniesItself, fact.Fact.Location == Location.None ? plan.Rule.Location : fact.Fact.Location, plan.Rule.Name, types[fact.Type].Name, Way(uses, types, plan.Type, fact.Type));
                valid = false;
            }
        }

        // A type that reaches more stands above; those that reach each other reach the same.
        var ranks = reach.Select(reached => reached.Count).Distinct().Order().ToList();
        return valid
            ? [.. plans.Select(plan => plan with
            {
                Stratum = ranks.IndexOf(reach[plan.Type].Count),
                IsRecursive = plan.Conditions.OfType<FactPlan>().Any(fact => reach[fact.Type].Contains(plan.Type)),
                IsTypeRecursive = uses[plan.Type].Any(used => reach[used].Contains(plan.Type)),
            })]
            : null;
    }

    private static HashSet<int> Reach(HashSet<int>[] uses, int type)
    {
        var reached = new HashSet<int> { type };
        var left = new Stack<int>([type]);
        while (left.TryPop(out var next))
        {
            foreach (var used in uses[next].Where(reached.Add))
            {
                left.Push(used);
            }
        }

        return reached;
    }

    private static string Way(HashSet<int>[] uses, ImmutableArray<FactType> types, int concluded, int used)
    {
        var from = new Dictionary<int, int> { [used] = -1 };
        var left = new Queue<int>([used]);
        while (left.TryDequeue(out var next) && next != concluded)
        {
            foreach (var further in uses[next].Where(further => from.TryAdd(further, next)))
            {
                left.Enqueue(further);
            }
        }

        var way = new List<string>();
        for (var at = concluded; at >= 0; at = from[at])
        {
            way.Insert(0, types[at].Name);
        }

        return types[concluded].Name + " ← " + string.Join(" ← ", way);
    }
}
