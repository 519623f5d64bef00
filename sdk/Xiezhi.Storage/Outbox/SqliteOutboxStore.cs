using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Storage.Cases;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Outbox;

/// <summary>Outgoing messages in the database.</summary>
internal sealed class SqliteOutboxStore(SqliteWriter writer, SqliteReaders readers) : IOutboxStore
{
    public async Task<ImmutableArray<OutboxMessage>> ClaimAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken)
    {
        // Most of the time nothing waits, and looking is cheaper than a transaction that writes nothing.
        if (await NextAttemptAsync(cancellationToken).ConfigureAwait(false) is not { } next || next > now)
        {
            return [];
        }

        return await writer.WriteAsync(
            connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = """
                    UPDATE outbox SET NextAttemptAt = $held
                    WHERE Id IN (SELECT Id FROM outbox WHERE NextAttemptAt <= $now ORDER BY NextAttemptAt, Id LIMIT $limit)
                    RETURNING Id, Tenant, CaseId, JobId, Kind, Recipient, Payload, CreatedAt, Attempts
                    """;
                command.Parameters.AddWithValue("$held", StoredTime.From(now + claim.Lease));
                command.Parameters.AddWithValue("$now", StoredTime.From(now));
                command.Parameters.AddWithValue("$limit", limit);
                using var rows = command.ExecuteReader();
                var messages = ImmutableArray.CreateBuilder<OutboxMessage>();
                while (rows.Read())
                {
                    messages.Add(Read(rows));
                }

                return messages.OrderBy(message => message.CreatedAt).ThenBy(message => message.Id, StringComparer.Ordinal).ToImmutableArray();
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task DeliveredAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        UpdateAsync("UPDATE outbox SET DeliveredAt = $value, NextAttemptAt = NULL, Error = NULL WHERE Id = $id", id, StoredTime.From(at), null, cancellationToken);

    public Task FailedAsync(string id, string error, DateTimeOffset? nextAttempt, CancellationToken cancellationToken) =>
        UpdateAsync("UPDATE outbox SET NextAttemptAt = $value, Attempts = Attempts + 1, Error = $error WHERE Id = $id AND DeliveredAt IS NULL", id, StoredTime.From(nextAttempt), error, cancellationToken);

    public Task PostponeAsync(string id, DateTimeOffset until, CancellationToken cancellationToken) =>
        UpdateAsync("UPDATE outbox SET NextAttemptAt = $value WHERE Id = $id AND DeliveredAt IS NULL", id, StoredTime.From(until), null, cancellationToken);

    public Task AddAsync(ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            connection =>
            {
                foreach (var message in messages)
                {
                    using var command = connection.CreateCommand();
                    command.CommandText = """
                        INSERT OR IGNORE INTO outbox (Id, Tenant, CaseId, JobId, Kind, Recipient, Payload, CreatedAt, NextAttemptAt, Attempts)
                        VALUES ($id, $tenant, $case, $job, $kind, $recipient, $payload, $at, $at, 0)
                        """;
                    command.Parameters.AddWithValue("$id", message.Id);
                    command.Parameters.AddWithValue("$tenant", message.Tenant);
                    command.Parameters.AddWithValue("$case", message.Case.ToString());
                    command.Parameters.AddWithValue("$job", (object?)message.JobId ?? DBNull.Value);
                    command.Parameters.AddWithValue("$kind", message.Kind);
                    command.Parameters.AddWithValue("$recipient", (object?)message.Recipient ?? DBNull.Value);
                    command.Parameters.AddWithValue("$payload", ValueJson.ToText(message.Payload));
                    command.Parameters.AddWithValue("$at", StoredTime.From(message.CreatedAt));
                    command.ExecuteNonQuery();
                }

                return true;
            },
            cancellationToken);

    // There may be many that were delivered among those that were not: looking for them must hold up nobody who writes.
    public Task<ImmutableArray<MessageSetAside>> SetAsideAsync(string tenant, int skip, int take, CancellationToken cancellationToken) =>
        readers.ReadAsync(statements => statements.SetAside(tenant, skip, take, row => new MessageSetAside(Read(row), row.IsDBNull(9) ? "" : row.GetString(9))), cancellationToken);

    public async Task<bool> ReplayAsync(string tenant, string id, DateTimeOffset now, CancellationToken cancellationToken) =>
        await writer.WriteAsync(
            connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = """
                    UPDATE outbox SET NextAttemptAt = $now, Attempts = 0
                    WHERE Id = $id AND Tenant = $tenant AND NextAttemptAt IS NULL AND DeliveredAt IS NULL
                    """;
                command.Parameters.AddWithValue("$now", StoredTime.From(now));
                command.Parameters.AddWithValue("$id", id);
                command.Parameters.AddWithValue("$tenant", tenant);
                return command.ExecuteNonQuery();
            },
            cancellationToken).ConfigureAwait(false) > 0;

    public Task<DateTimeOffset?> NextAttemptAsync(CancellationToken cancellationToken) =>
        readers.ReadAsync(statements => statements.NextAttempt(), cancellationToken);

    private Task<int> UpdateAsync(string sql, string id, long? value, string? error, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            connection =>
            {
                using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this class.
                command.CommandText = sql;
#pragma warning restore CA2100
                command.Parameters.AddWithValue("$id", id);
                command.Parameters.AddWithValue("$value", (object?)value ?? DBNull.Value);
                if (error is not null)
                {
                    command.Parameters.AddWithValue("$error", error);
                }

                return command.ExecuteNonQuery();
            },
            cancellationToken);

    private static OutboxMessage Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        CaseIds.Read(row.GetString(2)),
        row.IsDBNull(3) ? null : row.GetInt32(3),
        row.GetString(4),
        row.IsDBNull(5) ? null : row.GetString(5),
        ValueJson.FromText(row.GetString(6)).AsContext ?? ValueContext.Empty,
        StoredTime.To(row.GetInt64(7)),
        row.GetInt32(8));
}
