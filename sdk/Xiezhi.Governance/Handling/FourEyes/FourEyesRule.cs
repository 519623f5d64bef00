using System.Collections.Immutable;

namespace Xiezhi.Governance.Handling.FourEyes;

/// <summary>Two tasks of a case are not done by the same (四眼), whichever is done first.</summary>
/// <param name="Task">The id of a user task.</param>
/// <param name="NotDoneBy">The ids of the user tasks that the same must not do; the task itself, where it is done several times, each time by another.</param>
/// <param name="Same">Who counts as the same.</param>
/// <param name="Within">For how long what was done counts.</param>
public sealed record FourEyesRule(string Task, ImmutableArray<string> NotDoneBy, SameDoer Same, FourEyesSpan Within)
{
    /// <summary>Which tasks the same must not do besides <paramref name="element"/>.</summary>
    internal IEnumerable<string> OthersOf(string element) =>
        (element == Task ? NotDoneBy : []).Concat(NotDoneBy.Contains(element) ? [Task] : []).Distinct();

    /// <inheritdoc/>
    public bool Equals(FourEyesRule? other) =>
        other is not null && Task == other.Task && NotDoneBy.AsSpan().SequenceEqual(other.NotDoneBy.AsSpan()) && Same == other.Same && Within == other.Within;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Task, NotDoneBy.Length, Same, Within);
}

/// <summary>Who counts as the same.</summary>
public enum SameDoer
{
    /// <summary>One person, also where they acted for different parties or by delegation; of a party that acts without a person, the whole party.</summary>
    Person,

    /// <summary>Anybody of one party, and one person wherever they acted.</summary>
    Party,

    /// <summary>Anybody of one party or of one above it in any line, and one person wherever they acted.</summary>
    SuperiorChain,
}

/// <summary>For how long what was done counts.</summary>
public enum FourEyesSpan
{
    /// <summary>For the whole case.</summary>
    Case,

    /// <summary>Until the case is handled again (重办).</summary>
    Round,
}
