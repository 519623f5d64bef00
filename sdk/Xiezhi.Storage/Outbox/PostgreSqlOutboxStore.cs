using System.Collections.Immutable;
using Npgsql;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Storage.Cases;
using Xiezhi.Storage.Cases.PostgreSql;
using Xiezhi.Storage.Schema;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Storage.Outbox;

/// <summary>Outgoing messages in PostgreSQL.</summary>
internal sealed class PostgreSqlOutboxStore(PostgreSqlDatabase database) : IOutboxStore
{
    // Messages that another host is claiming just now are passed over and not waited for.
    private const string Claim =
        $"""
        WITH due AS (
          SELECT id FROM outbox WHERE next_attempt_at <= $1 AND (claimed_until IS NULL OR claimed_until <= {DatabaseClock.Now})
          ORDER BY next_attempt_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
        UPDATE outbox o SET claimed_by = $3, claimed_until = {DatabaseClock.Now} + $4 FROM due WHERE o.id = due.id
        RETURNING o.id, o.tenant, o.case_id, o.job_id, o.kind, o.recipient, o.payload, o.created_at, o.attempts
        """;

    private const string Delivered =
        "UPDATE outbox SET delivered_at = $2, next_attempt_at = NULL, error = NULL, claimed_by = NULL, claimed_until = NULL WHERE id = $1";

    private const string Failed =
        """
        UPDATE outbox SET next_attempt_at = $2, attempts = attempts + 1, error = $3, claimed_by = NULL, claimed_until = NULL
        WHERE id = $1 AND delivered_at IS NULL
        """;

    private const string Postpone = "UPDATE outbox SET next_attempt_at = $2, claimed_by = NULL, claimed_until = NULL WHERE id = $1 AND delivered_at IS NULL";

    private const string SetAside =
        """
        SELECT id, tenant, case_id, job_id, kind, recipient, payload, created_at, attempts, error FROM outbox
        WHERE tenant = $1 AND next_attempt_at IS NULL AND delivered_at IS NULL ORDER BY created_at, id LIMIT $2 OFFSET $3
        """;

    private const string Replay =
        """
        UPDATE outbox SET next_attempt_at = $3, attempts = 0, claimed_by = NULL, claimed_until = NULL
        WHERE id = $1 AND tenant = $2 AND next_attempt_at IS NULL AND delivered_at IS NULL RETURNING 1
        """;

    private const string Next =
        $"""
        SELECT least(
          (SELECT next_attempt_at FROM outbox WHERE next_attempt_at IS NOT NULL AND claimed_until IS NULL ORDER BY next_attempt_at LIMIT 1),
          (SELECT min(CASE WHEN claimed_until <= {DatabaseClock.Now} THEN next_attempt_at ELSE greatest(next_attempt_at, claimed_until) END)
           FROM outbox WHERE claimed_until IS NOT NULL AND next_attempt_at IS NOT NULL))
        """;

    public async Task<ImmutableArray<OutboxMessage>> ClaimAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken)
    {
        var messages = new List<OutboxMessage>();
        await database.ReadAsync(
            Claim,
            row => messages.Add(Read(row)),
            cancellationToken,
            Parameter.Number(StoredTime.From(now)),
            Parameter.Number(limit),
            Parameter.Text(StoredText.Write(claim.Owner)),
            Parameter.Number((long)claim.Lease.TotalMilliseconds)).ConfigureAwait(false);
        return [.. messages.OrderBy(message => message.CreatedAt).ThenBy(message => message.Id, StringComparer.Ordinal)];
    }

    public Task DeliveredAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        ChangeAsync(Delivered, cancellationToken, Id(id), Parameter.Number(StoredTime.From(at)));

    public Task FailedAsync(string id, string error, DateTimeOffset? nextAttempt, CancellationToken cancellationToken) =>
        ChangeAsync(Failed, cancellationToken, Id(id), Parameter.Number(StoredTime.From(nextAttempt)), Parameter.Text(StoredText.Write(error)));

    public Task PostponeAsync(string id, DateTimeOffset until, CancellationToken cancellationToken) =>
        ChangeAsync(Postpone, cancellationToken, Id(id), Parameter.Number(StoredTime.From(until)));

    public Task AddAsync(ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken) =>
        messages.IsEmpty
            ? Task.CompletedTask
            : ChangeAsync(CommitStatements.InsertOutbox + " ON CONFLICT DO NOTHING", cancellationToken, CommitStatements.Messages([.. messages]));

    public async Task<ImmutableArray<MessageSetAside>> SetAsideAsync(string tenant, int skip, int take, CancellationToken cancellationToken)
    {
        var messages = ImmutableArray.CreateBuilder<MessageSetAside>();
        await database.ReadAsync(
            SetAside,
            row => messages.Add(new MessageSetAside(Read(row), row.IsDBNull(9) ? "" : StoredText.Read(row.GetString(9)))),
            cancellationToken,
            Parameter.Text(StoredText.Write(tenant)),
            Parameter.Number(take),
            Parameter.Number(skip)).ConfigureAwait(false);
        return messages.ToImmutable();
    }

    public async Task<bool> ReplayAsync(string tenant, string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = false;
        await database.ReadAsync(
            Replay, _ => found = true, cancellationToken, Id(id), Parameter.Text(StoredText.Write(tenant)), Parameter.Number(StoredTime.From(now))).ConfigureAwait(false);
        return found;
    }

    public async Task<DateTimeOffset?> NextAttemptAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? next = null;
        await database.ReadAsync(Next, row => next = row.IsDBNull(0) ? null : StoredTime.To(row.GetInt64(0)), cancellationToken).ConfigureAwait(false);
        return next;
    }

    private Task ChangeAsync(string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters) =>
        database.ReadAsync(sql, static _ => { }, cancellationToken, parameters);

    private static NpgsqlParameter Id(string id) => Parameter.Text(StoredText.Write(id));

    private static OutboxMessage Read(NpgsqlDataReader row) => new(
        StoredText.Read(row.GetString(0)),
        StoredText.Read(row.GetString(1)),
        CaseIds.Read(row.GetString(2)),
        row.IsDBNull(3) ? null : row.GetInt32(3),
        StoredText.Read(row.GetString(4)),
        row.IsDBNull(5) ? null : StoredText.Read(row.GetString(5)),
        ValueJson.FromText(StoredText.Read(row.GetString(6))).AsContext ?? ValueContext.Empty,
        StoredTime.To(row.GetInt64(7)),
        row.GetInt32(8));
}
