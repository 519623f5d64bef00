using System.Collections.Immutable;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.AspNetCore.Decisions;

/// <summary>A decision to make.</summary>
/// <param name="Package">The name of the package, for the version in force now, or a package's id.</param>
/// <param name="Inputs">The input data by name.</param>
public sealed record DecideRequest(string Package, ValueContext? Inputs = null);

/// <summary>What was decided.</summary>
/// <param name="PackageId">The version of policy that decided.</param>
/// <param name="Value">The decision's value.</param>
/// <param name="Explanation">What it came from.</param>
/// <param name="Diagnostics">What was wrong on the way; usually nothing.</param>
public sealed record DecisionResponse(string PackageId, Value Value, ExplanationResponse? Explanation, ImmutableArray<DiagnosticResponse> Diagnostics);

/// <summary>Why a decision came out as it did.</summary>
/// <param name="Decision">The name of the decision.</param>
/// <param name="Value">What it came to.</param>
/// <param name="Inputs">The input data that it read.</param>
/// <param name="Required">The decisions that it required, each with its own explanation.</param>
/// <param name="Tables">The decision tables that were evaluated for it.</param>
public sealed record ExplanationResponse(
    string Decision,
    Value Value,
    ValueContext Inputs,
    ImmutableArray<ExplanationResponse> Required,
    ImmutableArray<TableExplanationResponse> Tables)
{
    internal static ExplanationResponse From(Explanation why) => new(
        why.Decision,
        Data.From(why.Value),
        Data.From(why.Inputs).AsContext ?? ValueContext.Empty,
        [.. why.Required.Select(From)],
        [.. why.Tables.Select(table => new TableExplanationResponse(table.Table, [.. table.Inputs.Select(Data.From)], table.MatchedRules))]);
}

/// <summary>What a decision table saw, and which of its rules matched.</summary>
/// <param name="Table">The id of the table.</param>
/// <param name="Inputs">The values of its input columns.</param>
/// <param name="MatchedRules">The numbers of the rules that matched, counted from 1.</param>
public sealed record TableExplanationResponse(string Table, ImmutableArray<Value> Inputs, ImmutableArray<int> MatchedRules);
