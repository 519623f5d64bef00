using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Rules.Inference;

/// <summary>Reads a rule set from JSON. The README of this folder shows the form.</summary>
/// <remarks>Thread-safe.</remarks>
public static class RuleSetReader
{
    internal static readonly ImmutableArray<string> Kinds = ["fact", "no", "some", "count", "sum", "collect", "after", "before", "test"];

    /// <summary>The types that a field may have, by the name that JSON writes.</summary>
    internal static readonly ImmutableArray<string> FieldTypes =
    [
        "string", "number", "boolean", "date", "time", "date and time", "days and time duration", "years and months duration", "list", "context", "Any",
    ];

    /// <summary>Reads a rule set.</summary>
    /// <param name="content">The bytes, UTF-8.</param>
    /// <param name="file">The name to use in diagnostics.</param>
    /// <param name="diagnostics">Receives what is wrong with the form; what is wrong with the rules is said by <see cref="RuleSet.Compile"/>.</param>
    /// <returns>The rule set, or <see langword="null"/>; then <paramref name="diagnostics"/> says why.</returns>
    public static RuleSet? Read(ReadOnlyMemory<byte> content, string file, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var found = new DiagnosticBag();
        var rules = BoundedJson.Read(content, file, found) is { } root ? Read(root, found) : null;
        diagnostics.AddRange(found.ToImmutable());
        return found.HasErrors ? null : rules;
    }

    private static RuleSet? Read(JsonDocumentObject root, DiagnosticBag found)
    {
        root.Allow("ruleSet", "zone", "facts", "findings", "rules");
        var name = root.RequiredText("ruleSet");
        var zone = root.Text("zone");
        var facts = Types(root, "facts", found);
        var findings = Types(root, "findings", found);
        ImmutableArray<InferenceRule> rules = [.. root.Objects("rules").Select(rule => Rule(rule, found)).OfType<InferenceRule>()];
        return name is null ? null : new RuleSet { Name = name, Zone = zone ?? "Z", Facts = facts, Findings = findings, Rules = rules, Location = root.Location };
    }

    private static ImmutableArray<FactType> Types(JsonDocumentObject root, string member, DiagnosticBag found)
    {
        if (root.Object(member) is not { } types)
        {
            return [];
        }

        var read = ImmutableArray.CreateBuilder<FactType>();
        foreach (var name in types.Names)
        {
            if (types.RequiredObject(name) is not { } type || type.RequiredObject("fields") is not { } fields)
            {
                continue;
            }

            type.Allow(member == "facts" ? ["key", "moment", "fields"] : ["moment", "fields"]);
            var key = member == "facts" ? type.RequiredText("key") : null;
            if (name.Length == 0)
            {
                found.Add(RulesCodes.NotAName, types.LocationOf(name), name);
                continue;
            }

            read.Add(new FactType(name, Fields(fields, found), key, type.Text("moment")) { Location = types.LocationOf(name) });
        }

        return read.ToImmutable();
    }

    private static List<FactField> Fields(JsonDocumentObject fields, DiagnosticBag found)
    {
        var read = new List<FactField>();
        foreach (var name in fields.Names)
        {
            if (fields.RequiredText(name) is not { } text)
            {
                continue;
            }

            if (FieldTypes.Contains(text) && FeelTypes.Named(text) is { } type)
            {
                read.Add(new FactField(name, type));
            }
            else
            {
                found.Add(RulesCodes.NotAFieldType, fields.LocationOf(name), text, Nearest.To(text, FieldTypes) ?? "–");
            }
        }

        return read;
    }

    private static InferenceRule? Rule(JsonDocumentObject rule, DiagnosticBag found)
    {
        rule.Allow("name", "priority", "when", "then");
        var name = rule.RequiredText("name");
        var priority = rule.Integer("priority") ?? 0;
        if (priority is < int.MinValue or > int.MaxValue)
        {
            found.Add(FoundationCodes.WrongJsonType, rule.LocationOf("priority"), "a number of at most nine digits", rule.Token["priority"]!.ToString());
            priority = 0;
        }

        ImmutableArray<Condition> conditions = [.. rule.Objects("when").Select(condition => ReadCondition(condition, found)).OfType<Condition>()];
        if (rule.RequiredObject("then") is not { } then)
        {
            return null;
        }

        then.Allow("finding", "values");
        var finding = then.RequiredText("finding");
        var values = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        if (then.Object("values") is { } expressions)
        {
            foreach (var field in expressions.Names)
            {
                if (expressions.RequiredText(field) is { } expression)
                {
                    values.Add(KeyValuePair.Create(field, expression));
                }
            }
        }

        return name is null || finding is null ? null : new InferenceRule(name, conditions, new Conclusion(finding, values.ToImmutable()) { Location = then.Location })
        {
            Priority = (int)priority,
            Location = rule.Location,
        };
    }

    private static Condition? ReadCondition(JsonDocumentObject condition, DiagnosticBag found)
    {
        var kinds = Kinds.Where(condition.Has).ToList();
        if (kinds is not [var kind])
        {
            found.Add(RulesCodes.UnknownCondition, condition.Location, string.Join(", ", condition.Names) is { Length: > 0 } names ? names : "–");
            return null;
        }

        if (condition.RequiredText(kind) is not { } subject)
        {
            return null;
        }

        switch (kind)
        {
            case "after" or "before":
                condition.Allow(kind);
                return new MomentCondition(kind == "after" ? MomentSide.After : MomentSide.Before, subject) { Location = condition.Location };
            case "test":
                condition.Allow(kind);
                return new TestCondition(subject) { Location = condition.Location };
        }

        var isAggregate = kind is "count" or "sum" or "collect";
        condition.Allow(isAggregate
            ? [kind, "as", "where", "within", "upTo", "into", .. (ReadOnlySpan<string>)(kind == "count" ? [] : ["of"])]
            : [kind, "as", "where", "within", "upTo"]);
        var name = condition.RequiredText("as");
        var result = isAggregate ? condition.RequiredText("into") : "";
        var of = kind == "sum" ? condition.RequiredText("of") : kind == "collect" ? condition.Text("of") : null;
        if (name is null || result is null)
        {
            return null;
        }

        FactCondition fact = kind switch
        {
            "fact" => new MatchCondition(subject, name),
            "no" => new AbsentCondition(subject, name),
            "some" => new ExistsCondition(subject, name),
            "count" => new AggregateCondition(AggregateFunction.Count, subject, name, result),
            "sum" => new AggregateCondition(AggregateFunction.Sum, subject, name, result) { Of = of },
            _ => new AggregateCondition(AggregateFunction.Collect, subject, name, result) { Of = of },
        };
        return fact with { Where = Where(condition), Window = Within(condition), Location = condition.Location };
    }

    private static ImmutableArray<string> Where(JsonDocumentObject condition) =>
        condition.Token["where"] is JArray ? condition.Texts("where") : condition.Has("where") && condition.RequiredText("where") is { } one ? [one] : [];

    private static Window? Within(JsonDocumentObject condition) =>
        condition.Has("within") || condition.Has("upTo") ? condition.RequiredText("within") is { } duration ? new Window(duration, condition.Text("upTo")) : null : null;
}
