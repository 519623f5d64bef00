using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xiezhi.Runtime;
using Xiezhi.Storage;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Benchmarks.Durable;

/// <summary>A database on a PostgreSQL server that nobody else uses meanwhile: its transactions and syncs are counted for the server as a whole.</summary>
internal sealed class PostgreSqlUnderMeasure : DurableStore
{
    private readonly string _server;
    private readonly string _name = "xiezhi_durable_" + Guid.NewGuid().ToString("N");
    private readonly string _connectionString;
    private readonly NpgsqlDataSource _source;
    private readonly PostgreSqlLimit _limit;

    public PostgreSqlUnderMeasure(string server)
    {
        _server = server;
        Run(server, "CREATE DATABASE " + _name);
        _connectionString = new NpgsqlConnectionStringBuilder(server) { Database = _name }.ToString();
        _source = PostgreSqlLimit.Source(_connectionString);
        _limit = new PostgreSqlLimit(_source, LimitTenant);
    }

    public override string Name => "PostgreSQL";

    protected override void Use(XiezhiBuilder builder) => builder.UsePostgreSql(_connectionString, options => options.MigrateAtStart = true);

    public override Task WriteByHandAsync(IReadOnlyList<Due> batch) => _limit.WriteAsync(batch);

    public override async Task<Cost> CountAsync(Func<IServiceProvider, Task> load)
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        await ToldAsync().ConfigureAwait(false);
        var before = (Transactions: Transactions(), Syncs: Syncs());
        long trips;
        var engine = Engine();
        await using (engine.ConfigureAwait(false))
        {
            var database = engine.GetRequiredService<PostgreSqlDatabase>();
            await database.EnsureReadyAsync(CancellationToken.None).ConfigureAwait(false);
            await load(engine).ConfigureAwait(false);
            trips = database.RoundTrips;
        }

        await ToldAsync().ConfigureAwait(false);
        return new Cost(Transactions() - before.Transactions, Syncs() - before.Syncs, trips);
    }

    public override async Task<Cost> CountByHandAsync(Func<Func<IReadOnlyList<Due>, Task>, Task> load)
    {
        await ToldAsync().ConfigureAwait(false);
        var before = (Transactions: Transactions(), Syncs: Syncs());
        var source = PostgreSqlLimit.Source(_connectionString);
        await using (source.ConfigureAwait(false))
        {
            await load(new PostgreSqlLimit(source, LimitTenant).WriteAsync).ConfigureAwait(false);
        }

        await ToldAsync().ConfigureAwait(false);
        var transactions = Transactions() - before.Transactions;
        return new Cost(transactions, Syncs() - before.Syncs, transactions);
    }

    public override Task<long> BytesAsync() => Task.FromResult(Run(_connectionString, "SELECT pg_database_size(current_database())"));

    public override Task<long> RowsAsync(string tenant) => Task.FromResult(Run(_connectionString, $"SELECT ({CountRows(tenant)})::bigint"));

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        Run(_server, $"DROP DATABASE {_name} WITH (FORCE)");
    }

    // A session tells the server what it did when it ends, and else once a second at most.
    private static Task ToldAsync() => Task.Delay(TimeSpan.FromMilliseconds(500));

    private long Transactions() => Run(_server, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint");

    private long? Syncs() =>
        Run(_server, "SELECT count(*) FROM information_schema.columns WHERE table_name = 'pg_stat_wal' AND column_name = 'wal_sync'") == 1
            ? Run(_server, "SELECT wal_sync FROM pg_stat_wal")
            : null;

    private static long Run(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        connection.Open();
#pragma warning disable CA2100 // The texts are constants of these classes.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
