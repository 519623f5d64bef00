using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Foundation;

/// <summary>What can be wrong with a document before its meaning is looked at.</summary>
public static class FoundationCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.Foundation.Resources.DiagnosticTexts", typeof(FoundationCodes).Assembly);

    /// <summary>The XML is not well-formed. {0}: what the reader said.</summary>
    public static DiagnosticDescriptor MalformedXml { get; } = new("XZ1001", Severity.Error, Texts);

    /// <summary>The document has a DTD, which is refused. No arguments.</summary>
    public static DiagnosticDescriptor DocumentTypeRefused { get; } = new("XZ1002", Severity.Error, Texts);

    /// <summary>The document is larger than allowed. {0}: the limit in characters.</summary>
    public static DiagnosticDescriptor DocumentTooLarge { get; } = new("XZ1003", Severity.Error, Texts);

    /// <summary>The document nests deeper than allowed. {0}: the limit.</summary>
    public static DiagnosticDescriptor DocumentTooDeep { get; } = new("XZ1004", Severity.Error, Texts);

    /// <summary>The JSON is not well-formed. {0}: what the reader said.</summary>
    public static DiagnosticDescriptor MalformedJson { get; } = new("XZ1005", Severity.Error, Texts);
}
