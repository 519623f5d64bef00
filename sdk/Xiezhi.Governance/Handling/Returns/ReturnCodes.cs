using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Governance.Handling.Returns;

/// <summary>What can be wrong with returns, reworks and the arbiter's decisions.</summary>
public static class ReturnCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.Governance.Resources.DiagnosticTexts", typeof(ReturnCodes).Assembly);

    /// <summary>A return or rework says no reason. {0}: the variable, {1}: the reasons there are.</summary>
    public static DiagnosticDescriptor ReasonMissing { get; } = new("XZ5620", Severity.Error, Texts);

    /// <summary>A reason is not in the list. {0}: what was given, {1}: the nearest, {2}: the reasons there are.</summary>
    public static DiagnosticDescriptor UnknownReason { get; } = new("XZ5621", Severity.Error, Texts);

    /// <summary>A return or rework is not explained in writing. {0}: the variable.</summary>
    public static DiagnosticDescriptor ExplanationMissing { get; } = new("XZ5622", Severity.Error, Texts);

    /// <summary>A return is refused, and the case goes to the arbiter. {0}: the party, {1}: the limit, {2}: the arbiter.</summary>
    public static DiagnosticDescriptor ReturnRefused { get; } = new("XZ5623", Severity.Error, Texts);

    /// <summary>A party that the arbiter appointed returns the case. {0}: the party, {1}: the arbiter.</summary>
    public static DiagnosticDescriptor AppointedMayNotReturn { get; } = new("XZ5624", Severity.Error, Texts);

    /// <summary>The arbiter has the case. {0}: the arbiter.</summary>
    public static DiagnosticDescriptor WithArbiter { get; } = new("XZ5625", Severity.Error, Texts);

    /// <summary>There is nothing for an arbiter to decide.</summary>
    public static DiagnosticDescriptor NothingToDecide { get; } = new("XZ5626", Severity.Error, Texts);

    /// <summary>A reason in writing is missing. {0}: the command.</summary>
    public static DiagnosticDescriptor NotWritten { get; } = new("XZ5627", Severity.Error, Texts);

    /// <summary>Who is appointed can't lead. {0}: the id, {1}: the nearest party.</summary>
    public static DiagnosticDescriptor CannotLead { get; } = new("XZ5628", Severity.Error, Texts);

    /// <summary>A rework is demanded too late. {0}: until when it could be.</summary>
    public static DiagnosticDescriptor ReworkTooLate { get; } = new("XZ5629", Severity.Error, Texts);

    /// <summary>A list of reasons is empty.</summary>
    public static DiagnosticDescriptor NoReasons { get; } = new("XZ5630", Severity.Error, Texts);

    /// <summary>A number is out of range. {0}: the number, {1}: the range.</summary>
    public static DiagnosticDescriptor LimitOutOfRange { get; } = new("XZ5631", Severity.Error, Texts);

    /// <summary>The package has no arbiter.</summary>
    public static DiagnosticDescriptor NoArbitration { get; } = new("XZ5632", Severity.Error, Texts);
}
