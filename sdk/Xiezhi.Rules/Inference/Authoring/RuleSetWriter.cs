using System.Collections.Immutable;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Xiezhi.Rules.Inference;

/// <summary>Writes a rule set as JSON, so that <see cref="RuleSetReader"/> reads the same again, wherever it came from.</summary>
/// <remarks>Thread-safe.</remarks>
public static class RuleSetWriter
{
    /// <summary>The rule set as indented JSON, UTF-8.</summary>
    public static byte[] Write(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var root = new JObject { ["ruleSet"] = rules.Name };
        if (rules.Zone != "Z")
        {
            root["zone"] = rules.Zone;
        }

        root["facts"] = Types(rules.Facts);
        root["findings"] = Types(rules.Findings);
        root["rules"] = new JArray(rules.Rules.Select(Rule));
        return Encoding.UTF8.GetBytes(root.ToString(Formatting.Indented) + "\n");
    }

    private static JObject Types(ImmutableArray<FactType> types) => new(types.Select(type =>
    {
        var written = new JObject();
        Set(written, "key", type.Key);
        Set(written, "moment", type.Moment);
        written["fields"] = new JObject(type.Fields.Select(field => new JProperty(field.Name, TypeName(field))));
        return new JProperty(type.Name, written);
    }));

    // A list of a known type is a list: what its items are is not declared here.
    private static string TypeName(FactField field) => field.Type.Kind switch
    {
        Feel.FeelTypeKind.List => "list",
        Feel.FeelTypeKind.Context => "context",
        _ => field.Type.Name,
    };

    private static JObject Rule(InferenceRule rule)
    {
        var written = new JObject { ["name"] = rule.Name };
        if (rule.Priority != 0)
        {
            written["priority"] = rule.Priority;
        }

        written["when"] = new JArray(rule.Conditions.Select(Write));
        written["then"] = new JObject
        {
            ["finding"] = rule.Conclusion.Type,
            ["values"] = new JObject(rule.Conclusion.Values.Select(value => new JProperty(value.Key, value.Value))),
        };
        return written;
    }

    private static JObject Write(Condition condition)
    {
        switch (condition)
        {
            case MomentCondition moment:
                return new JObject { [moment.Side == MomentSide.After ? "after" : "before"] = moment.Moment };
            case TestCondition test:
                return new JObject { ["test"] = test.Expression };
        }

        var fact = (FactCondition)condition;
        var aggregate = condition as AggregateCondition;
        var written = new JObject
        {
            [aggregate is not null ? aggregate.Function switch { AggregateFunction.Count => "count", AggregateFunction.Sum => "sum", _ => "collect" }
                : condition switch { MatchCondition => "fact", AbsentCondition => "no", _ => "some" }] = fact.Type,
            ["as"] = fact.Name,
        };
        if (!fact.Where.IsDefaultOrEmpty)
        {
            written["where"] = fact.Where.Length == 1 ? fact.Where[0] : new JArray(fact.Where);
        }

        Set(written, "within", fact.Window?.Duration);
        Set(written, "upTo", fact.Window?.UpTo);
        Set(written, "of", aggregate?.Of);
        Set(written, "into", aggregate?.Result);
        return written;
    }

    private static void Set(JObject written, string name, string? value)
    {
        if (value is not null)
        {
            written[name] = value;
        }
    }
}
