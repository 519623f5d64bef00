using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Xiezhi.Storage.Cases;

/// <summary>A statement that writes, prepared once and run by SQLite's own functions: a command of ADO.NET costs more than the row (<c>Xiezhi.Benchmarks -- durable</c>).</summary>
/// <remarks>Not thread-safe, as the connection that it belongs to.</remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;

    /// <param name="connection">An open connection; it must live longer than the statement.</param>
    /// <param name="sql">One statement.</param>
    /// <param name="parameters">The names of its parameters, without <c>$</c>, in the order in which <see cref="Run"/> is given values.</param>
    public SqliteStatement(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
        _places = new int[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            _places[i] = raw.sqlite3_bind_parameter_index(_statement, "$" + parameters[i]);
        }
    }

    /// <summary>Carries it out.</summary>
    /// <param name="values">A value for each parameter: <see langword="null"/>, a text, bytes, a whole number or a truth value.</param>
    /// <returns>How many rows it inserted, updated or deleted.</returns>
    /// <exception cref="SqliteException">SQLite refuses it.</exception>
    public int Run(params ReadOnlySpan<object?> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, _places.Length);
        for (var i = 0; i < values.Length; i++)
        {
            Check(Bind(_places[i], values[i]));
        }

        var result = raw.sqlite3_step(_statement);
        var changes = raw.sqlite3_changes(_database);
        if (result != raw.SQLITE_DONE)
        {
            // What went wrong is told by the connection, as long as nothing else is asked of it.
            try
            {
                Check(result);
            }
            finally
            {
                _ = raw.sqlite3_reset(_statement);
            }
        }

        Check(raw.sqlite3_reset(_statement));
        return changes;
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => BindText(place, text),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        int number => raw.sqlite3_bind_int64(_statement, place, number),
        bool truth => raw.sqlite3_bind_int64(_statement, place, truth ? 1 : 0),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no value of a column.", nameof(value)),
    };

    // With its length, because a text may contain NUL.
    private int BindText(int place, string text)
    {
        if (text.Length == 0)
        {
            return raw.sqlite3_bind_text(_statement, place, "");
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return raw.sqlite3_bind_text(_statement, place, buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
