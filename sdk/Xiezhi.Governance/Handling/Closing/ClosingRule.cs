using System.Collections.Immutable;

namespace Xiezhi.Governance.Handling.Closing;

/// <summary>How parties close together what they did together: all must have agreed or dissented in writing.</summary>
/// <param name="ClosedBy">Who may close over the silence of others once their time has passed: words of who may, and <c>superior</c>, the one above whoever called them.</param>
/// <param name="Result">The variable of the case that takes what it came to; <see langword="null"/> where none does.</param>
public sealed record ClosingRule(ImmutableArray<string> ClosedBy, string? Result)
{
    /// <summary>The word for the party above whoever called the others.</summary>
    public const string Superior = "superior";
}
