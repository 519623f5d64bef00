using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Governance.Duties.Proof;

/// <summary>What the duty list can come to for one matter in one territory, under some further conditions.</summary>
/// <param name="Kind">What.</param>
/// <param name="Assignment">The assignment, where there is one.</param>
/// <param name="Conditions">Further conditions: the label of a column, or the name of an input, with the test that it passes.</param>
/// <param name="Example">Further inputs for which it is so, where such are known.</param>
/// <param name="Detail">Which rules contradict one another, or what was wrong.</param>
internal sealed record DutyOutcome(
    OutcomeKind Kind,
    DutyAssignment Assignment,
    ImmutableArray<KeyValuePair<string, string>> Conditions,
    ValueContext? Example,
    string Detail);

internal enum OutcomeKind
{
    Assigned,
    Missing,
    PossiblyMissing,
    Several,
    PossiblySeveral,
    Failed,
}

/// <summary>All that a duty list can come to, for each matter in each territory.</summary>
internal abstract class DutyMatrix
{
    public abstract DutyProofMethod Method { get; }

    /// <summary>Why it may not be all; filled while outcomes are asked for.</summary>
    public SortedSet<string> Obstacles { get; } = new(StringComparer.Ordinal);

    public abstract IEnumerable<DutyOutcome> Of(string matter, string territory);
}
