using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Snapshots;
using Xiezhi.Storage.Retention;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Cases;

/// <summary>The prepared statements that read, bound to one connection.</summary>
internal sealed class SqliteReadStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<SqliteCommand> _all = [];
    private readonly SqliteCommand _log;
    private readonly SqliteCommand _command;
    private readonly SqliteCommand _digests;
    private readonly SqliteCommand _due;
    private readonly SqliteCommand _nextAttempt;
    private readonly SqliteCommand _setAside;
    private readonly SqliteCommand _snapshot;

    public SqliteReadStatements(SqliteConnection connection)
    {
        _connection = connection;
        _log = Prepare("SELECT Text, Hash FROM events WHERE Tenant = $a AND CaseId = $b AND Sequence > $c ORDER BY Sequence", 3);
        _command = Prepare("""SELECT 1 FROM commands WHERE Tenant = $a AND "Key" = $b""", 2);
        _digests = Prepare("SELECT Digests FROM key_digests WHERE Tenant = $a AND CaseId = $b", 2);
        _due = Prepare("SELECT Tenant, CaseId, At FROM moments WHERE At <= $a ORDER BY At, Tenant, CaseId LIMIT $b", 2);
        _nextAttempt = Prepare("SELECT MIN(NextAttemptAt) FROM outbox WHERE NextAttemptAt IS NOT NULL", 0);
        _setAside = Prepare(
            """
            SELECT Id, Tenant, CaseId, JobId, Kind, Recipient, Payload, CreatedAt, Attempts, Error FROM outbox
            WHERE Tenant = $a AND NextAttemptAt IS NULL AND DeliveredAt IS NULL ORDER BY CreatedAt, Id LIMIT $b OFFSET $c
            """,
            3);
        _snapshot = Prepare("SELECT Version, Content FROM snapshots WHERE Tenant = $a AND CaseId = $b AND Format = $c", 3);
    }

    public ImmutableArray<RecordedEvent> Log(string tenant, CaseId id, long afterSequence)
    {
        using var rows = Run(_log, tenant, id.ToString(), afterSequence);
        var events = ImmutableArray.CreateBuilder<RecordedEvent>();
        while (rows.Read())
        {
            events.Add(EventText.Read(rows.GetString(0), EventHash.From(rows.GetFieldValue<byte[]>(1))));
        }

        return events.ToImmutable();
    }

    public StoredSnapshot? Snapshot(string tenant, CaseId id, string format)
    {
        using var rows = Run(_snapshot, tenant, id.ToString(), format);
        return rows.Read() ? new StoredSnapshot(tenant, id, rows.GetInt64(0), format, rows.GetFieldValue<byte[]>(1)) : null;
    }

    public bool HasCommand(string tenant, string key)
    {
        using var rows = Run(_command, tenant, key);
        return rows.Read();
    }

    public bool HasCommandOfEnded(string tenant, CaseId id, string key)
    {
        // A key goes when its digest comes, so what is not found by the first look is by the second.
        if (HasCommand(tenant, key))
        {
            return true;
        }

        using var rows = Run(_digests, tenant, id.ToString());
        return rows.Read() && KeyDigest.IsAmong(rows.GetFieldValue<byte[]>(0), key);
    }

    /// <summary>What is asked seldom.</summary>
    public List<T> Ask<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of their callers.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
        {
            all.Add(read(rows));
        }

        return all;
    }

    public ImmutableArray<DueCase> Due(DateTimeOffset now, int limit)
    {
        using var rows = Run(_due, StoredTime.From(now), limit);
        var due = ImmutableArray.CreateBuilder<DueCase>();
        var seen = new HashSet<(string, string)>();
        while (rows.Read())
        {
            // A case with several things due acts on all of them at once.
            if (seen.Add((rows.GetString(0), rows.GetString(1))))
            {
                due.Add(new DueCase(rows.GetString(0), CaseIds.Read(rows.GetString(1)), StoredTime.To(rows.GetInt64(2))));
            }
        }

        return due.ToImmutable();
    }

    public ImmutableArray<T> SetAside<T>(string tenant, int skip, int take, Func<SqliteDataReader, T> read)
    {
        using var rows = Run(_setAside, tenant, take, skip);
        var messages = ImmutableArray.CreateBuilder<T>();
        while (rows.Read())
        {
            messages.Add(read(rows));
        }

        return messages.ToImmutable();
    }

    public DateTimeOffset? NextAttempt() => Moment(_nextAttempt);

    public void Dispose()
    {
        _all.ForEach(command => command.Dispose());
        _connection.Dispose();
    }

    private static DateTimeOffset? Moment(SqliteCommand command) => command.ExecuteScalar() is long stored ? StoredTime.To(stored) : null;

    private static SqliteDataReader Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command.ExecuteReader();
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + (char)('a' + i), Value = DBNull.Value });
        }

        command.Prepare();
        _all.Add(command);
        return command;
    }
}
