using System.Collections.Immutable;

namespace Xiezhi.Runtime.Packages;

/// <summary>Where published packages are kept.</summary>
/// <remarks>A port that a storage project fills. Implementations are safe to use from several threads at once.</remarks>
public interface IPackageStore
{
    /// <summary>Whether other processes may publish to it too, so that a list kept in memory may be old. Default: no.</summary>
    bool IsShared => false;

    /// <summary>Keeps a publication; where the same package was published from the same date before, nothing changes.</summary>
    Task AddAsync(PackagePublication publication, ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancellationToken);

    /// <summary>All publications of a tenant, the latest first.</summary>
    Task<ImmutableArray<PackagePublication>> ListAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Everybody for whom a package was published, in ordinal order.</summary>
    Task<ImmutableArray<string>> ListTenantsAsync(CancellationToken cancellationToken);

    /// <summary>The files of a package, or <see langword="null"/> where it was never published.</summary>
    Task<ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>?> ReadAsync(string tenant, string packageId, CancellationToken cancellationToken);
}

/// <summary>That a package holds from a date on.</summary>
/// <param name="Tenant">For whom.</param>
/// <param name="Name">The package's name.</param>
/// <param name="PackageId">Its id: the SHA-256 of its content.</param>
/// <param name="EffectiveFrom">From when cases begin with it, UTC.</param>
/// <param name="PublishedAt">When it was published, UTC.</param>
/// <param name="PublishedBy">Who published it.</param>
public sealed record PackagePublication(
    string Tenant,
    string Name,
    string PackageId,
    DateTimeOffset EffectiveFrom,
    DateTimeOffset PublishedAt,
    string PublishedBy);
