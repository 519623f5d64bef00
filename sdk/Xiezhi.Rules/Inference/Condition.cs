using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules.Inference;

/// <summary>One condition of a rule. It sees the names that the conditions before it gave.</summary>
/// <remarks>Immutable. Expressions are FEEL; they may not read the clock: time enters by <see cref="MomentCondition"/> and <see cref="Window"/>.</remarks>
public abstract record Condition
{
    private protected Condition()
    {
    }

    /// <summary>Where it was written.</summary>
    public Location Location { get; init; } = Location.None;
}

/// <summary>A condition on facts or findings of one type.</summary>
/// <param name="Type">The name of the type.</param>
/// <param name="Name">The name under which expressions speak of one of them.</param>
public abstract record FactCondition(string Type, string Name) : Condition
{
    /// <summary>What must hold; all of them. An equality of a field with something known before (<c>a.caseId = c.id</c>) is looked up in an index.</summary>
    public ImmutableArray<string> Where { get; init; } = [];

    /// <summary>When it must have happened, or <see langword="null"/> for any time.</summary>
    public Window? Window { get; init; }
}

/// <summary>There is such a fact; the rule matches once for each.</summary>
public sealed record MatchCondition(string Type, string Name) : FactCondition(Type, Name);

/// <summary>There is no such fact.</summary>
public sealed record AbsentCondition(string Type, string Name) : FactCondition(Type, Name);

/// <summary>There is at least one such fact; the rule matches once, however many there are.</summary>
public sealed record ExistsCondition(string Type, string Name) : FactCondition(Type, Name);

/// <summary>Looks at all such facts together; holds always, also where there are none.</summary>
/// <param name="Function">What is made of them.</param>
/// <param name="Type">The name of the type.</param>
/// <param name="Name">The name under which its own expressions speak of one of them.</param>
/// <param name="Result">The name under which later conditions see the result.</param>
public sealed record AggregateCondition(AggregateFunction Function, string Type, string Name, string Result) : FactCondition(Type, Name)
{
    /// <summary>What is summed or collected of each; for collecting, <see langword="null"/> means the whole fact.</summary>
    public string? Of { get; init; }
}

/// <summary>What an <see cref="AggregateCondition"/> makes of facts.</summary>
public enum AggregateFunction
{
    /// <summary>How many there are.</summary>
    Count,

    /// <summary>The exact sum; 0 of none. What is null is left out.</summary>
    Sum,

    /// <summary>A list, in the order of the facts' keys or the findings' values.</summary>
    Collect,
}

/// <summary>Holds from a moment on, or until then.</summary>
/// <param name="Side">Which of the two.</param>
/// <param name="Moment">An expression for a date and time, or a date, which means its first moment. Without offset or zone it is read in the rule set's zone.</param>
public sealed record MomentCondition(MomentSide Side, string Moment) : Condition;

/// <summary>On which side of a moment a <see cref="MomentCondition"/> holds.</summary>
public enum MomentSide
{
    /// <summary>At the moment and later.</summary>
    After,

    /// <summary>Earlier than the moment.</summary>
    Before,
}

/// <summary>Something holds of what is known so far, such as <c>n &gt;= 3</c>.</summary>
/// <param name="Expression">The expression; only true is true.</param>
public sealed record TestCondition(string Expression) : Condition;

/// <summary>A span of time in which a fact happened, by the field that is its type's moment.</summary>
/// <param name="Duration">How long, in ISO 8601: <c>P30D</c>, <c>P1M</c>, <c>PT4H</c>.</param>
/// <param name="UpTo">
/// The moment at which the span ends, inclusive, as an expression over the names known before; it began so long before, exclusive. <see langword="null"/>:
/// it ends now, so that facts drop out as time passes.
/// </param>
public sealed record Window(string Duration, string? UpTo = null);
