using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Xiezhi.AspNetCore.Variables;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.AspNetCore.Decisions;

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
    /// <summary>The decision's id.</summary>
    public string DecisionId { get; init; } = "";

    /// <summary>The file that it is from.</summary>
    public string File { get; init; } = "";

    /// <summary>Whether it was made here, explained earlier in the same explanation, or given from outside.</summary>
    [JsonConverter(typeof(WordConverter<ExplanationOrigin>))]
    public ExplanationOrigin Origin { get; init; }

    /// <summary>The decision's logic with what each of its parts came to; <see langword="null"/> where it was not evaluated.</summary>
    public ExpressionExplanationResponse? Expression { get; init; }

    internal static ExplanationResponse From(Explanation why) => new(
        why.Decision,
        Data.From(why.Value),
        Data.From(why.Inputs).AsContext ?? ValueContext.Empty,
        [.. why.Required.Select(From)],
        [.. why.Tables.Select(TableExplanationResponse.From)])
    {
        DecisionId = why.DecisionId,
        File = why.File,
        Origin = why.Origin,
        Expression = why.Expression is { } expression ? ExpressionExplanationResponse.From(expression) : null,
    };
}

/// <summary>What one expression, or one invocation, came to, with its parts.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What it is there for: the name of an entry or a parameter, <c>then</c>, the name of the knowledge that was invoked; may be empty.</param>
/// <param name="Text">The text of a literal expression; else empty.</param>
/// <param name="Value">What it came to.</param>
/// <param name="Parts">What was evaluated for it, in order.</param>
public sealed record ExpressionExplanationResponse(
    [property: JsonConverter(typeof(WordConverter<ExpressionKind>))] ExpressionKind Kind,
    string Name,
    string Text,
    Value Value,
    ImmutableArray<ExpressionExplanationResponse> Parts)
{
    /// <summary>The arguments of invoked knowledge, by the names of its parameters; left out where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ValueContext? Arguments { get; init; }

    /// <summary>What a decision table saw; left out where this is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TableExplanationResponse? Table { get; init; }

    /// <summary>The decisions that a decision service made; left out where this is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<ExplanationResponse>? Decisions { get; init; }

    internal static ExpressionExplanationResponse From(ExpressionExplanation expression) => new(
        expression.Kind, expression.Name, expression.Text, Data.From(expression.Value), [.. expression.Parts.Select(From)])
    {
        Arguments = expression.Arguments.Count == 0 ? null : Data.From(expression.Arguments).AsContext,
        Table = expression.Table is { } table ? TableExplanationResponse.From(table) : null,
        Decisions = expression.Decisions.IsEmpty ? null : [.. expression.Decisions.Select(ExplanationResponse.From)],
    };
}

/// <summary>What a decision table saw, and which of its rules matched.</summary>
/// <param name="Table">The id of the table.</param>
/// <param name="Inputs">The values of its input columns.</param>
/// <param name="MatchedRules">The numbers of the rules that matched, counted from 1.</param>
public sealed record TableExplanationResponse(string Table, ImmutableArray<Value> Inputs, ImmutableArray<int> MatchedRules)
{
    /// <summary>What happens when several rules match.</summary>
    [JsonConverter(typeof(WordConverter<HitPolicy>))]
    public HitPolicy HitPolicy { get; init; }

    /// <summary>The labels of the input columns.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>What the rules that matched say.</summary>
    public required ImmutableArray<MatchedRuleResponse> Matches { get; init; }

    /// <summary>The rules that did not match, where that was asked for.</summary>
    public required ImmutableArray<RefusedRuleResponse> Refusals { get; init; }

    /// <summary>The rules behind the first that would match too, where refusals were asked for of a table whose first match counts.</summary>
    public required ImmutableArray<int> AlsoHolding { get; init; }

    internal static TableExplanationResponse From(TableExplanation table) => new(table.Table, [.. table.Inputs.Select(Data.From)], table.MatchedRules)
    {
        HitPolicy = table.HitPolicy,
        Columns = table.Columns,
        Matches = [.. table.Matches.Select(rule => new MatchedRuleResponse(rule.Rule, rule.RuleId, Data.From(rule.Outputs).AsContext ?? ValueContext.Empty))],
        Refusals = [.. table.Refusals.Select(rule => new RefusedRuleResponse(rule.Rule, rule.RuleId, rule.Column, rule.Cell, Data.From(rule.Input)))],
        AlsoHolding = table.AlsoHolding,
    };
}

/// <summary>A rule that matched.</summary>
/// <param name="Rule">Its number, counted from 1.</param>
/// <param name="RuleId">Its id; empty where it has none.</param>
/// <param name="Outputs">The values of its output cells by the names of the columns.</param>
public sealed record MatchedRuleResponse(int Rule, string RuleId, ValueContext Outputs);

/// <summary>A rule that did not match.</summary>
/// <param name="Rule">Its number, counted from 1.</param>
/// <param name="RuleId">Its id; empty where it has none.</param>
/// <param name="Column">The label of the column whose cell refused first.</param>
/// <param name="Cell">The text of that cell.</param>
/// <param name="Input">The value that it refused.</param>
public sealed record RefusedRuleResponse(int Rule, string RuleId, string Column, string Cell, Value Input);
