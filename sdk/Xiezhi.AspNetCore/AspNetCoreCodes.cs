using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.AspNetCore;

/// <summary>Why a request was not carried out before the engine was asked.</summary>
public static class AspNetCoreCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.AspNetCore.Resources.DiagnosticTexts", typeof(AspNetCoreCodes).Assembly);

    /// <summary>Nobody is signed in. No arguments.</summary>
    public static DiagnosticDescriptor NotSignedIn { get; } = new("XZ7001", Severity.Error, Texts);

    /// <summary>Whoever is signed in may not do this. No arguments.</summary>
    public static DiagnosticDescriptor NotAllowed { get; } = new("XZ7002", Severity.Error, Texts);

    /// <summary>The body is of a type that is not taken here. {0}: its type, {1}: the type that is.</summary>
    public static DiagnosticDescriptor WrongMediaType { get; } = new("XZ7003", Severity.Error, Texts);

    /// <summary>The body is too large. {0}: the limit in bytes.</summary>
    public static DiagnosticDescriptor BodyTooLarge { get; } = new("XZ7004", Severity.Error, Texts);

    /// <summary>The body can't be read. {0}: why.</summary>
    public static DiagnosticDescriptor MalformedBody { get; } = new("XZ7005", Severity.Error, Texts);

    /// <summary>There is no such package. {0}: its name or id.</summary>
    public static DiagnosticDescriptor NoSuchPackage { get; } = new("XZ7006", Severity.Error, Texts);

    /// <summary>The task is not open. {0}: its id, {1}: the case.</summary>
    public static DiagnosticDescriptor NoSuchTask { get; } = new("XZ7007", Severity.Error, Texts);

    /// <summary>A member of the query does not fit. {0}: its name, {1}: what it is, {2}: what fits.</summary>
    public static DiagnosticDescriptor UnfitQuery { get; } = new("XZ7008", Severity.Error, Texts);

    /// <summary>A case was to be opened without a key. No arguments.</summary>
    public static DiagnosticDescriptor MissingKey { get; } = new("XZ7009", Severity.Error, Texts);

    /// <summary>A name or key is too long or can't be seen. {0}: its member, {1}: the limit in characters.</summary>
    public static DiagnosticDescriptor UnfitText { get; } = new("XZ7010", Severity.Error, Texts);

    /// <summary>A citizen asked for what is not their own. No arguments.</summary>
    public static DiagnosticDescriptor NotForCitizens { get; } = new("XZ7011", Severity.Error, Texts);

    /// <summary>Somebody else's inbox was asked for. {0}: whose.</summary>
    public static DiagnosticDescriptor NotYourInbox { get; } = new("XZ7012", Severity.Error, Texts);

    /// <summary>The ledger of a party that whoever asks neither is nor is above. {0}: the party.</summary>
    public static DiagnosticDescriptor NotYourLedger { get; } = new("XZ7013", Severity.Error, Texts);

    /// <summary>There is no such party. {0}: its id.</summary>
    public static DiagnosticDescriptor NoSuchParty { get; } = new("XZ7014", Severity.Error, Texts);

    /// <summary>Something is for systems only. No arguments.</summary>
    public static DiagnosticDescriptor ForSystemsOnly { get; } = new("XZ7015", Severity.Error, Texts);

    /// <summary>No such message was set aside. {0}: its id.</summary>
    public static DiagnosticDescriptor NotSetAside { get; } = new("XZ7016", Severity.Error, Texts);

    /// <summary>A package's archive can't be read. {0}: why.</summary>
    public static DiagnosticDescriptor MalformedArchive { get; } = new("XZ7021", Severity.Error, Texts);

    /// <summary>A path leads out of the package, occurs twice or can't be a path. {0}: the path.</summary>
    public static DiagnosticDescriptor UnfitPath { get; } = new("XZ7022", Severity.Error, Texts);

    /// <summary>There are too many files. {0}: the limit.</summary>
    public static DiagnosticDescriptor TooManyFiles { get; } = new("XZ7023", Severity.Error, Texts);

    /// <summary>The files are too large together. {0}: the file at which they are, {1}: the limit in bytes.</summary>
    public static DiagnosticDescriptor PackageTooLarge { get; } = new("XZ7024", Severity.Error, Texts);

    /// <summary>A file is packed as tightly as only a bomb is. {0}: the file, {1}: the ratio.</summary>
    public static DiagnosticDescriptor PackedTooTightly { get; } = new("XZ7025", Severity.Error, Texts);

    /// <summary>A file has no content that can be read. {0}: its path.</summary>
    public static DiagnosticDescriptor UnfitFile { get; } = new("XZ7026", Severity.Error, Texts);

    /// <summary>A decision came to what is not data. {0}: its name, {1}: what it came to.</summary>
    public static DiagnosticDescriptor NotData { get; } = new("XZ7027", Severity.Error, Texts);
}
