using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Findings;

/// <summary>What a finding rests on beside the places of its events.</summary>
/// <param name="Rule">The id of the rule that proposed it; empty where a party did.</param>
/// <param name="Hashes">The hashes of the events of its evidence, in their order.</param>
/// <param name="Clock">The clock it is about, such as <c>standard/reply</c>, or <see langword="null"/>.</param>
/// <param name="Explanation">Why the rule held: the condition and what it was about, or the decision with its inputs and the rules that matched; or a party's reasons.</param>
public sealed record FindingGrounds(string Rule, ImmutableArray<string> Hashes, string? Clock, ValueContext Explanation)
{
    /// <inheritdoc/>
    public bool Equals(FindingGrounds? other) =>
        other is not null && Rule == other.Rule && Hashes.AsSpan().SequenceEqual(other.Hashes.AsSpan()) && Clock == other.Clock && Explanation.Equals(other.Explanation);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rule, Hashes.Length, Clock);
}

/// <summary>What became of a finding.</summary>
public enum FindingOutcome
{
    /// <summary>It is held against the party (成立).</summary>
    Upheld,

    /// <summary>It is not held against the party (不成立).</summary>
    Dismissed,
}

/// <summary>Something that happened in the life of a finding (问责事实) after it was proposed.</summary>
public abstract record FindingEvent : CaseEvent
{
    private protected FindingEvent(int findingId) => FindingId = findingId;

    /// <summary>The finding's id within the case.</summary>
    public int FindingId { get; init; }
}

/// <summary>The party was told what is held against it.</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="Party">The party.</param>
/// <param name="AnswerDue">Until when it may answer before others may decide; <see langword="null"/> where the calendar could not say.</param>
public sealed record FindingNotified(int FindingId, string Party, DateTimeOffset? AnswerDue) : FindingEvent(FindingId);

/// <summary>The party answered (申辩).</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="Text">What it says.</param>
/// <param name="DecideDue">Until when it is to be decided.</param>
public sealed record FindingAnswered(int FindingId, string Text, DateTimeOffset? DecideDue) : FindingEvent(FindingId);

/// <summary>The time to answer passed; it can be decided without an answer.</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="DecideDue">Until when it is to be decided.</param>
public sealed record FindingUnanswered(int FindingId, DateTimeOffset? DecideDue) : FindingEvent(FindingId);

/// <summary>It was decided.</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="Outcome">How.</param>
/// <param name="Reason">Why.</param>
/// <param name="Exemption">The id of the exemption rule (容错免责) that holds, or <see langword="null"/>.</param>
/// <param name="Points">What it counts, where it is upheld.</param>
/// <param name="AppealDue">Until when it may be appealed.</param>
public sealed record FindingDecided(int FindingId, FindingOutcome Outcome, string Reason, string? Exemption, decimal Points, DateTimeOffset? AppealDue) : FindingEvent(FindingId);

/// <summary>It was not decided in time and went to the superior of whoever was to decide.</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="To">Who is to decide now.</param>
/// <param name="DecideDue">Until when.</param>
public sealed record FindingRaised(int FindingId, string To, DateTimeOffset? DecideDue) : FindingEvent(FindingId);

/// <summary>The decision was appealed (申诉).</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="Reason">Why.</param>
/// <param name="DecideDue">Until when the appeal is to be decided.</param>
public sealed record FindingAppealed(int FindingId, string Reason, DateTimeOffset? DecideDue) : FindingEvent(FindingId);

/// <summary>The decision is final: the appeal was decided, or the time for one passed.</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="Outcome">What holds.</param>
/// <param name="Points">What it counts, where it is upheld.</param>
/// <param name="Reason">Why the appeal came out as it did; empty where there was none.</param>
public sealed record FindingClosed(int FindingId, FindingOutcome Outcome, decimal Points, string Reason) : FindingEvent(FindingId);

/// <summary>It was withdrawn before it was decided.</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="Reason">Why.</param>
public sealed record FindingWithdrawn(int FindingId, string Reason) : FindingEvent(FindingId);

/// <summary>Too much time has passed since the fact to decide (时效).</summary>
/// <param name="FindingId">The finding.</param>
public sealed record FindingLapsed(int FindingId) : FindingEvent(FindingId);
