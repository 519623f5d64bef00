using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Cases;

/// <summary>Open connections with prepared statements for what the engine asks at every step; what pages ask goes through EF Core.</summary>
/// <remarks>Thread-safe. A reader sees what was committed before it asks.</remarks>
internal sealed class SqliteReaders(SqliteDatabase database) : IDisposable
{
    private readonly ConcurrentBag<SqliteReadStatements> _idle = [];
    private volatile bool _disposed;

    public async Task<T> ReadAsync<T>(Func<SqliteReadStatements, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_idle.TryTake(out var statements))
        {
            await database.EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
            var connection = new SqliteConnection(database.OwnConnectionString);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            SqliteDatabase.Prepare(connection);
            statements = new SqliteReadStatements(connection);
        }

        try
        {
            var result = read(statements);
            if (_disposed)
            {
                statements.Dispose();
            }
            else
            {
                _idle.Add(statements);
            }

            return result;
        }
        catch
        {
            statements.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var statements))
        {
            statements.Dispose();
        }
    }
}
