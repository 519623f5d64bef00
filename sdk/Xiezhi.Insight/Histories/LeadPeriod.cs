using System.Collections.Immutable;

namespace Xiezhi.Insight.Histories;

/// <summary>A span of a case's life in which the same parties led it (主办).</summary>
/// <param name="Leads">The ids of the parties; empty where nobody led, one where all is well.</param>
/// <param name="ClearDuty">Whether a duty named the lead; false where it was only the backstop.</param>
/// <param name="From">When it began, UTC.</param>
/// <param name="FromSequence">The sequence number of the event that began it.</param>
/// <param name="Until">When the next one began, UTC, or <see langword="null"/> for the last.</param>
public sealed record LeadPeriod(ImmutableArray<string> Leads, bool ClearDuty, DateTimeOffset From, long FromSequence, DateTimeOffset? Until)
{
    /// <inheritdoc/>
    public bool Equals(LeadPeriod? other) =>
        other is not null && Leads.AsSpan().SequenceEqual(other.Leads.AsSpan()) && ClearDuty == other.ClearDuty
        && From == other.From && FromSequence == other.FromSequence && Until == other.Until;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Leads.Length, ClearDuty, From, FromSequence, Until);
}
