using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xiezhi.Benchmarks.Durable;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Commits;
using Xiezhi.Storage.Cases;
using Xiezhi.Storage.Schema.PostgreSql;
using Xiezhi.Storage.Tests.PostgreSql;

namespace Xiezhi.Storage.Tests.Commits;

/// <summary>
/// What transitions cost that is counted and not timed, by what the databases tell: transactions, syncs of the log (one a transaction), round trips.
/// The case is the one that <c>tests/Xiezhi.Benchmarks -- durable</c> measures.
/// </summary>
public sealed class CommitCostTests : IDisposable
{
    private const int Callers = 32;

    private readonly string _file = Path.Combine(Path.GetTempPath(), "xiezhi-" + Path.GetRandomFileName() + ".db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        foreach (var suffix in new[] { "", "-wal", "-shm", ".migrating" })
        {
            File.Delete(_file + suffix);
        }
    }

    [Fact]
    public async Task On_SQLite_a_lone_caller_pays_one_transaction_a_transition()
    {
        await using var engine = Engine(builder => builder.UseSqlite(_file), TimeSpan.Zero);
        var work = await PublishAsync(engine);
        var before = WriteAheadLog.Transactions(_file);

        await HandleAsync(work, "1");

        Assert.Equal(6u, WriteAheadLog.Transactions(_file) - before);
    }

    [Fact]
    public async Task On_SQLite_callers_that_come_together_share_transactions()
    {
        await using var engine = Engine(builder => builder.UseSqlite(_file), TimeSpan.FromMilliseconds(50));
        var work = await PublishAsync(engine);
        var before = WriteAheadLog.Transactions(_file);

        await HandleTogetherAsync(work);

        Assert.InRange((WriteAheadLog.Transactions(_file) - before) / (6.0 * Callers), 0, 0.3);
    }

    [Fact]
    public async Task On_SQLite_each_transaction_is_synced()
    {
        await using var engine = Engine(builder => builder.UseSqlite(_file), TimeSpan.Zero);

        var (mode, synchronous) = await engine.GetRequiredService<SqliteWriter>().WriteAsync(
            connection => (Ask(connection, "PRAGMA journal_mode"), Ask(connection, "PRAGMA synchronous")), TestContext.Current.CancellationToken);

        const long full = 2;
        Assert.Equal("wal", mode);
        Assert.Equal(full, synchronous);
    }

    [Fact]
    public async Task On_PostgreSQL_a_lone_caller_pays_one_transaction_of_one_round_trip_a_transition()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateAsync();
        await using var engine = Engine(builder => builder.UsePostgreSql(database.ConnectionString), TimeSpan.Zero);
        var work = await PublishAsync(engine);
        var server = engine.GetRequiredService<PostgreSqlDatabase>();
        var before = server.RoundTrips;

        await HandleAsync(work, "1");

        Assert.Equal(6, await TransactionsAsync(database));
        Assert.Equal(6, server.RoundTrips - before);
    }

    [Fact]
    public async Task On_PostgreSQL_callers_that_come_together_share_transactions_and_round_trips()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateAsync();
        await using var engine = Engine(builder => builder.UsePostgreSql(database.ConnectionString), TimeSpan.FromMilliseconds(50));
        var work = await PublishAsync(engine);
        var server = engine.GetRequiredService<PostgreSqlDatabase>();
        var before = (All: server.RoundTrips, Commits: server.CommitRoundTrips);

        await HandleTogetherAsync(work);

        var transactions = await TransactionsAsync(database);
        Assert.InRange(transactions / (6.0 * Callers), 0, 0.3);
        Assert.Equal(transactions, server.CommitRoundTrips - before.Commits);
        Assert.Equal(transactions, server.RoundTrips - before.All);
    }

    private static ServiceProvider Engine(Action<XiezhiBuilder> use, TimeSpan disk)
    {
        var services = new ServiceCollection();
        if (disk > TimeSpan.Zero)
        {
            services.AddSingleton(provider => new CommitPipeline(new SlowDisk(provider.GetRequiredService<ICaseStore>(), disk), NullLogger<CommitPipeline>.Instance));
        }

        use(services.AddXiezhi());
        return services.BuildServiceProvider();
    }

    private static async Task<Casework> PublishAsync(ServiceProvider engine)
    {
        var work = new Casework(engine);
        await work.PublishAsync();
        return work;
    }

    private static Task HandleTogetherAsync(Casework work) => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => HandleAsync(work, "case " + caller))));

    private static async Task HandleAsync(Casework work, string key)
    {
        var state = await work.OpenAsync(key);
        while (!state.Workflow.HasEnded)
        {
            state = await work.CompleteAsync(state);
        }
    }

    // Every row bears the number of the transaction that wrote it; each transaction writes an event.
    private static async Task<long> TransactionsAsync(PostgreSqlDatabaseUnderTest database) =>
        (long)(await database.ScalarAsync("SELECT count(*) FROM (SELECT xmin::text FROM events UNION SELECT xmin::text FROM commands UNION SELECT xmin::text FROM cases) AS writers"))!;

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
