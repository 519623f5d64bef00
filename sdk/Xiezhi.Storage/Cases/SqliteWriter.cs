using Microsoft.Data.Sqlite;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Cases;

/// <summary>The one connection that writes: SQLite lets only one write at a time, so waiting here is cheaper than being refused there.</summary>
/// <remarks>Thread-safe. Durable when a write returns: write-ahead log with synchronous=FULL.</remarks>
internal sealed class SqliteWriter(SqliteDatabase database) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteConnection? _connection;
    private SqliteCommitStatements? _statements;
    private SqliteStatement? _begin;
    private SqliteStatement? _commit;

    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                _begin!.Run();
                var result = write(connection);
                _commit!.Run();
                return result;
            }
            catch
            {
                // Whatever state the connection is in, a new one has none; an open transaction ends with it.
                Close();
                throw;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The prepared statements of the connection; called within <see cref="WriteAsync"/>.</summary>
    public SqliteCommitStatements Statements(SqliteConnection connection) => _statements ??= new SqliteCommitStatements(connection);

    public ValueTask DisposeAsync()
    {
        Close();
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null)
        {
            return _connection;
        }

        await database.EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        var connection = new SqliteConnection(database.OwnConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        SqliteDatabase.Prepare(connection);
        (_begin, _commit) = (new SqliteStatement(connection, "BEGIN IMMEDIATE"), new SqliteStatement(connection, "COMMIT"));
        return _connection = connection;
    }

    private void Close()
    {
        _statements?.Dispose();
        _statements = null;
        _begin?.Dispose();
        _commit?.Dispose();
        (_begin, _commit) = (null, null);
        _connection?.Dispose();
        _connection = null;
    }
}
