using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Workflow.Compilation;

/// <summary>How an ad-hoc sub-process goes on, compiled.</summary>
internal sealed record AdHocRule
{
    internal bool IsSequential { get; init; }

    /// <summary>Whether what still runs is ended when <see cref="Until"/> holds; else it is waited for.</summary>
    internal bool CancelsRemaining { get; init; }

    /// <summary>When it holds, no more is begun.</summary>
    internal IExpression? Until { get; init; }

    /// <summary>What begins with the sub-process.</summary>
    internal IExpression? Begins { get; init; }

    /// <summary>What may be begun at the moment; <see langword="null"/> for all that no flow leads to.</summary>
    internal IExpression? Allowed { get; init; }
}
