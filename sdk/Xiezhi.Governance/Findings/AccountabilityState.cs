using System.Collections.Immutable;
using Xiezhi.Governance.Accountability;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Findings;

/// <summary>What a case knows of accountability: its findings, who answers for it, and what evidence can be named from.</summary>
/// <remarks>Immutable; kept for cases of packages that have an <c>accountability.json</c>, empty for others.</remarks>
public sealed record AccountabilityState
{
    /// <summary>Nothing known.</summary>
    public static AccountabilityState None { get; } = new();

    /// <summary>The findings, in the order in which they were proposed.</summary>
    public ImmutableArray<FindingState> Findings { get; private init; } = [];

    /// <summary>Who answers for the case, and did.</summary>
    public ResponsibilityIntervals? Responsibility { get; private init; }

    internal EventTrail Trail { get; private init; } = EventTrail.Empty;

    // The place of the last event of each type.
    internal ImmutableDictionary<string, long> Latest { get; private init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>The finding with <paramref name="id"/>, or <see langword="null"/>.</summary>
    public FindingState? Find(int id) => Findings.FirstOrDefault(finding => finding.Id == id);

    /// <inheritdoc/>
    public bool Equals(AccountabilityState? other) => other is not null && Findings.Select(Comparable).SequenceEqual(other.Findings.Select(Comparable)) && Trail.Equals(other.Trail);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Findings.Length, Trail.Count);

    // An array is compared as an object; its content is not.
    private static (FindingState, string) Comparable(FindingState finding) => (finding with { Evidence = [] }, string.Join(',', finding.Evidence));

    internal AccountabilityState Apply(GovernancePackage package, RecordedEvent recorded)
    {
        if (package.Accountability.IsEmpty)
        {
            return this;
        }

        return Happen(package, recorded) with
        {
            Responsibility = (Responsibility ?? ResponsibilityIntervals.Before(package.Accountability.Backstop)).Apply(recorded),
            Trail = Trail.Add(recorded.Hash, recorded.At),
            Latest = Latest.SetItem(EventText.TypeName(recorded.Event), recorded.Sequence),
        };
    }

    private AccountabilityState Happen(GovernancePackage package, RecordedEvent recorded) => recorded.Event switch
    {
        FindingProposed proposed => this with { Findings = Findings.Add(Begin(package, proposed, recorded)) },
        FindingEvent own when Find(own.FindingId) is { } finding =>
            this with { Findings = Findings.Replace(finding, finding.Apply(own, recorded.Actor, recorded.At)) },
        _ => this,
    };

    private FindingState Begin(GovernancePackage package, FindingProposed proposed, RecordedEvent recorded)
    {
        var factAt = FactAt(proposed.Evidence) ?? recorded.At;
        return new FindingState
        {
            Id = proposed.FindingId,
            Kind = proposed.Kind,
            Against = proposed.Against,
            Evidence = proposed.Evidence,
            Grounds = proposed.Grounds,
            ProposedAt = recorded.At,
            ProposedBy = proposed.Grounds is { Rule: "" } ? recorded.Actor : Actor.Engine,
            FactAt = factAt,
            StageAt = recorded.At,
            LapsesAt = package.Accountability.Terms?.LapsesAt(factAt),
        };
    }

    internal DateTimeOffset? FactAt(ImmutableArray<long> evidence)
    {
        var times = evidence.Where(place => place >= 1 && place <= Trail.Count).Select(Trail.TimeOf).ToList();
        return times.Count == 0 ? null : times.Max();
    }
}
