using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Storage;

/// <summary>Why a database can't be worked with.</summary>
public static class StorageCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.Storage.Resources.DiagnosticTexts", typeof(StorageCodes).Assembly);

    /// <summary>A newer version made the schema. {0}: the database, {1}: the migrations that this version does not know.</summary>
    public static DiagnosticDescriptor SchemaIsNewer { get; } = new("XZ6101", Severity.Error, Texts);

    /// <summary>The schema lacks migrations. {0}: the database, {1}: their names, {2}: how the command line names the database.</summary>
    public static DiagnosticDescriptor SchemaIsOlder { get; } = new("XZ6102", Severity.Error, Texts);

    /// <summary>The database can't be reached. {0}: the database, {1}: what it answered.</summary>
    public static DiagnosticDescriptor NotReached { get; } = new("XZ6103", Severity.Error, Texts);

    /// <summary>Connections lack settings that were asked for. {0}: the database, {1}: the settings, {2}: statements that make them the user's.</summary>
    public static DiagnosticDescriptor SessionSettings { get; } = new("XZ6104", Severity.Error, Texts);
}
