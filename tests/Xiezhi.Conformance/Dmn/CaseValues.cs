using System.Xml.Linq;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Conformance.Dmn;

/// <summary>The suite's values, and when a result is as expected.</summary>
internal static class CaseValues
{
    private static readonly XNamespace Cases = "http://www.omg.org/spec/DMN/20160719/testcase";
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    // The suite writes irrational results with few digits; its own runners compare to eight behind the point.
    private static readonly Number Tolerance = Number.From(0.00000001m);

    /// <summary>The value that an element holds: a value, components, or a list.</summary>
    public static Value Read(XElement element)
    {
        if (element.Element(Cases + "value") is { } simple)
        {
            return ReadSimple(simple);
        }

        if (element.Element(Cases + "list") is { } list)
        {
            return IsNil(list) ? Value.Null : new ValueList([.. list.Elements(Cases + "item").Select(Read)]);
        }

        var components = element.Elements(Cases + "component").ToArray();
        if (components.Length == 0)
        {
            return Value.Null;
        }

        return ValueContext.From(components.Select(component =>
            KeyValuePair.Create(component.Attribute("name")?.Value ?? "", IsNil(component) ? Value.Null : Read(component))));
    }

    /// <summary>Whether a result is the expected one: numbers to eight digits, moments and durations as the same moment or length.</summary>
    public static bool Same(Value expected, Value got)
    {
        if (expected.Kind != got.Kind)
        {
            return false;
        }

        switch (expected.Kind)
        {
            case ValueKind.Number:
                return Number.TrySubtract(expected.AsNumber!.Value, got.AsNumber!.Value, out var difference) && difference.Abs() <= Tolerance;
            case ValueKind.List:
                return expected.AsList!.Count == got.AsList!.Count && expected.AsList.Zip(got.AsList).All(pair => Same(pair.First, pair.Second));
            case ValueKind.Context:
                return expected.AsContext!.Count == got.AsContext!.Count
                    && expected.AsContext.Entries.All(entry => got.AsContext.TryGet(entry.Key, out var own) && Same(entry.Value, own));
            default:
                return expected == got;
        }
    }

    private static bool IsNil(XElement element) => element.Attribute(Instance + "nil")?.Value is "true" or "1";

    private static Value ReadSimple(XElement element)
    {
        if (IsNil(element))
        {
            return Value.Null;
        }

        var text = element.Value;
        var type = element.Attribute(Instance + "type")?.Value ?? "xsd:string";
        Value? value = type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..] switch
        {
            "boolean" => Value.From(text.Trim() is "true" or "1"),
            "decimal" or "double" or "integer" or "float" or "int" or "long" => Number.TryParse(text.Trim(), out var number) ? Value.From(number) : default(Value?),
            "date" => Date.TryParse(text.Trim(), out var date) ? Value.From(date) : default(Value?),
            "time" => Time.TryParse(text.Trim(), out var time) ? Value.From(time) : default(Value?),
            "dateTime" => DateAndTime.TryParse(text.Trim(), out var moment) ? Value.From(moment) : default(Value?),
            "duration" => YearsAndMonthsDuration.TryParse(text.Trim(), out var months) ? Value.From(months)
                : DaysAndTimeDuration.TryParse(text.Trim(), out var days) ? Value.From(days) : default(Value?),
            _ => Value.From(text),
        };
        return value ?? throw new FormatException($"{text} is not {type}");
    }
}
