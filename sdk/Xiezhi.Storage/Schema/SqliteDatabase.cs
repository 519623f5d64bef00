using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Xiezhi.Storage.Schema;

/// <summary>The SQLite file: where it is, how connections are set up, and that its schema is there.</summary>
internal sealed class SqliteDatabase(string path, StorageOptions options) : StoreSchema(options)
{
    private readonly DbContextOptions<XiezhiDatabase> _options = new DbContextOptionsBuilder<XiezhiDatabase>().UseSqlite(ConnectionStringFor(path)).Options;

    public string ConnectionString { get; } = ConnectionStringFor(path);

    /// <summary>For connections that are kept by whoever opens them. One that goes back to a pool would take an open transaction with it, to whoever comes next.</summary>
    public string OwnConnectionString { get; } = new SqliteConnectionStringBuilder(ConnectionStringFor(path)) { Pooling = false }.ToString();

    protected override string Name => path;

    protected override string Argument => $"--database \"{path}\"";

    public static string ConnectionStringFor(string path) => new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();

    public override async Task<SchemaState> InspectAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using (var connection = new SqliteConnection(ConnectionString))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            Prepare(connection);
        }

        return await base.InspectAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets a connection up so that what was committed survives a loss of power: NORMAL was measured to lose acknowledged commits.</summary>
    public static void Prepare(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000; PRAGMA foreign_keys = ON;";
        command.ExecuteNonQuery();
    }

    protected override XiezhiDatabase Create() => new(_options);

    // A file without cases and packages has nothing that a migration could spoil: it is new, or whoever made it was killed meanwhile.
    protected override async Task<bool> MayMigrateAsync(SchemaState state, CancellationToken cancellationToken)
    {
        if (state.Applied.IsEmpty)
        {
            return true;
        }

        var database = Create();
        await using var closing = database.ConfigureAwait(false);
        return !await database.Events.AnyAsync(cancellationToken).ConfigureAwait(false) && !await database.Publications.AnyAsync(cancellationToken).ConfigureAwait(false);
    }

    // EF Core marks a migration under way by a row in the database. A process that is killed leaves the row, and every later start would
    // wait for it without end. A lock on a file goes with its process, so whoever holds it knows that a row which is there is left over.
    protected override async Task MigrateAsync(XiezhiDatabase database, CancellationToken cancellationToken)
    {
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
