using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Analysis;

/// <summary>What an analysis is told from outside, and how much it may do.</summary>
/// <remarks>Immutable. The same table with the same options always has the same findings: work is counted, not timed.</remarks>
public sealed record AnalysisOptions
{
    /// <summary>
    /// The only values that an input column can have, under the column's expression or its label: the matters of a catalogue, the codes of all territories.
    /// Gaps are looked for among these alone, and a cell that names another value can never hold. Null is one of them only where it is listed.
    /// </summary>
    public ImmutableDictionary<string, ImmutableArray<Value>> Domains { get; init; } = ImmutableDictionary.Create<string, ImmutableArray<Value>>(StringComparer.Ordinal);

    /// <summary>Whether a missing input (null) that no rule covers is a gap in every column. Default: only where the column itself speaks of null.</summary>
    public bool IncludeNull { get; init; }

    /// <summary>The most boxes of gaps that are reported. Default: 100.</summary>
    public int MaxGaps { get; init; } = 100;

    /// <summary>The most findings of every other kind that are reported. Default: 1,000.</summary>
    public int MaxFindings { get; init; } = 1_000;

    /// <summary>How much each question (gaps, conflicts, masked rules, redundant rules) may cost, in steps of some ten nanoseconds. Default: 100 million, a few seconds.</summary>
    public long MaxWork { get; init; } = 100_000_000;

    /// <summary>Ends the analysis early; what was found so far is answered.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The defaults.</summary>
    public static AnalysisOptions Default { get; } = new();
}
