using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Inference;

/// <summary>What a finding rests on, down to the facts.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Derivations">How it and every finding under it was concluded: its own first, then those of the findings that these name.</param>
/// <param name="Facts">All the facts under it, each once, in the order in which they became known.</param>
/// <remarks>Immutable. Asked for on demand; keeping it up costs a session nothing.</remarks>
public sealed record Lineage(Finding Finding, ImmutableArray<Derivation> Derivations, ImmutableArray<Fact> Facts);

/// <summary>One match of one rule that supports a finding.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Grounds">What met each of its conditions, in their order.</param>
public sealed record Derivation(Finding Finding, string Rule, ImmutableArray<Ground> Grounds);

/// <summary>What met a condition.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Facts">The facts that it matched, found or counted; none where it asks that there be none.</param>
/// <param name="Findings">The findings that it matched, found or counted.</param>
/// <param name="Value">The result of an aggregate, or the moment of a condition on time; else null.</param>
public sealed record Ground(Condition Condition, ImmutableArray<Fact> Facts, ImmutableArray<Finding> Findings, Value Value);
