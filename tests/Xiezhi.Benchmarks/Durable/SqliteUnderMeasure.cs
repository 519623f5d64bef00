using Microsoft.Data.Sqlite;
using Xiezhi.Runtime;
using Xiezhi.Storage;

namespace Xiezhi.Benchmarks.Durable;

/// <summary>SQLite in a file of a folder.</summary>
internal sealed class SqliteUnderMeasure(string folder) : DurableStore
{
    private readonly string _folder = Path.Combine(folder, "xiezhi-durable-" + Path.GetRandomFileName());
    private SqliteLimit? _limit;

    public override string Name => "SQLite";

    private string File => Path.Combine(_folder, "cases.db");

    protected override void Use(XiezhiBuilder builder) => builder.UseSqlite(File);

    public override Task WriteByHandAsync(IReadOnlyList<Due> batch) => (_limit ??= new SqliteLimit(File, LimitTenant)).WriteAsync(batch);

    // With synchronous=FULL each transaction is a sync of the log.
    public override async Task<Cost> CountAsync(Func<IServiceProvider, Task> load)
    {
        var engine = Engine();
        await using var closing = engine.ConfigureAwait(false);
        await new Casework(engine).OpenAsync("counted " + Path.GetRandomFileName()).ConfigureAwait(false);
        return await CountAsync(() => load(engine)).ConfigureAwait(false);
    }

    public override Task<Cost> CountByHandAsync(Func<Func<IReadOnlyList<Due>, Task>, Task> load) => CountAsync(() => load(WriteByHandAsync));

    public override async Task<long> BytesAsync()
    {
        await ScalarAsync("PRAGMA wal_checkpoint(TRUNCATE)").ConfigureAwait(false);
        return new FileInfo(File).Length;
    }

    public override Task<long> RowsAsync(string tenant) => ScalarAsync(CountRows(tenant));

    public override ValueTask DisposeAsync()
    {
        _limit?.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<Cost> CountAsync(Func<Task> load)
    {
        var before = WriteAheadLog.Transactions(File);
        await load().ConfigureAwait(false);
        var transactions = WriteAheadLog.Transactions(File) - before;
        return new Cost(transactions, transactions, null);
    }

    private async Task<long> ScalarAsync(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
        await connection.OpenAsync().ConfigureAwait(false);
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of these classes.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync().ConfigureAwait(false))!;
    }
}
