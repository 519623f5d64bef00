using System.Collections.Immutable;
using Newtonsoft.Json;
using Xiezhi.Foundation;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.Inference;

/// <summary>Reads facts from JSON: for each type of a rule set an array of objects; text becomes a date, a time or a duration where the field is declared so.</summary>
/// <remarks>Thread-safe. Text that can't be read as the declared type, and everything else that does not fit, is a diagnostic; the other facts are read.</remarks>
public static class FactReader
{
    /// <summary>Reads facts.</summary>
    /// <param name="content">The bytes, UTF-8: <c>{"case": [{"id": "c1"}]}</c>.</param>
    /// <param name="file">The name to use in diagnostics.</param>
    /// <param name="rules">The rule set whose types they have.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>The facts that are right, in order.</returns>
    public static ImmutableArray<Fact> Read(ReadOnlyMemory<byte> content, string file, RuleSet rules, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (BoundedJson.Read(content, file, diagnostics) is not { } root)
        {
            return [];
        }

        var facts = ImmutableArray.CreateBuilder<Fact>();
        foreach (var name in root.Names)
        {
            if (rules.Facts.FirstOrDefault(type => type.Name == name) is not { } type)
            {
                diagnostics.Add(RulesCodes.UnknownFactType, root.LocationOf(name), name, Nearest.To(name, rules.Facts.Select(known => known.Name)) ?? "–");
                continue;
            }

            foreach (var item in root.Objects(name))
            {
                if (Values(item, type, diagnostics) is { } values && type.Create(values, item.Location, diagnostics) is { } fact)
                {
                    facts.Add(fact);
                }
            }
        }

        return facts.ToImmutable();
    }

    private static ValueContext? Values(JsonDocumentObject item, FactType type, DiagnosticBag diagnostics)
    {
        try
        {
            return ValueContext.From(item.Names.Select(field => KeyValuePair.Create(field, Typed(ValueJson.FromToken(item.Token[field]), type, field))));
        }
        catch (JsonException problem)
        {
            // A number beyond what can be held.
            diagnostics.Add(FoundationCodes.MalformedJson, item.Location, problem.Message);
            return null;
        }
    }

    private static Value Typed(Value value, FactType type, string field)
    {
        if (value.AsString is not { } text || type.IndexOf(field) is not (>= 0 and var at))
        {
            return value;
        }

        return type.Fields[at].Type.Kind switch
        {
            FeelTypeKind.Date or FeelTypeKind.DateAndTime or FeelTypeKind.Time when Temporal.TryParse(text, out var moment) => moment,
            FeelTypeKind.DaysAndTimeDuration or FeelTypeKind.YearsAndMonthsDuration when Temporal.TryParseDuration(text, out var duration) => duration,
            _ => value,
        };
    }
}
