using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Runtime.Cases;

/// <summary>What became of a command.</summary>
public enum CommandStatus
{
    /// <summary>It was carried out and is durable.</summary>
    Done,

    /// <summary>A command with the same key was carried out before, or there was nothing left to do; nothing was done again.</summary>
    AlreadyDone,

    /// <summary>The actor may not do it; that is recorded (越位).</summary>
    Refused,

    /// <summary>It does not fit how the case stands.</summary>
    Rejected,

    /// <summary>There is no such case.</summary>
    NotFound,
}

/// <summary>The answer to a command.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Case">The case.</param>
/// <param name="State">The case after it, where there is one.</param>
/// <param name="Reason">Why it was not carried out, where it was not.</param>
public sealed record CommandResult(CommandStatus Status, CaseId Case, CaseState? State, Diagnostic? Reason)
{
    /// <summary>Whether what was asked holds now: it was carried out, now or before.</summary>
    public bool Succeeded => Status is CommandStatus.Done or CommandStatus.AlreadyDone;

    internal static CommandResult Reject(CommandStatus status, CaseId id, DiagnosticDescriptor reason, params ReadOnlySpan<string> arguments) =>
        new(status, id, null, reason.At(Location.None, arguments));
}
