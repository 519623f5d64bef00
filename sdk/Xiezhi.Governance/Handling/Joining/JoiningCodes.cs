using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Governance.Handling.Joining;

/// <summary>What can be wrong where cases are merged, split and related.</summary>
public static class JoiningCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.Governance.Resources.DiagnosticTexts", typeof(JoiningCodes).Assembly);

    /// <summary>The case is merged into another, which is handled in its place. {0}: the main case.</summary>
    public static DiagnosticDescriptor HeldByMain { get; } = new("XZ5633", Severity.Error, Texts);

    /// <summary>The case is merged already. {0}: into which case.</summary>
    public static DiagnosticDescriptor MergedAlready { get; } = new("XZ5634", Severity.Error, Texts);

    /// <summary>A case is to be joined with itself.</summary>
    public static DiagnosticDescriptor IntoItself { get; } = new("XZ5635", Severity.Error, Texts);

    /// <summary>The case is not merged.</summary>
    public static DiagnosticDescriptor NotMerged { get; } = new("XZ5636", Severity.Error, Texts);

    /// <summary>The main case is merged itself. {0}: into which case.</summary>
    public static DiagnosticDescriptor MainIsMerged { get; } = new("XZ5637", Severity.Error, Texts);

    /// <summary>The package of the main case takes no merges.</summary>
    public static DiagnosticDescriptor TakesNoMerges { get; } = new("XZ5638", Severity.Error, Texts);

    /// <summary>Parts of the case are open. {0}: their titles.</summary>
    public static DiagnosticDescriptor PartsOpen { get; } = new("XZ5639", Severity.Error, Texts);

    /// <summary>A case can't be split so. {0}: the most parts.</summary>
    public static DiagnosticDescriptor UnfitParts { get; } = new("XZ5640", Severity.Error, Texts);

    /// <summary>A part names a package that is not allowed. {0}: its name, {1}: the nearest.</summary>
    public static DiagnosticDescriptor PackageOfPart { get; } = new("XZ5641", Severity.Error, Texts);

    /// <summary>No such part failed to open.</summary>
    public static DiagnosticDescriptor NothingFailed { get; } = new("XZ5642", Severity.Error, Texts);

    /// <summary>A kind of relation is not in the list. {0}: the kind, {1}: the nearest.</summary>
    public static DiagnosticDescriptor UnknownRelation { get; } = new("XZ5643", Severity.Error, Texts);

    /// <summary>The cases are related so already. {0}: the other case.</summary>
    public static DiagnosticDescriptor RelatedAlready { get; } = new("XZ5644", Severity.Error, Texts);

    /// <summary>The cases are not related so. {0}: the other case.</summary>
    public static DiagnosticDescriptor NotRelated { get; } = new("XZ5645", Severity.Error, Texts);

    /// <summary>A reason in writing is missing. {0}: the command.</summary>
    public static DiagnosticDescriptor NotWritten { get; } = new("XZ5646", Severity.Error, Texts);

    /// <summary>A message between cases can't be read. {0}: what it says.</summary>
    public static DiagnosticDescriptor UnknownMessage { get; } = new("XZ5647", Severity.Error, Texts);

    /// <summary>A case is to be merged into one that waits for it. {0}: the one that waits.</summary>
    public static DiagnosticDescriptor WaitsForIt { get; } = new("XZ5648", Severity.Error, Texts);
}
