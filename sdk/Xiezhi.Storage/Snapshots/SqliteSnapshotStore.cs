using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Snapshots;
using Xiezhi.Storage.Cases;

namespace Xiezhi.Storage.Snapshots;

/// <summary>Snapshots of cases in SQLite.</summary>
internal sealed class SqliteSnapshotStore(SqliteWriter writer, SqliteReaders readers) : ISnapshotStore
{
    public Task<StoredSnapshot?> FindAsync(string tenant, CaseId id, string format, CancellationToken cancellationToken) =>
        readers.ReadAsync(statements => statements.Snapshot(tenant, id, format), cancellationToken);

    public async Task SaveAsync(StoredSnapshot snapshot, CancellationToken cancellationToken) =>
        await writer.WriteAsync(
            connection =>
            {
                using var row = connection.CreateCommand();
                row.CommandText = """
                    INSERT INTO snapshots (Tenant, CaseId, Version, Format, Content) VALUES ($tenant, $case, $version, $format, $content)
                    ON CONFLICT (Tenant, CaseId) DO UPDATE SET Version = excluded.Version, Format = excluded.Format, Content = excluded.Content
                    WHERE snapshots.Version <= excluded.Version OR snapshots.Format <> excluded.Format
                    """;
                row.Parameters.AddWithValue("$tenant", snapshot.Tenant);
                row.Parameters.AddWithValue("$case", snapshot.Case.ToString());
                row.Parameters.AddWithValue("$version", snapshot.Version);
                row.Parameters.AddWithValue("$format", snapshot.Format);
                row.Parameters.AddWithValue("$content", snapshot.Content.ToArray());
                return row.ExecuteNonQuery();
            },
            cancellationToken).ConfigureAwait(false);
}
