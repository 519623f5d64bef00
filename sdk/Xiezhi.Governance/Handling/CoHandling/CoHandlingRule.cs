using System.Collections.Immutable;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.ServiceLevels;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Handling.CoHandling;

/// <summary>What <c>coHandling</c> in <c>handling.json</c> says: how a lead (主办) and co-handlers (协办) handle a case together.</summary>
/// <remarks>Immutable.</remarks>
public sealed record CoHandlingRule
{
    /// <summary>Whether the co-handlers of the duty list are invited without anybody's command.</summary>
    public bool InvitesByDuty { get; init; } = true;

    /// <summary>When the co-handlers of the duty list are invited; <see langword="null"/> for as soon as somebody leads.</summary>
    public IExpression? When { get; init; }

    /// <summary>Who invites, dismisses, decides who has nothing to do with it, and goes on without: words of who may.</summary>
    public ImmutableArray<string> LedBy { get; init; } = [];

    /// <summary>The tasks that are not completed while a co-handler owes its contribution, or the closing is not done.</summary>
    public ImmutableArray<string> Concluding { get; init; } = [];

    /// <summary>The variable of the case that takes the contributions, a context by party.</summary>
    public string Result { get; init; } = "contributions";

    /// <summary>Whether and how all close it together; <see langword="null"/> where contributions are enough.</summary>
    public ClosingRule? Closing { get; init; }

    /// <summary>The limits: <c>acknowledge</c>, <c>contribute</c>, <c>speak</c> for each co-handler, <c>common</c> for all.</summary>
    public required ServiceLevel Limits { get; init; }
}
