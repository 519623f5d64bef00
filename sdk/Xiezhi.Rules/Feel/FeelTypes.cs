using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Feel;

/// <summary>Types by name, of values, and conformance between them (DMN 1.5, 10.3.2.9).</summary>
internal static class FeelTypes
{
    // A long list is not looked at whole to find its type.
    private const int ItemsLookedAt = 16;
    private const int MaxNesting = 64;

    public static ImmutableArray<string> Names { get; } =
    [
        "Any", "Null", "number", "string", "boolean", "date", "time", "date and time", "days and time duration", "years and months duration", "list", "context", "range", "function",
    ];

    public static FeelType? Named(string name) => name switch
    {
        "Any" or "any" => FeelType.Any,
        "Null" => FeelType.Null,
        "number" => FeelType.Number,
        "string" => FeelType.String,
        "boolean" => FeelType.Boolean,
        "date" => FeelType.Date,
        "time" => FeelType.Time,
        "date and time" or "dateTime" => FeelType.DateAndTime,
        "days and time duration" or "dayTimeDuration" => FeelType.DaysAndTimeDuration,
        "years and months duration" or "yearMonthDuration" => FeelType.YearsAndMonthsDuration,
        "list" => FeelType.ListOf(FeelType.Any),
        "context" => FeelType.ContextOf([]),
        "range" => FeelType.RangeOf(FeelType.Any),
        "function" => FeelType.AnyFunction,
        _ => null,
    };

    public static FeelTypeKind KindOf(ValueKind kind) => kind switch
    {
        ValueKind.Null => FeelTypeKind.Null,
        ValueKind.Boolean => FeelTypeKind.Boolean,
        ValueKind.Number => FeelTypeKind.Number,
        ValueKind.String => FeelTypeKind.String,
        ValueKind.Date => FeelTypeKind.Date,
        ValueKind.Time => FeelTypeKind.Time,
        ValueKind.DateAndTime => FeelTypeKind.DateAndTime,
        ValueKind.DaysAndTimeDuration => FeelTypeKind.DaysAndTimeDuration,
        ValueKind.YearsAndMonthsDuration => FeelTypeKind.YearsAndMonthsDuration,
        ValueKind.List => FeelTypeKind.List,
        ValueKind.Context => FeelTypeKind.Context,
        ValueKind.Range => FeelTypeKind.Range,
        _ => FeelTypeKind.Function,
    };

    public static FeelType OfKind(ValueKind kind) => kind switch
    {
        ValueKind.Null => FeelType.Null,
        ValueKind.Boolean => FeelType.Boolean,
        ValueKind.Number => FeelType.Number,
        ValueKind.String => FeelType.String,
        ValueKind.Date => FeelType.Date,
        ValueKind.Time => FeelType.Time,
        ValueKind.DateAndTime => FeelType.DateAndTime,
        ValueKind.DaysAndTimeDuration => FeelType.DaysAndTimeDuration,
        ValueKind.YearsAndMonthsDuration => FeelType.YearsAndMonthsDuration,
        _ => FeelType.Any,
    };

    public static FeelType Of(Value value)
    {
        if (value.AsPayload?.Nesting > MaxNesting)
        {
            return OfKind(value.Kind);
        }

        switch (value.Kind)
        {
            case ValueKind.List:
                var items = value.AsList!;
                var first = items.Count > 0 ? Of(items[0]) : FeelType.Any;
                return FeelType.ListOf(items.Items.Take(ItemsLookedAt).All(item => item.Kind == items[0].Kind) ? first : FeelType.Any);
            case ValueKind.Context:
                return FeelType.ContextOf(value.AsContext!.Entries.Select(entry => KeyValuePair.Create(entry.Key, Of(entry.Value))));
            case ValueKind.Range:
                return FeelType.RangeOf(Of(value.AsRange!.Start.IsNull ? value.AsRange.End : value.AsRange.Start));
            case ValueKind.Function:
                return value.AsFunction is Compilation.CallableFunction function ? function.Type : FeelType.AnyFunction;
            default:
                return OfKind(value.Kind);
        }
    }

    /// <summary>Whether every value of <paramref name="type"/> is one of <paramref name="target"/>.</summary>
    public static bool Conforms(FeelType type, FeelType target, int depth = 0)
    {
        if (ReferenceEquals(type, target) || target.Kind == FeelTypeKind.Any || type.Kind == FeelTypeKind.Null || depth > 32)
        {
            return true;
        }

        if (type.Kind != target.Kind)
        {
            return false;
        }

        return target.Kind switch
        {
            FeelTypeKind.List or FeelTypeKind.Range => Conforms(type.Element, target.Element, depth + 1),
            FeelTypeKind.Context => target.Members.All(member => Member(type.Members, member.Key) is { } own && Conforms(own, member.Value, depth + 1)),
            FeelTypeKind.Function => target == FeelType.AnyFunction || (type.Parameters.Length == target.Parameters.Length
                && type.Parameters.Zip(target.Parameters).All(pair => Fits(pair.Second, pair.First, depth)) && Fits(type.Returns, target.Returns, depth)),
            _ => true,
        };
    }

    // What a function declares nothing about fits what is asked of it.
    private static bool Fits(FeelType type, FeelType target, int depth) => type.Kind == FeelTypeKind.Any || Conforms(type, target, depth + 1);

    /// <summary>Whether <paramref name="value"/> belongs to <paramref name="type"/>, without its allowed values. Null belongs to every type.</summary>
    public static bool Has(FeelType type, Value value, int depth = 0)
    {
        if (type.Kind == FeelTypeKind.Any || value.IsNull || depth > 64)
        {
            return true;
        }

        if (type.Kind != KindOf(value.Kind))
        {
            return false;
        }

        switch (type.Kind)
        {
            case FeelTypeKind.List:
                foreach (var item in value.AsList!)
                {
                    if (!Has(type.Element, item, depth + 1))
                    {
                        return false;
                    }
                }

                return true;
            case FeelTypeKind.Context:
                foreach (var member in type.Members)
                {
                    if (!value.AsContext!.TryGet(member.Key, out var own) || !Has(member.Value, own, depth + 1))
                    {
                        return false;
                    }
                }

                return true;
            case FeelTypeKind.Range:
                return Has(type.Element, value.AsRange!.Start, depth + 1) && Has(type.Element, value.AsRange.End, depth + 1);
            case FeelTypeKind.Function:
                return Conforms(Of(value), type);
            default:
                return true;
        }
    }

    public static FeelType? Member(ImmutableArray<KeyValuePair<string, FeelType>> members, string name)
    {
        foreach (var member in members)
        {
            if (string.Equals(member.Key, name, StringComparison.Ordinal))
            {
                return member.Value;
            }
        }

        return null;
    }
}
