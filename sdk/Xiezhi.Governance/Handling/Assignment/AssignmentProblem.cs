using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;

namespace Xiezhi.Governance.Handling.Assignment;

/// <summary>Which of some people are to do which of some tasks, at the least cost.</summary>
/// <remarks>
/// A solution gives each task to at most one person who may do it, and no person more tasks than capacity is left. The best leaves as few tasks as
/// possible; among these its cost is least: the sum of <see cref="CostOf"/> over tasks given, of <see cref="SlotCost"/> over the places that people fill,
/// and of <see cref="CostOfLeaving"/> over tasks left.
/// </remarks>
public sealed record AssignmentProblem
{
    /// <summary>More than any difference that weights can make, so that a task is never left to save cost.</summary>
    public const long Leaving = 1_000_000_000_000;

    private readonly ImmutableArray<AssignableTask> _tasks = [];
    private readonly ImmutableArray<AssignablePerson> _people = [];

    /// <summary>The tasks; kept in the order of their ids, so that the same problem is always solved alike.</summary>
    public ImmutableArray<AssignableTask> Tasks
    {
        get => _tasks;
        init => _tasks = [.. value.OrderBy(task => task.Id, StringComparer.Ordinal)];
    }

    /// <summary>The people; kept in the order of their ids and parties.</summary>
    public ImmutableArray<AssignablePerson> People
    {
        get => _people;
        init => _people = [.. value.OrderBy(person => person.Id, StringComparer.Ordinal)];
    }

    /// <summary>What the sum weighs.</summary>
    public AssignmentWeights Weights { get; init; } = AssignmentWeights.Usual;

    /// <summary>What speaks against a person doing a task; <see langword="null"/> where nothing does. Capacity is not looked at.</summary>
    public static UnassignedReason? Against(AssignableTask task, AssignablePerson person)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(person);
        return PartyFor(task, person) is null ? UnassignedReason.NoPerson
            : task.Skill is { } skill && !person.Skills.Contains(skill) ? UnassignedReason.NoSkill
            : StepsBetween(task, person) < 0 ? UnassignedReason.NoTerritory
            : null;
    }

    /// <summary>For which party a person does a task; <see langword="null"/> where they may for none.</summary>
    public static string? PartyFor(AssignableTask task, AssignablePerson person)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(person);
        return person.Parties.FirstOrDefault(party => task.Parties.Contains(party) && !task.Barred.Contains(party + "/" + person.Id));
    }

    /// <summary>What it costs that a person who may do a task does it, without the load: distance.</summary>
    public long CostOf(AssignableTask task, AssignablePerson person)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(person);
        return (long)Weights.Distance * Math.Max(0, StepsBetween(task, person));
    }

    /// <summary>What it costs that a person is given one task more.</summary>
    /// <param name="person">The person.</param>
    /// <param name="place">Which of this batch, from 0.</param>
    public long SlotCost(AssignablePerson person, int place)
    {
        ArgumentNullException.ThrowIfNull(person);
        return (long)Weights.Load * (person.Load + place);
    }

    /// <summary>What it costs to leave a task.</summary>
    public long CostOfLeaving(AssignableTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Leaving + ((long)Weights.Due * task.Urgency);
    }

    /// <summary>What a whole answer costs: who does which task, in the order of <see cref="Tasks"/>, −1 for nobody; the people are places in <see cref="People"/>.</summary>
    public long Cost(ReadOnlySpan<int> chosen)
    {
        var given = new int[People.Length];
        var cost = 0L;
        for (var i = 0; i < Tasks.Length; i++)
        {
            cost += chosen[i] < 0
                ? CostOfLeaving(Tasks[i])
                : CostOf(Tasks[i], People[chosen[i]]) + SlotCost(People[chosen[i]], given[chosen[i]]++);
        }

        return cost;
    }

    /// <summary>The answer that <paramref name="chosen"/> stands for, with why tasks are left.</summary>
    /// <param name="chosen">Who does which task, as for <see cref="Cost"/>.</param>
    public AssignmentSolution Answer(ReadOnlySpan<int> chosen)
    {
        var given = new int[People.Length];
        var assigned = ImmutableArray.CreateBuilder<AssignedTask>();
        var left = ImmutableArray.CreateBuilder<UnassignedTask>();
        for (var i = 0; i < Tasks.Length; i++)
        {
            var task = Tasks[i];
            if (chosen[i] < 0)
            {
                left.Add(new UnassignedTask(task.Id, WhyLeft(task)));
                continue;
            }

            var person = People[chosen[i]];
            var cost = CostOf(task, person) + SlotCost(person, given[chosen[i]]++);
            assigned.Add(new AssignedTask(task.Id, person.Id, PartyFor(task, person)!, cost, People.Count(other => Against(task, other) is null) - 1));
        }

        return new AssignmentSolution(assigned.ToImmutable(), left.ToImmutable(), Cost(chosen));
    }

    /// <summary>The hash of all that the problem says, 64 hexadecimal digits: the same problem, the same hash.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        JsonConvert.SerializeObject(new { Tasks, People, Weights }, Formatting.None, new StringEnumConverter()))));

    // The reason that would be left if all reasons before it were mended: nobody there, then skill, then territory, then capacity.
    private UnassignedReason WhyLeft(AssignableTask task)
    {
        var nearest = UnassignedReason.NoPerson;
        foreach (var person in People)
        {
            var reason = Against(task, person) ?? UnassignedReason.NoCapacity;
            nearest = reason > nearest ? reason : nearest;
        }

        return nearest;
    }

    // A task without a territory, or a person without, stands in nobody's way.
    private static int StepsBetween(AssignableTask task, AssignablePerson person)
    {
        if (task.TerritoryPath.IsEmpty || person.Territories.IsEmpty)
        {
            return 0;
        }

        for (var step = 0; step < task.TerritoryPath.Length; step++)
        {
            if (person.Territories.Contains(task.TerritoryPath[step]))
            {
                return step;
            }
        }

        return -1;
    }
}

