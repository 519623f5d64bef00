using Google.OrTools.Graph;
using Xiezhi.Governance.Handling.Assignment;
using Xiezhi.Runtime.Assignment;

namespace Xiezhi.Assignment;

/// <summary>
/// Solves as a minimum-cost flow: one unit from each task, through a person who may do it and one of the person's places, or past all people at the cost
/// of leaving. The places of a person cost more one by one, so that the cheapest flow fills them in order.
/// </summary>
internal sealed class MinimumCostFlowSolver : IAssignmentSolver
{
    public AssignmentSolution Solve(AssignmentProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.Tasks.IsEmpty)
        {
            return problem.Answer([]);
        }

        // The flow's costs need only be in the same order as the problem's: a smaller price of leaving keeps them within what the solver can add up.
        var leaving = SmallestPriceOfLeaving(problem);
        var ranks = Ranks(problem, leaving);
        using var flow = new MinCostFlow();
        var choices = new List<(int Arc, int Task, int Person)>();
        var (people, sink) = (problem.Tasks.Length, problem.Tasks.Length + problem.People.Length);
        for (var task = 0; task < problem.Tasks.Length; task++)
        {
            flow.SetNodeSupply(task, 1);
            flow.AddArcWithCapacityAndUnitCost(task, sink, 1, (leaving + problem.CostOfLeaving(problem.Tasks[task]) - AssignmentProblem.Leaving) * ranks);
            for (var person = 0; person < problem.People.Length; person++)
            {
                if (problem.People[person].Free > 0 && AssignmentProblem.Against(problem.Tasks[task], problem.People[person]) is null)
                {
                    var cost = (problem.CostOf(problem.Tasks[task], problem.People[person]) * ranks) + (ranks > 1 ? person : 0);
                    choices.Add((flow.AddArcWithCapacityAndUnitCost(task, people + person, 1, cost), task, person));
                }
            }
        }

        for (var person = 0; person < problem.People.Length; person++)
        {
            var places = Math.Min(problem.People[person].Free, problem.Tasks.Length);
            for (var place = 0; place < places; place++)
            {
                flow.AddArcWithCapacityAndUnitCost(people + person, sink, 1, problem.SlotCost(problem.People[person], place) * ranks);
            }
        }

        flow.SetNodeSupply(sink, -problem.Tasks.Length);
        var status = flow.Solve();
        if (status != MinCostFlowBase.Status.OPTIMAL)
        {
            // Every task can go past all people, so that there always is an answer; another status is a fault of this program.
            throw new InvalidOperationException($"The flow of {problem.Tasks.Length} tasks and {problem.People.Length} people was not solved: {status}.");
        }

        var chosen = new int[problem.Tasks.Length];
        Array.Fill(chosen, -1);
        foreach (var (arc, task, person) in choices)
        {
            if (flow.Flow(arc) > 0)
            {
                chosen[task] = person;
            }
        }

        return problem.Answer(chosen);
    }

    private static long SmallestPriceOfLeaving(AssignmentProblem problem)
    {
        var worst = 1L;
        foreach (var task in problem.Tasks)
        {
            var distance = (long)problem.Weights.Distance * task.TerritoryPath.Length;
            var load = problem.People.Select(person => problem.SlotCost(person, Math.Min(person.Free, problem.Tasks.Length))).DefaultIfEmpty(0).Max();
            worst += distance + load + problem.CostOfLeaving(task) - AssignmentProblem.Leaving;
        }

        return worst;
    }

    // Of two answers that cost the same, the one with people of earlier ids is taken: a person's rank counts less than the smallest cost.
    private static long Ranks(AssignmentProblem problem, long leaving)
    {
        var ranks = ((long)problem.Tasks.Length * problem.People.Length) + 1;
        var nodes = problem.Tasks.Length + problem.People.Length + 2;
        return (Int128)leaving * 2 * ranks * nodes < long.MaxValue / 4 ? ranks : 1;
    }
}
