using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn.Explaining;

namespace Xiezhi.Rules.Dmn;

/// <summary>What one decision table saw and which of its rules matched.</summary>
/// <param name="Table">The id of the table, or the name of what it belongs to where it has none.</param>
/// <param name="Inputs">The values of its input columns, in order.</param>
/// <param name="MatchedRules">The numbers of the rules that matched, counted from 1, in order; for <see cref="HitPolicy.First"/> the first alone.</param>
/// <remarks>Immutable; equal when all that it says is equal.</remarks>
public sealed record TableExplanation(string Table, ImmutableArray<Value> Inputs, ImmutableArray<int> MatchedRules)
{
    /// <summary>What happens when several rules match.</summary>
    public HitPolicy HitPolicy { get; init; }

    /// <summary>How the results are put together.</summary>
    public Aggregation Aggregation { get; init; }

    /// <summary>The labels of the input columns, in order; a column's expression where it has none.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>What the rules that matched say, in the order of their numbers.</summary>
    public ImmutableArray<MatchedRule> Matches { get; init; } = [];

    /// <summary>The rules that did not match with the first cell that refused, where that was asked for (<see cref="Evaluation.EvaluationOptions.ExplainRefusals"/>).</summary>
    public ImmutableArray<RefusedRule> Refusals { get; init; } = [];

    /// <summary>The rules behind the first that would match too, where refusals were asked for; only for <see cref="HitPolicy.First"/>.</summary>
    public ImmutableArray<int> AlsoHolding { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(TableExplanation? other) => other is not null && ExplanationData.Of(this).Equals(ExplanationData.Of(other));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Table, Inputs.Length, MatchedRules.Length);
}

/// <summary>A rule that matched.</summary>
/// <param name="Rule">Its number, counted from 1.</param>
/// <param name="RuleId">Its id; empty where it has none.</param>
/// <param name="Outputs">The values of its output cells by the names of the columns; a single column may have the empty name.</param>
public sealed record MatchedRule(int Rule, string RuleId, ValueContext Outputs);

/// <summary>A rule that did not match.</summary>
/// <param name="Rule">Its number, counted from 1.</param>
/// <param name="RuleId">Its id; empty where it has none.</param>
/// <param name="Column">The label of the column whose cell refused first.</param>
/// <param name="Cell">The text of that cell.</param>
/// <param name="Input">The value that it refused.</param>
public sealed record RefusedRule(int Rule, string RuleId, string Column, string Cell, Value Input);
