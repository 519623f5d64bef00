using Xiezhi.Runtime.Retention;
using Xiezhi.Storage.Schema;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Storage.Retention;

/// <summary>Removes from PostgreSQL what is no part of the record. Rows that another host has in hand are passed over and not waited for.</summary>
internal sealed class PostgreSqlRetentionStore(PostgreSqlDatabase database) : IRetentionStore
{
    private const string Messages =
        """
        WITH gone AS (
          DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE delivered_at < $1 ORDER BY delivered_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1)
        SELECT count(*) FROM gone
        """;

    private const string Notifications =
        """
        WITH gone AS (
          DELETE FROM notifications WHERE id IN (SELECT id FROM notifications WHERE at < $1 ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1)
        SELECT count(*) FROM gone
        """;

    // Gone through in the order of the primary key: an index by case would be written with every transition, and what is left to go through are the keys
    // of cases that are open or ended not long ago. Only what goes is locked. Digests are added case by case in order, so that two hosts can't wait for
    // one another.
    private const string Keys =
        """
        WITH page AS MATERIALIZED (
          SELECT tenant, key, case_id FROM commands WHERE (tenant, key) > ($1, $2) ORDER BY tenant, key LIMIT $3),
        ended AS MATERIALIZED (
          SELECT k.tenant, k.key FROM page p JOIN cases c ON c.tenant = p.tenant AND c.id = p.case_id AND c.ended_at < $4
            JOIN commands k ON k.tenant = p.tenant AND k.key = p.key
          FOR UPDATE OF k SKIP LOCKED),
        gone AS (
          DELETE FROM commands k USING ended e WHERE k.tenant = e.tenant AND k.key = e.key
          RETURNING k.tenant, k.case_id, substr(sha256(convert_to(k.key, 'UTF8')), 1, 16) AS digest),
        kept AS (
          INSERT INTO key_digests AS d (tenant, case_id, digests)
          SELECT tenant, case_id, string_agg(digest, '') FROM gone GROUP BY tenant, case_id ORDER BY tenant, case_id
          ON CONFLICT (tenant, case_id) DO UPDATE SET digests = d.digests || excluded.digests)
        SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM page), last.tenant, last.key
        FROM (SELECT tenant, key FROM page ORDER BY tenant DESC, key DESC LIMIT 1) last
        """;

    private const string Snapshots =
        """
        WITH page AS MATERIALIZED (
          SELECT tenant, case_id FROM snapshots WHERE (tenant, case_id) > ($1, $2) ORDER BY tenant, case_id LIMIT $3),
        ended AS MATERIALIZED (
          SELECT s.tenant, s.case_id FROM page p JOIN cases c ON c.tenant = p.tenant AND c.id = p.case_id AND c.ended_at < $4
            JOIN snapshots s ON s.tenant = p.tenant AND s.case_id = p.case_id
          FOR UPDATE OF s SKIP LOCKED),
        gone AS (
          DELETE FROM snapshots s USING ended e WHERE s.tenant = e.tenant AND s.case_id = e.case_id RETURNING 1)
        SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM page), last.tenant, last.case_id
        FROM (SELECT tenant, case_id FROM page ORDER BY tenant DESC, case_id DESC LIMIT 1) last
        """;

    public Task<int> RemoveMessagesAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => RemoveAsync(Messages, before, limit, cancellationToken);

    public Task<int> RemoveNotificationsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => RemoveAsync(Notifications, before, limit, cancellationToken);

    public Task<RetentionBatch> FoldKeysAsync(DateTimeOffset endedBefore, RetentionPlace? after, int limit, CancellationToken cancellationToken) =>
        GoThroughAsync(Keys, endedBefore, after, limit, cancellationToken);

    public Task<RetentionBatch> RemoveSnapshotsAsync(DateTimeOffset endedBefore, RetentionPlace? after, int limit, CancellationToken cancellationToken) =>
        GoThroughAsync(Snapshots, endedBefore, after, limit, cancellationToken);

    private async Task<int> RemoveAsync(string sql, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var removed = 0L;
        await database.ReadAsync(sql, row => removed = row.GetInt64(0), cancellationToken, Parameter.Number(StoredTime.From(before)), Parameter.Number(limit)).ConfigureAwait(false);
        return (int)removed;
    }

    private async Task<RetentionBatch> GoThroughAsync(string sql, DateTimeOffset endedBefore, RetentionPlace? after, int limit, CancellationToken cancellationToken)
    {
        var batch = new RetentionBatch(0, null);
        await database.ReadAsync(
            sql,
            row => batch = new RetentionBatch((int)row.GetInt64(0), row.GetInt64(1) == limit ? new RetentionPlace(row.GetString(2), row.GetString(3)) : null),
            cancellationToken,
            Parameter.Text(after?.Tenant ?? ""),
            Parameter.Text(after?.Row ?? ""),
            Parameter.Number(limit),
            Parameter.Number(StoredTime.From(endedBefore))).ConfigureAwait(false);
        return batch;
    }
}
