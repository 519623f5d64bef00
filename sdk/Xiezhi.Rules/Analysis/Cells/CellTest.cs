using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Analysis.Cells;

/// <summary>An input cell as the analysis understands it: it holds where one of its tests does, or, negated, where none does.</summary>
internal sealed record Cell(string Text, ImmutableArray<CellTest> Tests, bool IsNegated)
{
    public static Cell Anything { get; } = new("-", [], true);

    public bool IsAnything => Tests.IsEmpty && IsNegated;
}

/// <summary>One test of a cell.</summary>
internal abstract record CellTest;

/// <summary>A constant to compare with: a value, a range, or a list of these.</summary>
internal sealed record ConstantTest(Value Constant) : CellTest;

/// <summary>A condition on <c>?</c>.</summary>
internal sealed record ConditionTest(Condition Condition) : CellTest;

/// <summary>A range whose bounds are out of order: it holds for nothing.</summary>
internal sealed record EmptyTest(string Text) : CellTest;

/// <summary>A test whose truth is known for every simple value, and for no list, context or range.</summary>
internal sealed record SimplyKnownTest(CellTest Test) : CellTest;

/// <summary>What can't be analysed: it may hold or not.</summary>
internal sealed record UnknownTest(Obstacle Obstacle) : CellTest;

/// <summary>A condition on <c>?</c>: true, false, or null where it can't be said.</summary>
internal abstract record Condition;

/// <summary>A comparison with constants.</summary>
/// <param name="Constants">What it compares with: between two neighbours among these its answer does not change.</param>
/// <param name="Holds">Its answer for a value.</param>
/// <param name="IsOrdering">Whether it asks which is more, and not only whether they are equal.</param>
internal sealed record Comparing(ImmutableArray<Value> Constants, Func<Value, bool?> Holds, bool IsOrdering) : Condition;

/// <summary>Whether the value is of a simple kind.</summary>
internal sealed record OfKind(ValueKind Kind) : Condition;

internal sealed record Both(Condition Left, Condition Right) : Condition;

internal sealed record Either(Condition Left, Condition Right) : Condition;

internal sealed record Not(Condition Operand) : Condition;
