using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Xiezhi.Governance.Handling.Assignment;

/// <summary>How waiting tasks are given to people, as the member <c>assignment</c> of <c>handling.json</c> says.</summary>
public sealed record AssignmentPolicy
{
    /// <summary>The tasks that are given; all that can be claimed where empty.</summary>
    public ImmutableArray<string> Tasks { get; init; } = [];

    /// <summary>What the sum weighs.</summary>
    public AssignmentWeights Weights { get; init; } = AssignmentWeights.Usual;

    /// <summary>How many tasks a person is given at a time whose capacity is not set.</summary>
    public int Capacity { get; init; } = 10;

    /// <summary>The territories of people for whom the file names any; all others are for the territory of their party.</summary>
    public FrozenDictionary<string, ImmutableArray<string>> Territories { get; init; } = FrozenDictionary<string, ImmutableArray<string>>.Empty;
}

/// <summary>What the cost of an assignment is made of; each at least 0.</summary>
/// <param name="Distance">For each step from the task's territory up to the nearest of the person's.</param>
/// <param name="Load">For each task that the person has already, those given in the same batch too: the first costs nothing, the next once, the next twice.</param>
/// <param name="Due">For a task that is left: once for each degree of urgency.</param>
public sealed record AssignmentWeights(int Distance, int Load, int Due)
{
    /// <summary>What holds where the file does not say: 2, 1 and 1.</summary>
    public static AssignmentWeights Usual { get; } = new(2, 1, 1);
}
