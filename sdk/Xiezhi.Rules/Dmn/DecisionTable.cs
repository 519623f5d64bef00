using System.Collections.Immutable;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Rules.Dmn;

/// <summary>A decision table as it is written (DMN 1.5, chapter 8).</summary>
/// <param name="Id">Its id; empty where it has none.</param>
/// <param name="HitPolicy">What happens when several rules match.</param>
/// <param name="Aggregation">How the results of <see cref="Dmn.HitPolicy.Collect"/> are put together.</param>
/// <param name="Inputs">The input columns, in order.</param>
/// <param name="Outputs">The output columns, in order.</param>
/// <param name="Rules">The rules, in order.</param>
public sealed record DecisionTable(
    string Id,
    HitPolicy HitPolicy,
    Aggregation Aggregation,
    ImmutableArray<InputColumn> Inputs,
    ImmutableArray<OutputColumn> Outputs,
    ImmutableArray<DecisionRule> Rules);

/// <summary>One input column.</summary>
/// <param name="Label">Its label; its expression where it has none.</param>
/// <param name="Expression">The text of the expression whose value the cells test.</param>
/// <param name="Type">The type of that value.</param>
/// <param name="AllowedValues">The text of the unary tests that the value must pass, or <see langword="null"/>.</param>
public sealed record InputColumn(string Label, string Expression, FeelType Type, string? AllowedValues);

/// <summary>One output column.</summary>
/// <param name="Name">Its name; empty where the table has one output without a name.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="AllowedValues">The text of the unary tests that its values must pass, in order of priority, or <see langword="null"/>.</param>
/// <param name="Default">The text of the value that it takes when no rule matches, or <see langword="null"/>.</param>
public sealed record OutputColumn(string Name, FeelType Type, string? AllowedValues, string? Default);

/// <summary>One rule.</summary>
/// <param name="Number">Its number, counted from 1.</param>
/// <param name="Id">Its id; empty where it has none.</param>
/// <param name="Conditions">The text of its input cells, in order.</param>
/// <param name="Results">The text of its output cells, in order.</param>
public sealed record DecisionRule(int Number, string Id, ImmutableArray<string> Conditions, ImmutableArray<string> Results);
