using System.Collections.Immutable;

namespace Xiezhi.Workflow.Analysis;

/// <summary>What the analysis can say of a process, whatever its data.</summary>
public enum SoundnessVerdict
{
    /// <summary>No run stands still at a join, no element is doubled by mistake, every element can be entered, and every run can come to an end.</summary>
    Sound,

    /// <summary>At least one problem is sure.</summary>
    Unsound,

    /// <summary>No problem is sure, and something was left out: see <see cref="SoundnessReport.Gaps"/>.</summary>
    Unknown,
}

/// <summary>What can be wrong with the flow of tokens.</summary>
public enum SoundnessProblemKind
{
    /// <summary>Tokens wait at joins for others that can't come any more.</summary>
    Deadlock,

    /// <summary>An element gets a second token while the first is still there: branches that run side by side meet without a join.</summary>
    LackOfSynchronization,

    /// <summary>No run can enter the element.</summary>
    Dead,

    /// <summary>From here no run can come to an end.</summary>
    NeverEnds,
}

/// <summary>What the analysis found.</summary>
/// <remarks>Immutable.</remarks>
public sealed record SoundnessReport
{
    /// <summary>The verdict on the process as a whole.</summary>
    public required SoundnessVerdict Verdict { get; init; }

    /// <summary>What is wrong for certain, as far as conditions are free to give any answer.</summary>
    public ImmutableArray<SoundnessProblem> Problems { get; init; } = [];

    /// <summary>Where the analysis gave up, and why.</summary>
    public ImmutableArray<SoundnessGap> Gaps { get; init; } = [];

    /// <summary>How many states were looked at.</summary>
    public int States { get; init; }
}

/// <summary>Something that is wrong with the flow of tokens.</summary>
/// <remarks>Immutable.</remarks>
public sealed record SoundnessProblem
{
    /// <summary>What is wrong.</summary>
    public required SoundnessProblemKind Kind { get; init; }

    /// <summary>The id of the element where it shows: the join that waits, the element that is doubled or dead.</summary>
    public required string Element { get; init; }

    /// <summary>The id of the process or sub-process in which it happens.</summary>
    public required string Scope { get; init; }

    /// <summary>Of a deadlock: the ids of the flows by which no token comes.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>One shortest way there, from the beginning of the scope.</summary>
    public ImmutableArray<SoundnessStep> Trace { get; init; } = [];

    /// <summary>Of a deadlock: whether every run of the scope ends in one. Such a process is refused.</summary>
    public bool IsInevitable { get; init; }
}

/// <summary>A step of a trace: an element was left.</summary>
/// <param name="Element">The element's id; of an event on a border or behind a gateway, the event's.</param>
/// <param name="Flows">The ids of the sequence flows by which it was left.</param>
/// <param name="IsChoice">Whether it could have been left in another way, or been interrupted.</param>
public sealed record SoundnessStep(string Element, ImmutableArray<string> Flows, bool IsChoice)
{
    /// <inheritdoc/>
    public bool Equals(SoundnessStep? other) =>
        other is not null && Element == other.Element && IsChoice == other.IsChoice && Flows.AsSpan().SequenceEqual(other.Flows.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Element, IsChoice, Flows.Length);
}

/// <summary>Why a part of the process was not decided.</summary>
public enum SoundnessGapReason
{
    /// <summary>There are more states than the analysis was allowed to look at.</summary>
    TooManyStates,

    /// <summary>Tokens gather on a flow without a bound that is small enough.</summary>
    Unbounded,

    /// <summary>What the element does with tokens depends on more than the drawing shows.</summary>
    NotModelled,

    /// <summary>An event that does not interrupt can begin its way several times at once, and that way has an inclusive join or meets others.</summary>
    Repeats,

    /// <summary>Tokens may stand still at the element, though it is not certain that a run gets there.</summary>
    NotCertain,
}

/// <summary>A part of the process that was not decided.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Element">The id of the element, or of the scope where there are too many states.</param>
public sealed record SoundnessGap(SoundnessGapReason Reason, string Element);
