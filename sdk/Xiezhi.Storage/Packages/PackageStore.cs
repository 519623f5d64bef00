using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Xiezhi.Runtime.Packages;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Packages;

/// <summary>Published packages in the database, read through EF Core; each database has its own way to write.</summary>
internal abstract class PackageStore(IDatabases databases) : IPackageStore
{
    public virtual bool IsShared => false;

    public abstract Task AddAsync(PackagePublication publication, ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancellationToken);

    public async Task<ImmutableArray<PackagePublication>> ListAsync(string tenant, CancellationToken cancellationToken)
    {
        var database = await databases.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = database.ConfigureAwait(false);
        var rows = await database.Publications.AsNoTracking().Where(row => row.Tenant == tenant)
            .OrderByDescending(row => row.PublishedAt).ThenByDescending(row => row.EffectiveFrom)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. rows.Select(row => new PackagePublication(
                row.Tenant, row.Name, row.PackageId, StoredTime.To(row.EffectiveFrom), StoredTime.To(row.PublishedAt), row.PublishedBy)),
        ];
    }

    public async Task<ImmutableArray<string>> ListTenantsAsync(CancellationToken cancellationToken)
    {
        var database = await databases.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = database.ConfigureAwait(false);
        var tenants = await database.Publications.AsNoTracking().Select(row => row.Tenant).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. tenants.Order(StringComparer.Ordinal)];
    }

    public async Task<ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>?> ReadAsync(string tenant, string packageId, CancellationToken cancellationToken)
    {
        var database = await databases.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = database.ConfigureAwait(false);
        var rows = await database.PackageFiles.AsNoTracking().Where(row => row.Tenant == tenant && row.PackageId == packageId)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.Count == 0
            ? null
            : rows.ToImmutableSortedDictionary(row => row.Path, row => (ReadOnlyMemory<byte>)row.Content, StringComparer.Ordinal);
    }
}
