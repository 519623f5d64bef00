using System.Collections.Immutable;
using Newtonsoft.Json;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Dmn.Explaining;

/// <summary>Explanations as values and back: one form for writing, reading and comparing.</summary>
internal static class ExplanationData
{
    public static ValueContext Of(Explanation explanation)
    {
        var data = new ValueContext.Builder().Set("decision", explanation.Decision).Set("decisionId", explanation.DecisionId);
        Text(data, "file", explanation.File);
        Text(data, "origin", explanation.Origin == ExplanationOrigin.Made ? "" : explanation.Origin.ToString());
        data.Set("value", explanation.Value);
        Context(data, "inputs", explanation.Inputs);
        List(data, "required", explanation.Required, required => Of(required));
        if (explanation.Expression is { } expression)
        {
            data.Set("expression", Of(expression));
        }

        List(data, "diagnostics", explanation.Diagnostics, found => Of(found));
        return data.Build();
    }

    public static ValueContext Of(ExpressionExplanation expression)
    {
        var data = new ValueContext.Builder().Set("kind", expression.Kind.ToString());
        Text(data, "name", expression.Name);
        Text(data, "text", expression.Text);
        Context(data, "arguments", expression.Arguments);
        if (expression.Table is { } table)
        {
            data.Set("table", Of(table));
        }

        List(data, "decisions", expression.Decisions, decision => Of(decision));
        List(data, "parts", expression.Parts, part => Of(part));
        return data.Set("value", expression.Value).Build();
    }

    public static ValueContext Of(TableExplanation table)
    {
        var data = new ValueContext.Builder().Set("table", table.Table).Set("hitPolicy", table.HitPolicy.ToString());
        Text(data, "aggregation", table.Aggregation == Aggregation.None ? "" : table.Aggregation.ToString());
        List(data, "columns", table.Columns, column => column);
        List(data, "inputs", table.Inputs, input => input);
        data.Set("matchedRules", Value.List([.. table.MatchedRules.Select(rule => (Value)rule)]));
        List(data, "matches", table.Matches, match => ValueContext.Of(("rule", match.Rule), ("ruleId", match.RuleId), ("outputs", match.Outputs)));
        List(data, "refusals", table.Refusals, refused => ValueContext.Of(
            ("rule", refused.Rule), ("ruleId", refused.RuleId), ("column", refused.Column), ("cell", refused.Cell), ("input", refused.Input)));
        List(data, "alsoHolding", table.AlsoHolding, rule => rule);
        return data.Build();
    }

    /// <summary>Reads what <see cref="Of(Explanation)"/> made.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static Explanation ToExplanation(ValueContext data) => new(
        Text(data, "decision", isRequired: true),
        Text(data, "decisionId", isRequired: true),
        data["value"],
        data["inputs"].AsContext ?? ValueContext.Empty,
        List(data, "required", ToExplanation))
    {
        File = Text(data, "file"),
        Origin = Named<ExplanationOrigin>(Text(data, "origin")),
        Expression = data["expression"].AsContext is { } expression ? ToExpression(expression) : null,
        Diagnostics = List(data, "diagnostics", ToDiagnostic),
    };

    private static ExpressionExplanation ToExpression(ValueContext data) => new(Named<ExpressionKind>(Text(data, "kind", isRequired: true)), Text(data, "name"), data["value"])
    {
        Text = Text(data, "text"),
        Arguments = data["arguments"].AsContext ?? ValueContext.Empty,
        Table = data["table"].AsContext is { } table ? ToTable(table) : null,
        Decisions = List(data, "decisions", ToExplanation),
        Parts = List(data, "parts", ToExpression),
    };

    private static TableExplanation ToTable(ValueContext data) => new(Text(data, "table", isRequired: true), data["inputs"].AsList?.Items ?? [], Rules(data, "matchedRules"))
    {
        HitPolicy = Named<HitPolicy>(Text(data, "hitPolicy", isRequired: true)),
        Aggregation = Named<Aggregation>(Text(data, "aggregation")),
        Columns = [.. (data["columns"].AsList?.Items ?? []).Select(column => column.AsString ?? "")],
        Matches = List(data, "matches", match => new MatchedRule(Rule(match["rule"]), Text(match, "ruleId"), match["outputs"].AsContext ?? ValueContext.Empty)),
        Refusals = List(data, "refusals", refused => new RefusedRule(
            Rule(refused["rule"]), Text(refused, "ruleId"), Text(refused, "column"), Text(refused, "cell"), refused["input"])),
        AlsoHolding = Rules(data, "alsoHolding"),
    };

    private static ValueContext Of(ExplainedDiagnostic found)
    {
        var data = new ValueContext.Builder().Set("code", found.Code).Set("severity", found.Severity.ToString());
        Text(data, "file", found.Location.File);
        Text(data, "element", found.Location.Element);
        if (found.Location.Line > 0)
        {
            data.Set("line", found.Location.Line).Set("column", found.Location.Column);
        }

        List(data, "arguments", found.Arguments, argument => argument);
        return data.Set("message", found.Message).Build();
    }

    private static ExplainedDiagnostic ToDiagnostic(ValueContext data) => new(
        Text(data, "code", isRequired: true),
        Named<Severity>(Text(data, "severity", isRequired: true)),
        new Location(Text(data, "file"), Text(data, "element"), Rule(data["line"]), Rule(data["column"])),
        [.. (data["arguments"].AsList?.Items ?? []).Select(argument => argument.AsString ?? "")],
        Text(data, "message"));

    private static void Text(ValueContext.Builder data, string name, string text)
    {
        if (text.Length > 0)
        {
            data.Set(name, text);
        }
    }

    private static void Context(ValueContext.Builder data, string name, ValueContext context)
    {
        if (context.Count > 0)
        {
            data.Set(name, context);
        }
    }

    private static void List<T>(ValueContext.Builder data, string name, ImmutableArray<T> items, Func<T, Value> of)
    {
        if (!items.IsDefaultOrEmpty)
        {
            data.Set(name, new ValueList([.. items.Select(of)]));
        }
    }

    private static ImmutableArray<T> List<T>(ValueContext data, string name, Func<ValueContext, T> to) =>
        [.. (data[name].AsList?.Items ?? []).Select(item => item.AsContext is { } context ? to(context) : throw Wrong(name))];

    private static ImmutableArray<int> Rules(ValueContext data, string name) => [.. (data[name].AsList?.Items ?? []).Select(Rule)];

    private static int Rule(Value value) => value.AsNumber is { } number && number.TryToInt64(out var whole) && whole is >= 0 and <= int.MaxValue ? (int)whole : 0;

    private static string Text(ValueContext data, string name, bool isRequired = false) => data[name].AsString ?? (isRequired ? throw Wrong(name) : "");

    private static T Named<T>(string name)
        where T : struct, Enum => name.Length == 0 ? default : Enum.TryParse<T>(name, out var value) ? value : throw Wrong(name);

    private static JsonReaderException Wrong(string what) => new("This is not an explanation: " + what + ".");
}
