using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xiezhi.Runtime;

namespace Xiezhi.Storage.Tests.PostgreSql;

/// <summary>A database of its own on the server that the environment names.</summary>
internal sealed class PostgreSqlDatabaseUnderTest : IAsyncDisposable
{
    private const string Variable = "XIEZHI_POSTGRESQL";

    private static readonly string? Server = Environment.GetEnvironmentVariable(Variable);

    // Making and dropping a database takes a server a second; emptying one, a tenth of that.
    private static readonly ConcurrentBag<PostgreSqlDatabaseUnderTest> Free = [];

    private readonly bool _hasSchema;

    private PostgreSqlDatabaseUnderTest(string name, bool hasSchema) => (Name, ConnectionString, _hasSchema) = (name, For(name), hasSchema);

    public string Name { get; }

    public string ConnectionString { get; }

    /// <summary>A database with the schema of this version and nothing in it.</summary>
    public static async Task<PostgreSqlDatabaseUnderTest> CreateAsync()
    {
        SkipWithoutServer();
        if (Free.TryTake(out var free))
        {
            return free;
        }

        var database = await CreateAsync(hasSchema: true);
        var services = new ServiceCollection();
        services.AddXiezhi().UsePostgreSql(database.ConnectionString + ";Pooling=false");
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IStoreSchema>().MigrateAsync();
        return database;
    }

    /// <summary>A database without a schema.</summary>
    public static async Task<PostgreSqlDatabaseUnderTest> CreateEmptyAsync()
    {
        SkipWithoutServer();
        return await CreateAsync(hasSchema: false);
    }

    /// <summary>A database that is not there yet.</summary>
    public static async Task<PostgreSqlDatabaseUnderTest> CreateMissingAsync()
    {
        var database = await CreateEmptyAsync();
        await database.DropAsync();
        return database;
    }

    public static void SkipWithoutServer()
    {
        if (string.IsNullOrEmpty(Server))
        {
            Assert.Skip($"{Variable} names no PostgreSQL server: a connection string of a user who may make databases. tests/run.sh starts one.");
        }
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_hasSchema)
        {
            await DropAsync();
            return;
        }

        await ScalarAsync(
            """
            DO $$ BEGIN
              EXECUTE (SELECT string_agg('DELETE FROM ' || quote_ident(tablename), ';') FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'xiezhi_migrations');
            END $$
            """);
        Free.Add(this);
    }

    private static async Task<PostgreSqlDatabaseUnderTest> CreateAsync(bool hasSchema)
    {
        var name = "xiezhi_test_" + Guid.NewGuid().ToString("N");
        await RunAsync($"CREATE DATABASE {name}");
        var database = new PostgreSqlDatabaseUnderTest(name, hasSchema);
        if (hasSchema)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => database.DropAsync().Wait();
        }

        return database;
    }

    private Task DropAsync() => RunAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");

    private static string For(string database) => new NpgsqlConnectionStringBuilder(Server) { Database = database }.ToString();

    private static async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
