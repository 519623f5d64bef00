using System.Collections.Immutable;
using CsCheck;
using Xiezhi.Governance.Handling.Assignment;

namespace Xiezhi.Assignment.Tests;

public sealed class MinimumCostFlowSolverTests
{
    private static readonly string[] Places = ["", "A", "A1", "A11", "A12", "A2"];
    private static readonly string[] Skills = ["", "noise", "water"];
    private static readonly string[] Parties = ["office", "bureau"];

    private static readonly Gen<AssignableTask> Task =
        Gen.Select(OneOf(Parties), OneOf(Skills), OneOf(Places), Gen.Int[0, 3], Gen.Bool, (party, skill, place, urgency, both) =>
            new AssignableTask("", both ? [.. Parties] : [party], skill.Length == 0 ? null : skill, PathOf(place), urgency, []));

    private static readonly Gen<AssignablePerson> Person =
        Gen.Select(OneOf(Parties), OneOf(Skills).Array[0, 2], OneOf(Places).Array[0, 2], Gen.Int[0, 3], Gen.Int[0, 2], (party, skills, places, capacity, load) =>
            new AssignablePerson("", [party], [.. skills], [.. places.Where(place => place.Length > 0).Distinct()], capacity, load));

    private static readonly Gen<AssignmentProblem> Problem =
        Gen.Select(Task.Array[0, 7], Person.Array[0, 5], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 5]), (tasks, people, weights) => new AssignmentProblem
        {
            Tasks = [.. tasks.Select((task, i) => task with { Id = "t" + i })],
            People = [.. people.Select((person, i) => person with { Id = "p" + i })],
            Weights = new AssignmentWeights(weights.Item1, weights.Item2, weights.Item3),
        });

    private static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private readonly MinimumCostFlowSolver _solver = new();

    [Fact]
    public void Nothing_that_trying_every_answer_finds_is_better() => Problem.Sample(
        problem =>
        {
            var solution = _solver.Solve(problem);

            var (left, cost) = EveryAnswer(problem, 0, new int[problem.People.Length]);
            Assert.Equal((left, cost), (solution.Left.Length, solution.Cost - (left * AssignmentProblem.Leaving)));
            Assert.All(solution.Assigned, given => Assert.True(
                May(problem.Tasks.Single(task => task.Id == given.Task), problem.People.Single(person => person.Id == given.Person))));
            Assert.All(solution.Assigned.GroupBy(given => given.Person), group =>
            {
                var person = problem.People.Single(person => person.Id == group.Key);
                Assert.InRange(group.Count(), 1, person.Capacity - person.Load);
            });
            Assert.Equal(problem.Tasks.Select(task => task.Id), solution.Assigned.Select(given => given.Task).Concat(solution.Left.Select(task => task.Task)).Order(StringComparer.Ordinal));
        },
        iter: 300);

    [Fact]
    public void The_same_problem_in_another_order_has_the_same_answer_and_the_same_hash() => Problem.Sample(
        problem =>
        {
            var turned = new AssignmentProblem { Tasks = [.. problem.Tasks.Reverse()], People = [.. problem.People.Reverse()], Weights = problem.Weights };

            var (one, other) = (_solver.Solve(problem), _solver.Solve(turned));

            Assert.Equal(problem.Hash(), turned.Hash());
            Assert.Equal(one.Assigned, other.Assigned);
            Assert.Equal(one.Left, other.Left);
        },
        iter: 100);

    [Fact]
    public void Of_equal_people_those_with_the_earlier_ids_are_given_the_tasks()
    {
        var problem = new AssignmentProblem
        {
            Tasks = [Waiting("t1"), Waiting("t2")],
            People = [There("c"), There("a"), There("b")],
        };

        Assert.Equal(["a", "b"], _solver.Solve(problem).Assigned.Select(given => given.Person).Order());
    }

    [Fact]
    public void Tasks_that_are_left_say_why()
    {
        var problem = new AssignmentProblem
        {
            Tasks =
            [
                Waiting("1-nobody") with { Parties = ["bureau"] },
                Waiting("2-barred") with { Barred = ["office/a"] },
                Waiting("3-skill") with { Skill = "diving" },
                Waiting("4-territory") with { TerritoryPath = ["B"] },
                Waiting("5-given") with { Urgency = 2 },
                Waiting("6-full"),
            ],
            People = [There("a") with { Capacity = 1, Territories = ["A"] }],
        };

        var solution = _solver.Solve(problem);

        Assert.Equal(("5-given", "a", "office", 0), Assert.Single(solution.Assigned.Select(given => (given.Task, given.Person, given.Party, given.Alternatives))));
        Assert.Equal(
            [
                ("1-nobody", UnassignedReason.NoPerson), ("2-barred", UnassignedReason.NoPerson), ("3-skill", UnassignedReason.NoSkill),
                ("4-territory", UnassignedReason.NoTerritory), ("6-full", UnassignedReason.NoCapacity),
            ],
            solution.Left.Select(task => (task.Task, task.Reason)));
    }

    [Fact]
    public void A_person_who_is_nearer_is_taken_until_they_have_more_to_do_than_the_way_is_worth()
    {
        var problem = new AssignmentProblem
        {
            Tasks = [.. Enumerable.Range(1, 4).Select(i => Waiting("t" + i) with { TerritoryPath = ["A11", "A1", "A"] })],
            People = [There("far") with { Territories = ["A"] }, There("near") with { Territories = ["A11"] }],
            Weights = new AssignmentWeights(Distance: 1, Load: 1, Due: 0),
        };

        var solution = _solver.Solve(problem);

        // Near fills places of 0, 1 and 2; the fourth would cost 3 there and 2 steps + 0 for the other.
        Assert.Equal([("far", 1), ("near", 3)], solution.Assigned.GroupBy(given => given.Person).Select(group => (group.Key, group.Count())).Order());
        Assert.Equal(0 + 1 + 2 + 2, solution.Cost);
    }

    private static AssignableTask Waiting(string id) => new(id, ["office"], null, [], 0, []);

    private static AssignablePerson There(string id) => new(id, ["office"], [], [], 9, 0);

    private static ImmutableArray<string> PathOf(string place) => [.. Enumerable.Range(0, place.Length).Select(cut => place[..^cut])];

    // Written anew, and not by the problem's own functions.
    private static (int Left, long Cost) EveryAnswer(AssignmentProblem problem, int at, int[] given)
    {
        if (at == problem.Tasks.Length)
        {
            return (0, 0);
        }

        var task = problem.Tasks[at];
        var (left, rest) = EveryAnswer(problem, at + 1, given);
        var best = (Left: left + 1, Cost: rest + (problem.Weights.Due * task.Urgency));
        for (var i = 0; i < problem.People.Length; i++)
        {
            var person = problem.People[i];
            if (given[i] < person.Capacity - person.Load && May(task, person))
            {
                var cost = (problem.Weights.Load * (person.Load + given[i])) + (problem.Weights.Distance * Steps(task, person));
                given[i]++;
                (left, rest) = EveryAnswer(problem, at + 1, given);
                given[i]--;
                best = (left, rest + cost).CompareTo(best) < 0 ? (left, rest + cost) : best;
            }
        }

        return best;
    }

    private static bool May(AssignableTask task, AssignablePerson person) =>
        task.Parties.Intersect(person.Parties).Any() && (task.Skill is null || person.Skills.Contains(task.Skill))
        && (task.TerritoryPath.IsEmpty || person.Territories.IsEmpty || person.Territories.Any(place => task.TerritoryPath[0].StartsWith(place, StringComparison.Ordinal)));

    private static int Steps(AssignableTask task, AssignablePerson person) => task.TerritoryPath.IsEmpty || person.Territories.IsEmpty
        ? 0
        : person.Territories.Where(place => task.TerritoryPath[0].StartsWith(place, StringComparison.Ordinal)).Min(place => task.TerritoryPath[0].Length - place.Length);
}
