using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Compilation;

namespace Xiezhi.Rules.DecisionTables;

/// <summary>An input column: its expression, the slot in which its value stands while the cells test it, and the tests it must pass itself.</summary>
internal sealed record TableInput(InputColumn Described, Evaluator Run, FeelType Type, int Slot, NameScope Scope, Evaluator? Allowed, Site Site)
{
    /// <summary>The slot of the name that the expression is; less than zero where it is more than a name.</summary>
    public int Source { get; init; } = -1;

    /// <summary>What <see cref="Allowed"/> accepts, where that is known.</summary>
    public CellPattern? AllowedPattern { get; init; }
}

/// <summary>An output column.</summary>
internal sealed record TableOutput(
    OutputColumn Described, FeelType Type, Evaluator? Default, ImmutableArray<Value> Priorities, Evaluator? Allowed, int Slot, Site Site)
{
    /// <summary>Whether the default and the tests depend on nothing but the value.</summary>
    public bool IsKnown { get; init; }
}

/// <summary>A rule: its conditions and results, in the order of the columns.</summary>
internal sealed record TableRule(DecisionRule Described, ImmutableArray<TableCondition> Conditions, ImmutableArray<Evaluator> Results)
{
    /// <summary>Whether its results are the same whatever the inputs.</summary>
    public bool IsConstant { get; init; }
}

/// <summary>An input cell.</summary>
/// <param name="Run">Whether it holds, for the input in its column's slot.</param>
/// <param name="Pattern">The values and ranges that it accepts, where they are known; default where it has to be run.</param>
internal sealed record TableCondition(Evaluator Run, CellPattern? Pattern)
{
    public static TableCondition Anything { get; } = new(_ => Value.True, CellPattern.Anything);
}

/// <summary>The values and ranges that a cell accepts, or with <see cref="IsNegated"/> those that it refuses.</summary>
/// <remarks>No accepted values and not negated never holds; none and negated always does.</remarks>
internal sealed record CellPattern(ImmutableArray<Value> Accepted, bool IsNegated)
{
    public static CellPattern Anything { get; } = new([], IsNegated: true);

    public bool IsAnything => Accepted.IsEmpty && IsNegated;
}
