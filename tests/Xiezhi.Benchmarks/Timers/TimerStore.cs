using Microsoft.Data.Sqlite;
using Npgsql;
using Xiezhi.Hangfire;
using Xiezhi.Runtime;
using Xiezhi.Storage;

namespace Xiezhi.Benchmarks.Timers;

/// <summary>A database of its own that several processes can open, by what stands on their command line.</summary>
/// <param name="Name">As the report names it.</param>
/// <param name="Option">The option by which a process is told of it.</param>
/// <param name="Location">The SQLite file, or the connection string.</param>
/// <param name="Drop">Removes it.</param>
internal sealed record TimerStore(string Name, string Option, string Location, Action Drop)
{
    public const string Sqlite = "--sqlite-file";
    public const string PostgreSql = "--database";

    public static TimerStore CreateSqlite(string folder)
    {
        var own = Path.Combine(folder, "xiezhi-timers-" + Path.GetRandomFileName());
        return new TimerStore("SQLite", Sqlite, Path.Combine(own, "cases.db"), () =>
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(own, recursive: true);
        });
    }

    public static TimerStore CreatePostgreSql(string server)
    {
        var name = "xiezhi_timers_" + Guid.NewGuid().ToString("N");
        Run(server, "CREATE DATABASE " + name);
        return new TimerStore("PostgreSQL", PostgreSql, new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString(), () => Run(server, $"DROP DATABASE {name} WITH (FORCE)"));
    }

    /// <summary>The one that a command line names.</summary>
    public static TimerStore? Find(IReadOnlyDictionary<string, string> options) =>
        options.TryGetValue(Sqlite, out var file) ? new TimerStore("SQLite", Sqlite, file, static () => { })
        : options.TryGetValue(PostgreSql, out var connection) ? new TimerStore("PostgreSQL", PostgreSql, connection, static () => { })
        : null;

    public void Use(XiezhiBuilder builder) => _ = Option == Sqlite
        ? builder.UseSqlite(Location)
        : builder.UsePostgreSql(Location, storage => storage.MigrateAtStart = true);

    /// <summary>The jobs as the worker has them: beside PostgreSQL shared, else in memory.</summary>
    public void UseJobs(XiezhiBuilder builder) =>
        builder.UseHangfireJobs(jobs => (jobs.PostgreSql, jobs.MigrateAtStart) = (Option == PostgreSql ? Location : null, true));

    private static void Run(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        connection.Open();
#pragma warning disable CA2100 // The texts are constants of this class.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
