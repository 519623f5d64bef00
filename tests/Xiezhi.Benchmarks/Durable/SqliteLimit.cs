using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Xiezhi.Benchmarks.Durable;

/// <summary>Hand-written SQL on SQLite, bound and stepped by its C functions, without ADO.NET between.</summary>
internal sealed class SqliteLimit : IDisposable
{
    private const string Summary = "Status, Title, Matter, Territory, Lead, ServiceLevel, Level, EndedAt, DueAt, Breached, Version, Head";

    private readonly SqliteConnection _connection;
    private readonly string _tenant;
    private readonly sqlite3_stmt[] _statements;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _commit;

    public SqliteLimit(string file, string tenant)
    {
        _tenant = tenant;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _connection.Open();
        using (var command = _connection.CreateCommand())
        {
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000;";
            command.ExecuteNonQuery();
        }

        _statements = Array.ConvertAll(Enum.GetValues<Write>(), write => Prepare(Text(write)));
        (_begin, _commit) = (Prepare("BEGIN IMMEDIATE"), Prepare("COMMIT"));
    }

    public Task WriteAsync(IReadOnlyList<Due> batch)
    {
        Step(_begin);
        foreach (var due in batch)
        {
            foreach (var row in due.Transition.Rows)
            {
                Run(due, row);
            }
        }

        Step(_commit);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Append(_begin).Append(_commit))
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private static string Text(Write write) => write switch
    {
        Write.InsertCase => $"INSERT INTO cases (Tenant, Id, {Summary}, \"Key\", PackageId, OpenedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        Write.UpdateCase => $"UPDATE cases SET ({Summary}) = (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) WHERE Tenant = ?1 AND Id = ?2 AND Version = ?15",
        Write.InsertCommand => "INSERT INTO commands (Tenant, CaseId, Version, \"Key\") VALUES (?, ?, ?, ?)",
        Write.InsertEvent => "INSERT INTO events (Tenant, CaseId, Sequence, Type, At, Text, Hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        Write.DeleteTask => "DELETE FROM tasks WHERE Tenant = ? AND CaseId = ? AND TaskId = ?",
        Write.DeleteOwners => "DELETE FROM task_owners WHERE Tenant = ? AND CaseId = ? AND TaskId = ?",
        Write.InsertTask => "INSERT INTO tasks (Tenant, CaseId, TaskId, Element, Name, OpenedAt) VALUES (?, ?, ?, ?, ?, ?)",
        Write.InsertOwner => "INSERT INTO task_owners (Tenant, CaseId, TaskId, Owner) VALUES (?, ?, ?, ?)",
        Write.DeleteMoment => "DELETE FROM moments WHERE Tenant = ? AND CaseId = ? AND Name = ?",
        Write.SetMoment => "INSERT INTO moments (Tenant, CaseId, Name, At) VALUES (?, ?, ?, ?) ON CONFLICT (Tenant, CaseId, Name) DO UPDATE SET At = excluded.At",
        _ => throw new ArgumentOutOfRangeException(nameof(write)),
    };

    private void Run(Due due, Row row)
    {
        var statement = _statements[(int)row.Write];
        Bind(statement, 1, _tenant);
        Bind(statement, 2, due.Case);
        for (var i = 0; i < row.Values.Length; i++)
        {
            Bind(statement, i + 3, row.Values[i]);
        }

        if (row.Write == Write.InsertCommand)
        {
            Bind(statement, 4, due.Key);
        }

        Step(statement);
        if (row.Write is Write.InsertCase or Write.UpdateCase && raw.sqlite3_changes(_connection.Handle) != 1)
        {
            throw new InvalidOperationException("A case was not as expected.");
        }
    }

    private static void Bind(sqlite3_stmt statement, int place, object? value) => _ = value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => raw.sqlite3_bind_text(statement, place, text),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        bool flag => raw.sqlite3_bind_int64(statement, place, flag ? 1 : 0),
        _ => throw new ArgumentException(value.GetType().Name, nameof(value)),
    };

    private void Step(sqlite3_stmt statement)
    {
        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        SqliteException.ThrowExceptionForRC(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result, _connection.Handle);
    }

    private sqlite3_stmt Prepare(string sql)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_connection.Handle, sql, out var statement), _connection.Handle);
        return statement;
    }
}
