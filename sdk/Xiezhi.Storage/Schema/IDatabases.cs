namespace Xiezhi.Storage.Schema;

/// <summary>Makes contexts for reading.</summary>
internal interface IDatabases
{
    /// <summary>A context on a database whose schema is there.</summary>
    Task<XiezhiDatabase> OpenAsync(CancellationToken cancellationToken);
}
