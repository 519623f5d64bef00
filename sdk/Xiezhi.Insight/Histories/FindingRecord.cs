using System.Collections.Immutable;

namespace Xiezhi.Insight.Histories;

/// <summary>What a rule holds against a party (问责事实).</summary>
/// <param name="FindingId">Its id within the case.</param>
/// <param name="Kind">What, such as <c>overdue</c>.</param>
/// <param name="Against">The party.</param>
/// <param name="At">When it was proposed, UTC.</param>
/// <param name="Evidence">The sequence numbers of the events it rests on.</param>
public sealed record FindingRecord(int FindingId, string Kind, string Against, DateTimeOffset At, ImmutableArray<long> Evidence)
{
    /// <inheritdoc/>
    public bool Equals(FindingRecord? other) =>
        other is not null && FindingId == other.FindingId && Kind == other.Kind && Against == other.Against && At == other.At
        && Evidence.AsSpan().SequenceEqual(other.Evidence.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(FindingId, Kind, Against, At);
}
