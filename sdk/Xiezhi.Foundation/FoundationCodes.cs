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

    /// <summary>A member has the wrong type. {0}: what was expected, {1}: what is there.</summary>
    public static DiagnosticDescriptor WrongJsonType { get; } = new("XZ1006", Severity.Error, Texts);

    /// <summary>A member that must be there is missing. {0}: its name.</summary>
    public static DiagnosticDescriptor MissingMember { get; } = new("XZ1007", Severity.Error, Texts);

    /// <summary>A member is not known. {0}: its name, {1}: the nearest known name, or all of them.</summary>
    public static DiagnosticDescriptor UnknownMember { get; } = new("XZ1008", Severity.Error, Texts);
}
