using System.Collections.Immutable;

namespace Xiezhi.Governance.Cases;

/// <summary>What the engine knows of a case beyond its variables: the members of <c>case</c> in <c>package.json</c>, evaluated.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Matter">The id of its matter.</param>
/// <param name="Territory">The code of its territory.</param>
/// <param name="Leads">The ids of the parties that lead it: one, where all is well.</param>
/// <param name="ClearDuty">Whether the lead was found by a duty, and not as the backstop.</param>
/// <param name="ServiceLevel">The id of its service level.</param>
public sealed record CaseFacts(
    string? Title,
    string? Matter,
    string? Territory,
    ImmutableArray<string> Leads,
    bool ClearDuty,
    string? ServiceLevel)
{
    /// <summary>Nothing known yet.</summary>
    public static CaseFacts None { get; } = new(null, null, null, [], true, null);

    /// <summary>The party that leads, or <see langword="null"/> when none or several do.</summary>
    public string? Lead => Leads.Length == 1 ? Leads[0] : null;

    /// <summary>Why it leads; <see langword="null"/> where the package has neither a duty list nor a first receiver, and where none or several lead.</summary>
    public LeadBasis? Basis { get; init; }

    /// <inheritdoc/>
    public bool Equals(CaseFacts? other) =>
        other is not null && Title == other.Title && Matter == other.Matter && Territory == other.Territory
        && Leads.AsSpan().SequenceEqual(other.Leads.AsSpan()) && ClearDuty == other.ClearDuty && ServiceLevel == other.ServiceLevel
        && Basis == other.Basis;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Title, Matter, Territory, Lead, ClearDuty, ServiceLevel);
}
