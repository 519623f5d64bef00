using NpgsqlTypes;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Snapshots;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Storage.Snapshots;

/// <summary>Snapshots of cases in PostgreSQL.</summary>
internal sealed class PostgreSqlSnapshotStore(PostgreSqlDatabase database) : ISnapshotStore
{
    private const string Find = "SELECT version, content FROM snapshots WHERE tenant = $1 AND case_id = $2 AND format = $3";

    private const string Save =
        """
        INSERT INTO snapshots AS s (tenant, case_id, version, format, content) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (tenant, case_id) DO UPDATE SET version = excluded.version, format = excluded.format, content = excluded.content
        WHERE s.version <= excluded.version OR s.format <> excluded.format
        """;

    public async Task<StoredSnapshot?> FindAsync(string tenant, CaseId id, string format, CancellationToken cancellationToken)
    {
        StoredSnapshot? found = null;
        await database.ReadAsync(
            Find,
            row => found = new StoredSnapshot(tenant, id, row.GetInt64(0), format, row.GetFieldValue<byte[]>(1)),
            cancellationToken,
            Parameter.Text(StoredText.Write(tenant)), Parameter.Text(id.ToString()), Parameter.Text(StoredText.Write(format))).ConfigureAwait(false);
        return found;
    }

    public Task SaveAsync(StoredSnapshot snapshot, CancellationToken cancellationToken) => database.ReadAsync(
        Save,
        static _ => { },
        cancellationToken,
        Parameter.Text(StoredText.Write(snapshot.Tenant)),
        Parameter.Text(snapshot.Case.ToString()),
        Parameter.Number(snapshot.Version),
        Parameter.Text(StoredText.Write(snapshot.Format)),
        new Npgsql.NpgsqlParameter<byte[]> { TypedValue = snapshot.Content.ToArray(), NpgsqlDbType = NpgsqlDbType.Bytea });
}
