using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Xiezhi.Runtime.Packages;
using Xiezhi.Storage.Cases;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Packages;

/// <summary>Published packages in the database.</summary>
internal sealed class PackageStore(SqliteWriter writer, Databases databases) : IPackageStore
{
    public async Task AddAsync(PackagePublication publication, ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancellationToken) =>
        await writer.WriteAsync(
            connection =>
            {
                foreach (var (path, content) in files)
                {
                    using var file = connection.CreateCommand();
                    file.CommandText = "INSERT INTO package_files (Tenant, PackageId, Path, Content) VALUES ($tenant, $id, $path, $content) ON CONFLICT DO NOTHING";
                    file.Parameters.AddWithValue("$tenant", publication.Tenant);
                    file.Parameters.AddWithValue("$id", publication.PackageId);
                    file.Parameters.AddWithValue("$path", path);
                    file.Parameters.AddWithValue("$content", content.ToArray());
                    file.ExecuteNonQuery();
                }

                using var row = connection.CreateCommand();
                row.CommandText = """
                    INSERT INTO publications (Tenant, PackageId, EffectiveFrom, Name, PublishedAt, PublishedBy)
                    VALUES ($tenant, $id, $from, $name, $at, $by) ON CONFLICT DO NOTHING
                    """;
                row.Parameters.AddWithValue("$tenant", publication.Tenant);
                row.Parameters.AddWithValue("$id", publication.PackageId);
                row.Parameters.AddWithValue("$from", StoredTime.From(publication.EffectiveFrom));
                row.Parameters.AddWithValue("$name", publication.Name);
                row.Parameters.AddWithValue("$at", StoredTime.From(publication.PublishedAt));
                row.Parameters.AddWithValue("$by", publication.PublishedBy);
                return row.ExecuteNonQuery();
            },
            cancellationToken).ConfigureAwait(false);

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
