using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Feel;

/// <summary>A type of FEEL (DMN 1.5, 10.3.2.2), or one that an item definition names.</summary>
/// <remarks>Immutable and thread-safe. Equality is by reference; conformance is what the engine asks.</remarks>
public sealed class FeelType
{
    private FeelType(FeelTypeKind kind, string name)
    {
        Kind = kind;
        Name = name;
    }

    /// <summary>Every value.</summary>
    public static FeelType Any { get; } = new(FeelTypeKind.Any, "Any");

    /// <summary>Only null.</summary>
    public static FeelType Null { get; } = new(FeelTypeKind.Null, "Null");

    /// <summary>Numbers.</summary>
    public static FeelType Number { get; } = new(FeelTypeKind.Number, "number");

    /// <summary>Text.</summary>
    public static FeelType String { get; } = new(FeelTypeKind.String, "string");

    /// <summary>True and false.</summary>
    public static FeelType Boolean { get; } = new(FeelTypeKind.Boolean, "boolean");

    /// <summary>Dates.</summary>
    public static FeelType Date { get; } = new(FeelTypeKind.Date, "date");

    /// <summary>Times of day.</summary>
    public static FeelType Time { get; } = new(FeelTypeKind.Time, "time");

    /// <summary>Dates with a time of day.</summary>
    public static FeelType DateAndTime { get; } = new(FeelTypeKind.DateAndTime, "date and time");

    /// <summary>Durations of days, hours, minutes and seconds.</summary>
    public static FeelType DaysAndTimeDuration { get; } = new(FeelTypeKind.DaysAndTimeDuration, "days and time duration");

    /// <summary>Durations of years and months.</summary>
    public static FeelType YearsAndMonthsDuration { get; } = new(FeelTypeKind.YearsAndMonthsDuration, "years and months duration");

    /// <summary>Every function, whatever its parameters.</summary>
    internal static FeelType AnyFunction { get; } = new(FeelTypeKind.Function, "function");

    /// <summary>What family of types this belongs to.</summary>
    public FeelTypeKind Kind { get; internal set; }

    /// <summary>The name as an expression or an item definition writes it.</summary>
    public string Name { get; internal set; }

    /// <summary>The type of a list's items or of a range's bounds; <see cref="Any"/> for other kinds.</summary>
    public FeelType Element { get => field ?? Any; internal set; }

    /// <summary>The members of a context with their types, in order; empty for other kinds.</summary>
    public ImmutableArray<KeyValuePair<string, FeelType>> Members { get; internal set; } = [];

    /// <summary>The types of a function's parameters, in order; empty for other kinds.</summary>
    public ImmutableArray<FeelType> Parameters { get; internal set; } = [];

    /// <summary>What a function returns; <see cref="Any"/> for other kinds.</summary>
    public FeelType Returns => Element;

    /// <summary>The text of the unary tests that a value must pass (allowed values), or <see langword="null"/>.</summary>
    public string? AllowedValues { get; internal set; }

    /// <summary>The compiled tests of <see cref="AllowedValues"/>, or <see langword="null"/>.</summary>
    internal Compilation.CompiledTests? AllowedTests { get; set; }

    /// <summary>The compiled tests that the whole value of a collection must pass (type constraint), or <see langword="null"/>.</summary>
    internal Compilation.CompiledTests? ConstraintTests { get; set; }

    /// <summary>The type whose values this narrows, or <see langword="null"/>.</summary>
    internal FeelType? Narrows { get; set; }

    /// <summary>A type of an item definition, filled in later, so that types can refer to one another.</summary>
    internal static FeelType Placeholder(string name) => new(FeelTypeKind.Any, name);

    /// <summary>Lists of <paramref name="element"/>.</summary>
    public static FeelType ListOf(FeelType element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new FeelType(FeelTypeKind.List, $"list<{element.Name}>") { Element = element };
    }

    /// <summary>Ranges of <paramref name="element"/>.</summary>
    public static FeelType RangeOf(FeelType element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new FeelType(FeelTypeKind.Range, $"range<{element.Name}>") { Element = element };
    }

    /// <summary>Contexts that have at least <paramref name="members"/>.</summary>
    public static FeelType ContextOf(IEnumerable<KeyValuePair<string, FeelType>> members)
    {
        ImmutableArray<KeyValuePair<string, FeelType>> all = [.. members];
        return new FeelType(FeelTypeKind.Context, $"context<{string.Join(", ", all.Select(member => member.Key + ": " + member.Value.Name))}>") { Members = all };
    }

    /// <summary>Functions from <paramref name="parameters"/> to <paramref name="returns"/>.</summary>
    public static FeelType FunctionOf(IEnumerable<FeelType> parameters, FeelType returns)
    {
        ArgumentNullException.ThrowIfNull(returns);
        ImmutableArray<FeelType> all = [.. parameters];
        return new FeelType(FeelTypeKind.Function, $"function<{string.Join(", ", all.Select(parameter => parameter.Name))}>->{returns.Name}") { Parameters = all, Element = returns };
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
