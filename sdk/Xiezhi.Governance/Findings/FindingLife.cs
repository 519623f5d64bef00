using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Xiezhi.Governance.Findings;

/// <summary>Where a finding stands in its life.</summary>
public enum FindingStage
{
    /// <summary>A rule or a party holds something against a party.</summary>
    Proposed,

    /// <summary>The party was told and may answer.</summary>
    Notified,

    /// <summary>The party answered.</summary>
    Answered,

    /// <summary>The time to answer passed.</summary>
    Unanswered,

    /// <summary>It was decided against the party, and may be appealed.</summary>
    Upheld,

    /// <summary>It was decided for the party, and may be appealed.</summary>
    Dismissed,

    /// <summary>The decision was appealed.</summary>
    Appealed,

    /// <summary>The decision holds for good.</summary>
    Final,

    /// <summary>It was withdrawn.</summary>
    Withdrawn,

    /// <summary>It became too old to be decided.</summary>
    Lapsed,
}

/// <summary>The life of a finding: which stage can follow which. The README of this folder shows the same table.</summary>
public static class FindingLife
{
    private static readonly FrozenDictionary<FindingStage, ImmutableArray<FindingStage>> Table = new Dictionary<FindingStage, ImmutableArray<FindingStage>>
    {
        [FindingStage.Proposed] = [FindingStage.Notified, FindingStage.Dismissed, FindingStage.Withdrawn, FindingStage.Lapsed],
        [FindingStage.Notified] = [FindingStage.Answered, FindingStage.Unanswered, FindingStage.Withdrawn, FindingStage.Lapsed],
        [FindingStage.Answered] = [FindingStage.Upheld, FindingStage.Dismissed, FindingStage.Withdrawn, FindingStage.Lapsed],
        [FindingStage.Unanswered] = [FindingStage.Answered, FindingStage.Upheld, FindingStage.Dismissed, FindingStage.Withdrawn, FindingStage.Lapsed],
        [FindingStage.Upheld] = [FindingStage.Appealed, FindingStage.Final],
        [FindingStage.Dismissed] = [FindingStage.Appealed, FindingStage.Final],
        [FindingStage.Appealed] = [FindingStage.Final],
        [FindingStage.Final] = [],
        [FindingStage.Withdrawn] = [],
        [FindingStage.Lapsed] = [],
    }.ToFrozenDictionary();

    /// <summary>The stages that can follow a stage.</summary>
    public static ImmutableArray<FindingStage> After(FindingStage stage) => Table[stage];

    /// <summary>Whether one stage can follow another.</summary>
    public static bool Allows(FindingStage from, FindingStage to) => Table[from].Contains(to);

    /// <summary>Whether nothing more happens from a stage on.</summary>
    public static bool IsOver(FindingStage stage) => Table[stage].IsEmpty;
}
