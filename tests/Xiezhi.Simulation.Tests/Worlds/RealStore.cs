using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Storage;
using Xiezhi.Storage.Tests.PostgreSql;
using Xiezhi.Testing;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>A real store for one world: a file of its own, or a database of its own.</summary>
internal sealed class RealStore : IAsyncDisposable
{
    private readonly ServiceProvider _provider;
    private readonly PostgreSqlDatabaseUnderTest? _database;
    private readonly string? _file;
    private TimeSpan _notPassed;

    private RealStore(Action<XiezhiBuilder> use, PostgreSqlDatabaseUnderTest? database, string? file)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new VirtualClock(Procedure.Start));
        use(services.AddXiezhi());
        (_provider, _database, _file) = (services.BuildServiceProvider(), database, file);
        Store = new WorldStore(
            Get<ICaseStore>(), Get<ICaseQueries>(), Get<IOutboxStore>(), Get<INotificationStore>(), Get<ILogReader>(), Get<IProofStore>())
        {
            HasClock = database is not null,
            Pass = Pass,
        };
    }

    public WorldStore Store { get; }

    /// <summary>An empty file with the schema, which the files of worlds are copies of: to make the schema takes longer than to live through a world.</summary>
    public static async Task<string> EmptyFileAsync(string folder)
    {
        var empty = Path.Combine(folder, "empty.db");
        var services = new ServiceCollection();
        services.AddXiezhi().UseSqlite(empty);
        await using (var provider = services.BuildServiceProvider())
        {
            await provider.GetRequiredService<IStoreSchema>().MigrateAsync();
        }

        // The last connection that is closed takes the write-ahead log into the file.
        SqliteConnection.ClearAllPools();
        return empty;
    }

    public static RealStore OnSqlite(string empty, int seed)
    {
        var file = Path.Combine(Path.GetDirectoryName(empty)!, string.Create(CultureInfo.InvariantCulture, $"world{seed}.db"));
        File.Copy(empty, file);
        return new RealStore(builder => builder.UseSqlite(file), null, file);
    }

    public static async Task<RealStore> OnPostgreSqlAsync()
    {
        var database = await PostgreSqlDatabaseUnderTest.CreateAsync();
        return new RealStore(builder => builder.UsePostgreSql(database.ConnectionString), database, null);
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_file is not null)
        {
            using var pool = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, DefaultTimeout = 30 }.ToString());
            SqliteConnection.ClearPool(pool);
            foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(_file)!, Path.GetFileName(_file) + "*"))
            {
                File.Delete(file);
            }
        }
    }

    private T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    // The database's clock can't be set: what it measured moves back instead.
    private void Pass(TimeSpan by)
    {
        _notPassed += by;
        if (_database is null || _notPassed < TimeSpan.FromSeconds(1))
        {
            return;
        }

        var milliseconds = (long)_notPassed.TotalMilliseconds;
        _notPassed = TimeSpan.Zero;
        var shift = string.Create(CultureInfo.InvariantCulture, $"SET claimed_until = claimed_until - {milliseconds} WHERE claimed_until IS NOT NULL");
        _database.ScalarAsync($"UPDATE moments {shift}; UPDATE outbox {shift}").GetAwaiter().GetResult();
    }
}
