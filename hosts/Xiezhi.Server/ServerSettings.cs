namespace Xiezhi.Server;

/// <summary>The section <c>Xiezhi</c> of the configuration; keys are read by the API's own sign-in.</summary>
internal sealed class ServerSettings
{
    public const string Section = "Xiezhi";

    /// <summary>The SQLite file; a relative path counts from the content root.</summary>
    public string Database { get; set; } = "data/xiezhi.db";

    /// <summary>The connection string of a PostgreSQL database, which takes the place of the SQLite file.</summary>
    public string? PostgreSql { get; set; }

    /// <summary>Whether a schema that is older than this version is migrated at the start; left out, as the store has it.</summary>
    public bool? MigrateAtStart { get; set; }

    /// <summary>Packages to publish at start, where they are not in force yet.</summary>
    public IList<PackageAtStart> Packages { get; } = [];
}

/// <summary>A package to publish at start.</summary>
internal sealed class PackageAtStart
{
    /// <summary>Its folder; a relative path is looked for at the content root and above it, then at the program and above it.</summary>
    public string Folder { get; set; } = "";

    /// <summary>For whom.</summary>
    public string Tenant { get; set; } = "default";
}
