using System.Collections.Immutable;

namespace Xiezhi.Storage;

/// <summary>The schema of the store that the engine was registered with: how it stands, and bringing it up to date.</summary>
/// <remarks>Thread-safe. Two processes that migrate at once do so one after the other, and the second finds nothing to do.</remarks>
public interface IStoreSchema
{
    /// <summary>How the schema stands. Nothing is changed; a SQLite file that is not there is made, empty.</summary>
    Task<SchemaState> InspectAsync(CancellationToken cancellationToken = default);

    /// <summary>Brings the schema up to date; where a PostgreSQL server has no such database, it is made.</summary>
    /// <returns>The migrations that were applied, in order; none where it was up to date.</returns>
    /// <exception cref="StoreRefusedException">A newer version made the schema.</exception>
    Task<ImmutableArray<string>> MigrateAsync(CancellationToken cancellationToken = default);

    /// <summary>Sees to it that the store can be worked with, as every first use of it does; where the options allow it, by migrating.</summary>
    /// <exception cref="StoreRefusedException">The schema is older or newer than this version's, or the database can't be reached.</exception>
    Task EnsureReadyAsync(CancellationToken cancellationToken = default);
}

/// <summary>How the schema of a database stands to this version.</summary>
/// <param name="Applied">The migrations that it has and this version knows, in order.</param>
/// <param name="Pending">Those that it lacks.</param>
/// <param name="Unknown">Those that this version does not know: a newer one made them.</param>
public sealed record SchemaState(ImmutableArray<string> Applied, ImmutableArray<string> Pending, ImmutableArray<string> Unknown);
