using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Runtime;

/// <summary>Why the engine did not carry out a command.</summary>
public static class RuntimeCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.Runtime.Resources.DiagnosticTexts", typeof(RuntimeCodes).Assembly);

    /// <summary>No package is in force. {0}: its name.</summary>
    public static DiagnosticDescriptor NoPackageInForce { get; } = new("XZ6001", Severity.Error, Texts);

    /// <summary>There is no such case. {0}: its id.</summary>
    public static DiagnosticDescriptor NoSuchCase { get; } = new("XZ6002", Severity.Error, Texts);

    /// <summary>Others changed the case again and again. {0}: its id.</summary>
    public static DiagnosticDescriptor TooManyConflicts { get; } = new("XZ6003", Severity.Error, Texts);

    /// <summary>A key is one under which the engine itself opens cases. {0}: the key, {1}: what such keys begin with.</summary>
    public static DiagnosticDescriptor ReservedKey { get; } = new("XZ6004", Severity.Error, Texts);

    /// <summary>A case has no such event. {0}: the case, {1}: its place.</summary>
    public static DiagnosticDescriptor NoSuchEvent { get; } = new("XZ6401", Severity.Error, Texts);

    /// <summary>No checkpoint covers an event yet. {0}: the case, {1}: its place.</summary>
    public static DiagnosticDescriptor NotCovered { get; } = new("XZ6402", Severity.Error, Texts);

    /// <summary>A snapshot is not what its log comes to. {0}: the case.</summary>
    public static DiagnosticDescriptor SnapshotDiffers { get; } = new("XZ6403", Severity.Error, Texts);
}
