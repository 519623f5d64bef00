using System.Collections.Immutable;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>How an activity is repeated, compiled.</summary>
internal sealed record LoopRule
{
    /// <summary>As long as it holds, it is repeated: a standard loop. <see langword="null"/> for a multi-instance.</summary>
    internal IExpression? While { get; init; }

    internal bool IsStandard { get; init; }

    internal bool TestBefore { get; init; }

    /// <summary>How often at most; 0 for no limit.</summary>
    internal int Maximum { get; init; }

    internal bool IsSequential { get; init; }

    internal IExpression? Collection { get; init; }

    internal IExpression? Cardinality { get; init; }

    /// <summary>The name that one item goes by.</summary>
    internal string? Item { get; init; }

    /// <summary>The variable that takes the outputs, in the order of the items.</summary>
    internal string? OutputVariable { get; init; }

    internal IExpression? Output { get; init; }

    /// <summary>When it holds, no more are needed.</summary>
    internal IExpression? Until { get; init; }

    /// <summary>What is thrown when one is done.</summary>
    internal ImmutableArray<ThrowRule> Throws { get; init; } = [];
}

/// <summary>What a multi-instance throws when one is done, as it is drawn.</summary>
/// <param name="OnlyOnce">Whether only when the first is done.</param>
/// <param name="Condition">What must hold; <see langword="null"/> for nothing.</param>
/// <param name="Element">The index of what throws it.</param>
internal readonly record struct LoopThrow(bool OnlyOnce, BpmnExpression? Condition, int Element);

/// <summary>As <see cref="LoopThrow"/>, compiled.</summary>
internal readonly record struct ThrowRule(bool OnlyOnce, IExpression? Condition, int Element);
