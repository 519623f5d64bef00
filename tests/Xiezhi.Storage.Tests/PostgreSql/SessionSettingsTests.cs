using Npgsql;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Storage.Tests.PostgreSql;

/// <summary>A pooler between host and server drops what a connection asks for as it begins, and says nothing.</summary>
public sealed class SessionSettingsTests : IAsyncLifetime
{
    private PostgreSqlDatabaseUnderTest _database = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await PostgreSqlDatabaseUnderTest.CreateEmptyAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_session_without_the_settings_is_refused_with_what_sets_them()
    {
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(CheckAsync);

        Assert.Contains("XZ6104", refused.Message, StringComparison.Ordinal);
        Assert.Contains("idle_in_transaction_session_timeout = 10s", refused.Message, StringComparison.Ordinal);
        Assert.Contains(" SET enable_seqscan = 'off';", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("synchronous_commit", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_wait_for_the_disk_is_refused()
    {
        await SetAsync("enable_seqscan", "jit", "synchronous_commit");

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(CheckAsync);

        Assert.Contains("synchronous_commit = on", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("jit", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_has_them_otherwise_is_as_good()
    {
        await SetAsync("enable_seqscan", "jit");
        await ExecuteAsync("ALTER DATABASE {0} SET idle_in_transaction_session_timeout = '10s'");

        await CheckAsync();
    }

    [Fact]
    public void Statements_are_prepared_unless_the_connection_string_says_otherwise()
    {
        Assert.Equal(100, PostgreSqlDatabase.Settings("Host=db").MaxAutoPrepare);
        Assert.Equal(0, PostgreSqlDatabase.Settings("Host=db;Max Auto Prepare=0").MaxAutoPrepare);
        Assert.Equal(0, PostgreSqlDatabase.Settings("Host=db;MaxAutoPrepare=0").MaxAutoPrepare);
    }

    private async Task CheckAsync()
    {
        await using var connection = await ConnectAsync();
        await PostgreSqlDatabase.CheckSessionAsync(connection, Cancelled);
    }

    private async Task SetAsync(params string[] off)
    {
        foreach (var name in off)
        {
            await ExecuteAsync($"ALTER DATABASE {{0}} SET {name} = off");
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql.Replace("{0}", connection.Database, StringComparison.Ordinal);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Pooling = false, Options = null }.ConnectionString);
        await connection.OpenAsync(Cancelled);
        return connection;
    }
}
