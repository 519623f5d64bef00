using System.Collections.Immutable;
using Xiezhi.Runtime.Packages;
using Xiezhi.Storage.Cases;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Packages;

/// <summary>Published packages in SQLite.</summary>
internal sealed class SqlitePackageStore(SqliteWriter writer, IDatabases databases) : PackageStore(databases)
{
    public override async Task AddAsync(PackagePublication publication, ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancellationToken) =>
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
}
