namespace Xiezhi.Storage;

/// <summary>How a store is opened.</summary>
public sealed class StorageOptions
{
    /// <summary>
    /// Whether a schema that is older than this version is migrated when the store is first used; otherwise the store refuses, and
    /// <c>xiezhi migrate</c> does it when it is wanted. Left out, a SQLite file is made and brought up to date as long as it holds neither a case nor
    /// a package, and PostgreSQL is never touched.
    /// </summary>
    public bool? MigrateAtStart { get; set; }
}
