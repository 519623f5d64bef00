using System.Collections.Immutable;
using Xiezhi.Governance.Findings;

namespace Xiezhi.Insight.Histories;

/// <summary>What a rule holds against a party (问责事实).</summary>
/// <param name="FindingId">Its id within the case.</param>
/// <param name="Kind">What, such as <c>overdue</c>.</param>
/// <param name="Against">The party.</param>
/// <param name="At">When it was proposed, UTC.</param>
/// <param name="Evidence">The sequence numbers of the events it rests on.</param>
public sealed record FindingRecord(int FindingId, string Kind, string Against, DateTimeOffset At, ImmutableArray<long> Evidence)
{
    /// <summary>Where it stands in its life; proposed for good where its package has no terms for findings.</summary>
    public FindingStage Stage { get; init; }

    /// <summary>The decision as it stands, or <see langword="null"/> before there is one.</summary>
    public FindingOutcome? Outcome { get; init; }

    /// <summary>What it counts as it was last decided; 0 where it is not held against the party.</summary>
    public decimal Points { get; init; }

    /// <inheritdoc/>
    public bool Equals(FindingRecord? other) =>
        other is not null && FindingId == other.FindingId && Kind == other.Kind && Against == other.Against && At == other.At
        && Stage == other.Stage && Outcome == other.Outcome && Points == other.Points
        && Evidence.AsSpan().SequenceEqual(other.Evidence.AsSpan());

    internal FindingRecord Apply(FindingEvent happened) => happened switch
    {
        FindingNotified => this with { Stage = FindingStage.Notified },
        FindingAnswered => this with { Stage = FindingStage.Answered },
        FindingUnanswered => this with { Stage = FindingStage.Unanswered },
        FindingDecided { Outcome: FindingOutcome.Upheld } upheld => this with { Stage = FindingStage.Upheld, Outcome = upheld.Outcome, Points = upheld.Points },
        FindingDecided dismissed => this with { Stage = FindingStage.Dismissed, Outcome = dismissed.Outcome, Points = 0 },
        FindingAppealed => this with { Stage = FindingStage.Appealed },
        FindingClosed closed => this with { Stage = FindingStage.Final, Outcome = closed.Outcome, Points = closed.Outcome == FindingOutcome.Upheld ? closed.Points : 0 },
        FindingWithdrawn => this with { Stage = FindingStage.Withdrawn, Points = 0 },
        FindingLapsed => this with { Stage = FindingStage.Lapsed, Points = 0 },
        _ => this,
    };

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(FindingId, Kind, Against, At);
}
