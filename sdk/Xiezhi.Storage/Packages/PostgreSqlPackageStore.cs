using System.Collections.Immutable;
using NpgsqlTypes;
using Xiezhi.Runtime.Packages;
using Xiezhi.Storage.Schema;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Storage.Packages;

/// <summary>Published packages in PostgreSQL.</summary>
internal sealed class PostgreSqlPackageStore(PostgreSqlDatabase database) : PackageStore(database)
{
    public override bool IsShared => true;

    public override async Task AddAsync(PackagePublication publication, ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancellationToken)
    {
        var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        using var batch = connection.CreateBatch();
        var tenant = StoredText.Write(publication.Tenant);
        var package = StoredText.Write(publication.PackageId);
        var paths = files.Keys.Select(StoredText.Write).ToArray();
        var contents = files.Values.Select(content => content.ToArray()).ToArray();
        batch.Add(
            """
            INSERT INTO package_files (tenant, package_id, path, content)
            SELECT $1, $2, path, content FROM unnest($3, $4) AS f(path, content) ON CONFLICT DO NOTHING
            """,
            Parameter.Text(tenant), Parameter.Text(package), Parameter.Of(NpgsqlDbType.Text, paths), Parameter.Of(NpgsqlDbType.Bytea, contents));
        batch.Add(
            """
            INSERT INTO publications (tenant, package_id, effective_from, name, published_at, published_by) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
            """,
            Parameter.Text(tenant),
            Parameter.Text(package),
            Parameter.Number(StoredTime.From(publication.EffectiveFrom)),
            Parameter.Text(StoredText.Write(publication.Name)),
            Parameter.Number(StoredTime.From(publication.PublishedAt)),
            Parameter.Text(StoredText.Write(publication.PublishedBy)));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
