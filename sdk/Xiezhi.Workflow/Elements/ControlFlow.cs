namespace Xiezhi.Workflow.Elements;

/// <summary>When a token that has come is let in.</summary>
internal enum Joining
{
    /// <summary>At once.</summary>
    None,

    /// <summary>When there is one from each incoming flow.</summary>
    Every,

    /// <summary>When no other can come.</summary>
    Reaching,
}

/// <summary>How long a token stays.</summary>
internal enum Staying
{
    /// <summary>It goes on in the same step.</summary>
    Passes,

    /// <summary>It waits, always.</summary>
    Waits,

    /// <summary>It waits, or goes on in the same step.</summary>
    MayWait,
}

/// <summary>How a token leaves.</summary>
internal enum Leaving
{
    /// <summary>By all flows without a condition, and any of those with one: <c>Step.Choose</c>.</summary>
    BySome,

    /// <summary>By exactly one flow.</summary>
    ByOne,

    /// <summary>By what follows one of the events behind it.</summary>
    ByEvent,

    /// <summary>To the catching link.</summary>
    ByLink,

    /// <summary>It raises an error or an escalation by its trigger: what catches that decides what becomes of its scope.</summary>
    Raises,

    /// <summary>Its scope ends with all that lives in it.</summary>
    EndsScope,
}

/// <summary>What a kind of element does with tokens, whatever the data: the token game of the soundness analysis reads nothing else of it.</summary>
/// <param name="Joins">When a token that has come is let in.</param>
/// <param name="Stays">How long it stays.</param>
/// <param name="Leaves">How it leaves.</param>
internal sealed record ControlFlow(Joining Joins, Staying Stays, Leaving Leaves)
{
    /// <summary>In and out in the same step.</summary>
    internal static ControlFlow Passing { get; } = new(Joining.None, Staying.Passes, Leaving.BySome);

    /// <summary>It waits, and goes on.</summary>
    internal static ControlFlow Waiting { get; } = new(Joining.None, Staying.Waits, Leaving.BySome);

    /// <summary>It waits or not, by data or by what is inside, and goes on.</summary>
    internal static ControlFlow Holding { get; } = new(Joining.None, Staying.MayWait, Leaving.BySome);

    /// <summary>In, and the scope is over.</summary>
    internal static ControlFlow Ending { get; } = new(Joining.None, Staying.Passes, Leaving.EndsScope);

    /// <summary>In, and something is raised that others catch.</summary>
    internal static ControlFlow Raising { get; } = new(Joining.None, Staying.Passes, Leaving.Raises);
}
