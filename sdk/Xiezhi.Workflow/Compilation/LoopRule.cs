using Xiezhi.Workflow.Expressions;

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
}