/// <summary>A task that waits for a person.</summary>
/// <param name="Id">By which it is known; unique in the problem.</param>
/// <param name="Parties">Whose people may do it.</param>
/// <param name="Skill">What one must be able to do; <see langword="null"/> for nothing special.</param>
/// <param name="TerritoryPath">Its territory and all that it lies in, the nearest first; empty where it has none.</param>
/// <param name="Urgency">How near its due time is, from 0; the more, the worse it is to leave it.</param>
/// <param name="Barred">Who may not do it for other reasons, as <c>party/person</c>: four eyes, a position that does not fit.</param>
public sealed record AssignableTask(
    string Id, ImmutableArray<string> Parties, string? Skill, ImmutableArray<string> TerritoryPath, int Urgency, ImmutableArray<string> Barred)
{
    /// <inheritdoc/>
    public bool Equals(AssignableTask? other) =>
        other is not null && Id == other.Id && Skill == other.Skill && Urgency == other.Urgency && Parties.AsSpan().SequenceEqual(other.Parties.AsSpan())
        && TerritoryPath.AsSpan().SequenceEqual(other.TerritoryPath.AsSpan()) && Barred.AsSpan().SequenceEqual(other.Barred.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Skill, Urgency);
}

/// <summary>Somebody who is there and can be given tasks.</summary>
/// <param name="Id">The person's id; unique in the problem.</param>
/// <param name="Parties">For which parties they act; the first that may do a task counts.</param>
/// <param name="Skills">What they are able to do.</param>
/// <param name="Territories">Where they work; empty for everywhere.</param>
/// <param name="Capacity">How many tasks they can have.</param>
/// <param name="Load">How many they have.</param>
public sealed record AssignablePerson(string Id, ImmutableArray<string> Parties, ImmutableArray<string> Skills, ImmutableArray<string> Territories, int Capacity, int Load)
{
    /// <summary>How many more they can be given.</summary>
    public int Free => Math.Max(0, Capacity - Load);

    /// <inheritdoc/>
    public bool Equals(AssignablePerson? other) =>
        other is not null && Id == other.Id && Capacity == other.Capacity && Load == other.Load && Parties.AsSpan().SequenceEqual(other.Parties.AsSpan())
        && Skills.AsSpan().SequenceEqual(other.Skills.AsSpan()) && Territories.AsSpan().SequenceEqual(other.Territories.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Capacity, Load);
}

/// <summary>Why a task is left, in the order in which one would mend it.</summary>
public enum UnassignedReason
{
    /// <summary>Nobody of the parties that own it is there and may do it.</summary>
    NoPerson,

    /// <summary>Nobody of them has the skill.</summary>
    NoSkill,

    /// <summary>Nobody who has the skill works in the territory.</summary>
    NoTerritory,

    /// <summary>All who could do it have as much as they can.</summary>
    NoCapacity,
}

/// <summary>A task that is given.</summary>
/// <param name="Task">The task.</param>
/// <param name="Person">To whom.</param>
/// <param name="Party">For which party.</param>
/// <param name="Cost">What it costs, with the place that it fills.</param>
/// <param name="Alternatives">How many others could have been given it, capacity aside.</param>
public sealed record AssignedTask(string Task, string Person, string Party, long Cost, int Alternatives);

/// <summary>A task that is left.</summary>
/// <param name="Task">The task.</param>
/// <param name="Reason">Why.</param>
public sealed record UnassignedTask(string Task, UnassignedReason Reason);

/// <summary>Who does what.</summary>
/// <param name="Assigned">The tasks that are given, by id.</param>
/// <param name="Left">The tasks that are left, by id.</param>
/// <param name="Cost">The whole cost, as <see cref="AssignmentProblem.Cost"/> counts it.</param>
public sealed record AssignmentSolution(ImmutableArray<AssignedTask> Assigned, ImmutableArray<UnassignedTask> Left, long Cost);
