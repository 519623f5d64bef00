using Microsoft.Data.Sqlite;
using Xiezhi.Runtime.Retention;
using Xiezhi.Storage.Cases;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Retention;

/// <summary>Removes from a SQLite file what is no part of the record. What there is to remove is looked for beside the one connection that writes.</summary>
internal sealed class SqliteRetentionStore(SqliteWriter writer, SqliteReaders readers) : IRetentionStore
{
    private const string Messages = "DELETE FROM outbox WHERE Id IN (SELECT Id FROM outbox WHERE DeliveredAt < $before AND DeliveredAt IS NOT NULL ORDER BY DeliveredAt LIMIT $limit)";

    private const string Notifications = "DELETE FROM notifications WHERE Id IN (SELECT Id FROM notifications WHERE At < $before ORDER BY At LIMIT $limit)";

    private const string Keys =
        """
        SELECT k.Tenant, k."Key", k.CaseId, c.EndedAt < $before FROM
          (SELECT Tenant, "Key", CaseId FROM commands WHERE (Tenant, "Key") > ($tenant, $row) ORDER BY Tenant, "Key" LIMIT $limit) k
        LEFT JOIN cases c ON c.Tenant = k.Tenant AND c.Id = k.CaseId ORDER BY k.Tenant, k."Key"
        """;

    private const string Snapshots =
        """
        SELECT s.Tenant, s.CaseId, s.CaseId, c.EndedAt < $before FROM
          (SELECT Tenant, CaseId FROM snapshots WHERE (Tenant, CaseId) > ($tenant, $row) ORDER BY Tenant, CaseId LIMIT $limit) s
        LEFT JOIN cases c ON c.Tenant = s.Tenant AND c.Id = s.CaseId ORDER BY s.Tenant, s.CaseId
        """;

    public Task<int> RemoveMessagesAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => RemoveAsync(Messages, before, limit, cancellationToken);

    public Task<int> RemoveNotificationsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => RemoveAsync(Notifications, before, limit, cancellationToken);

    public Task<RetentionBatch> FoldKeysAsync(DateTimeOffset endedBefore, RetentionPlace? after, int limit, CancellationToken cancellationToken) =>
        GoThroughAsync(Keys, Fold, endedBefore, after, limit, cancellationToken);

    public Task<RetentionBatch> RemoveSnapshotsAsync(DateTimeOffset endedBefore, RetentionPlace? after, int limit, CancellationToken cancellationToken) =>
        GoThroughAsync(Snapshots, RemoveSnapshots, endedBefore, after, limit, cancellationToken);

    private Task<int> RemoveAsync(string sql, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        writer.WriteAsync(connection => Run(connection, sql, ("$before", StoredTime.From(before)), ("$limit", limit)), cancellationToken);

    private async Task<RetentionBatch> GoThroughAsync(
        string sql, Func<SqliteConnection, List<Found>, int> remove, DateTimeOffset endedBefore, RetentionPlace? after, int limit, CancellationToken cancellationToken)
    {
        var page = await readers.ReadAsync(
            statements => statements.Ask(
                sql,
                row => new Found(row.GetString(0), row.GetString(1), row.GetString(2), !row.IsDBNull(3) && row.GetBoolean(3)),
                ("$tenant", after?.Tenant ?? ""),
                ("$row", after?.Row ?? ""),
                ("$before", StoredTime.From(endedBefore)),
                ("$limit", limit)),
            cancellationToken).ConfigureAwait(false);
        var over = page.FindAll(found => found.IsOver);
        var removed = over.Count == 0 ? 0 : await writer.WriteAsync(connection => remove(connection, over), cancellationToken).ConfigureAwait(false);
        return new RetentionBatch(removed, page.Count == limit ? new RetentionPlace(page[^1].Tenant, page[^1].Row) : null);
    }

    private static int Fold(SqliteConnection connection, List<Found> keys)
    {
        var removed = 0;
        foreach (var ofCase in keys.GroupBy(key => (key.Tenant, key.Case)))
        {
            // Another may have folded one meanwhile; what is gone by now adds no digest.
            var gone = ofCase.Where(key =>
                Run(connection, """DELETE FROM commands WHERE Tenant = $tenant AND "Key" = $key""", ("$tenant", key.Tenant), ("$key", key.Row)) > 0).ToList();
            if (gone.Count > 0)
            {
                Keep(connection, ofCase.Key.Tenant, ofCase.Key.Case, [.. gone.SelectMany(key => KeyDigest.Of(key.Row))]);
                removed += gone.Count;
            }
        }

        return removed;
    }

    private static void Keep(SqliteConnection connection, string tenant, string id, byte[] added)
    {
        using var find = Command(connection, "SELECT Digests FROM key_digests WHERE Tenant = $tenant AND CaseId = $case", ("$tenant", tenant), ("$case", id));
        byte[] all = [.. find.ExecuteScalar() as byte[] ?? [], .. added];
        Run(
            connection,
            "INSERT INTO key_digests (Tenant, CaseId, Digests) VALUES ($tenant, $case, $all) ON CONFLICT (Tenant, CaseId) DO UPDATE SET Digests = excluded.Digests",
            ("$tenant", tenant),
            ("$case", id),
            ("$all", all));
    }

    private static int RemoveSnapshots(SqliteConnection connection, List<Found> cases) =>
        cases.Sum(found => Run(connection, "DELETE FROM snapshots WHERE Tenant = $tenant AND CaseId = $case", ("$tenant", found.Tenant), ("$case", found.Case)));

    private static int Run(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    /// <summary>A row, of which case it is, and whether its time is over.</summary>
    private sealed record Found(string Tenant, string Row, string Case, bool IsOver);
}
