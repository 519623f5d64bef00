using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Xiezhi.Storage.Schema;

/// <summary>The SQLite file: where it is, how connections are set up, and that its schema is there.</summary>
internal sealed class SqliteDatabase(string path, IDbContextFactory<XiezhiDatabase> databases) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile bool _ready;

    public string ConnectionString { get; } = ConnectionStringFor(path);

    public static string ConnectionStringFor(string path) => new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();

    /// <summary>Makes the schema where there is none yet.</summary>
    public async Task EnsureReadyAsync(CancellationToken cancellationToken)
    {
        if (_ready)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_ready)
            {
                var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
                Directory.CreateDirectory(folder);
                using (var connection = new SqliteConnection(ConnectionString))
                {
                    await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                    Prepare(connection);
                }

                await MigrateAsync(cancellationToken).ConfigureAwait(false);
                _ready = true;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sets a connection up so that what was committed survives a loss of power: NORMAL was measured to lose acknowledged commits.</summary>
    public static void Prepare(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000; PRAGMA foreign_keys = ON;";
        command.ExecuteNonQuery();
    }

    public void Dispose() => _turn.Dispose();

    // EF Core marks a migration under way by a row in the database. A process that is killed leaves the row, and every later start would
    // wait for it without end. A lock on a file goes with its process, so whoever holds it knows that a row which is there is left over.
    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var database = databases.CreateDbContext();
        await using var closing = database.ConfigureAwait(false);
        if (!(await database.Database.GetPendingMigrationsAsync(cancellationToken).ConfigureAwait(false)).Any())
        {
            return;
        }

        using var held = await HoldFileAsync(path + ".migrating", cancellationToken).ConfigureAwait(false);
        await database.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken).ConfigureAwait(false);
        await database.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<FileStream> HoldFileAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process is making the schema; the system tells nobody when a file is let go, so it is asked again.
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
