using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Cases;

/// <summary>What a command on a case came to.</summary>
/// <param name="State">The case after it.</param>
/// <param name="Events">What happened, to be appended to its log; also a refusal leaves its event.</param>
/// <param name="Rejection">Why the command was not carried out, or <see langword="null"/> where it was.</param>
public sealed record CaseStepResult(CaseState State, ImmutableArray<RecordedEvent> Events, Diagnostic? Rejection)
{
    /// <summary>Whether the command was carried out.</summary>
    public bool Accepted => Rejection is null;
}
