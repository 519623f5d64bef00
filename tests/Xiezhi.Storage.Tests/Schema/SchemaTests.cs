using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Commits;
using Xiezhi.Storage.Tests.Contract;
using Xiezhi.Storage.Tests.PostgreSql;

namespace Xiezhi.Storage.Tests.Schema;

public sealed class SchemaTests : IDisposable
{
    private const string LastOfSqlite = "20261124021044_Retention";

    private readonly string _file = Path.Combine(Path.GetTempPath(), "xiezhi-" + Path.GetRandomFileName() + ".db");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        foreach (var suffix in new[] { "", "-wal", "-shm", ".migrating" })
        {
            File.Delete(_file + suffix);
        }
    }

    [Fact]
    public async Task A_new_SQLite_file_is_made_when_it_is_first_used()
    {
        await using var provider = Sqlite(null);

        Assert.Null(await provider.GetRequiredService<ICaseStore>().NextDueAsync(Cancelled));

        var state = await provider.GetRequiredService<IStoreSchema>().InspectAsync(Cancelled);
        Assert.Empty(state.Pending);
        Assert.Contains(LastOfSqlite, state.Applied);
    }

    [Fact]
    public async Task A_SQLite_file_of_an_older_version_with_cases_in_it_is_not_migrated_by_surprise()
    {
        await MakeOlderAsync(withCase: true);
        await using (var provider = Sqlite(null))
        {
            var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => provider.GetRequiredService<ICaseStore>().NextDueAsync(Cancelled));
            Assert.Equal("XZ6102", refused.Problem.Code);
            Assert.Contains(LastOfSqlite, refused.Message, StringComparison.Ordinal);
            Assert.Contains($"xiezhi migrate --database \"{_file}\"", refused.Message, StringComparison.Ordinal);
        }

        await using var wanted = Sqlite(true);
        Assert.Null(await wanted.GetRequiredService<ICaseStore>().NextDueAsync(Cancelled));
    }

    [Fact]
    public async Task A_SQLite_file_without_anything_in_it_is_brought_up_to_date_unless_it_must_not()
    {
        await MakeOlderAsync(withCase: false);
        await using (var never = Sqlite(false))
        {
            await Assert.ThrowsAsync<StoreRefusedException>(() => never.GetRequiredService<ICaseStore>().NextDueAsync(Cancelled));
        }

        await using var provider = Sqlite(null);
        Assert.Null(await provider.GetRequiredService<ICaseStore>().NextDueAsync(Cancelled));
    }

    [Fact]
    public async Task A_SQLite_file_of_a_newer_version_is_refused_even_where_migrating_is_wanted()
    {
        await using (var provider = Sqlite(null))
        {
            await provider.GetRequiredService<IStoreSchema>().EnsureReadyAsync(Cancelled);
        }

        Run("INSERT INTO __EFMigrationsHistory VALUES ('20990101000000_Tomorrow', '99')");
        await using var older = Sqlite(true);

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => older.GetRequiredService<ICaseStore>().NextDueAsync(Cancelled));

        Assert.Equal("XZ6101", refused.Problem.Code);
        Assert.Contains("20990101000000_Tomorrow", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreRefusedException>(() => older.GetRequiredService<IStoreSchema>().MigrateAsync(Cancelled));
    }

    [Fact]
    public async Task A_PostgreSQL_database_is_migrated_when_it_is_asked_for_and_a_host_refuses_before()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateEmptyAsync();
        await using var provider = PostgreSql(database.ConnectionString + ";Password=secret");
        var schema = provider.GetRequiredService<IStoreSchema>();

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => provider.GetServices<IHostedService>().First().StartAsync(Cancelled));

        Assert.Equal("XZ6102", refused.Problem.Code);
        Assert.Contains("_Initial", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"xiezhi migrate --postgresql \"Host=", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);

        var pending = (await schema.InspectAsync(Cancelled)).Pending;
        Assert.NotEmpty(pending);
        Assert.Equal(pending, await schema.MigrateAsync(Cancelled));
        Assert.Empty(await schema.MigrateAsync(Cancelled));
        await provider.GetServices<IHostedService>().First().StartAsync(Cancelled);
    }

    [Fact]
    public async Task A_PostgreSQL_database_that_is_not_there_is_made_by_migrating()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateMissingAsync();
        var services = new ServiceCollection();
        services.AddXiezhi().UsePostgreSql(database.ConnectionString);
        await using var provider = services.BuildServiceProvider();
        var schema = provider.GetRequiredService<IStoreSchema>();

        Assert.NotEmpty(await schema.MigrateAsync(TestContext.Current.CancellationToken));
        await schema.EnsureReadyAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_PostgreSQL_database_of_a_newer_version_is_refused()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateEmptyAsync();
        await using (var provider = PostgreSql(database.ConnectionString))
        {
            await provider.GetRequiredService<IStoreSchema>().MigrateAsync(Cancelled);
        }

        await database.ScalarAsync("INSERT INTO xiezhi_migrations VALUES ('20990101000000_Tomorrow', '99')");
        await using var older = PostgreSql(database.ConnectionString, migrate: true);

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => older.GetRequiredService<ICaseStore>().NextDueAsync(Cancelled));

        Assert.Equal("XZ6101", refused.Problem.Code);
    }

    [Fact]
    public async Task Hosts_that_migrate_at_once_make_the_schema_once()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateEmptyAsync();
        var hosts = Enumerable.Range(0, 4).Select(_ => PostgreSql(database.ConnectionString, migrate: true)).ToList();

        await Task.WhenAll(hosts.Select(host => Task.Run(() => host.GetRequiredService<IStoreSchema>().EnsureReadyAsync(Cancelled))));

        var applied = (await hosts[0].GetRequiredService<IStoreSchema>().InspectAsync(Cancelled)).Applied;
        Assert.Equal((long)applied.Length, await database.ScalarAsync("SELECT count(*) FROM xiezhi_migrations"));
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_without_its_password()
    {
        await using var provider = PostgreSql("Host=127.0.0.1;Port=1;Database=cases;Username=xiezhi;Password=secret");

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => provider.GetRequiredService<IStoreSchema>().EnsureReadyAsync(Cancelled));

        Assert.Equal("XZ6103", refused.Problem.Code);
        Assert.Contains("database cases on 127.0.0.1:1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    // The file as the version before the last migration left it.
    private async Task MakeOlderAsync(bool withCase)
    {
        await using (var provider = Sqlite(null))
        {
            await provider.GetRequiredService<IStoreSchema>().EnsureReadyAsync(Cancelled);
            if (withCase)
            {
                await provider.GetRequiredService<ICaseStore>().CommitAsync([new Book("city", "1").Next(0)], Cancelled);
            }
        }

        Run($"DROP TABLE key_digests; DROP INDEX IX_outbox_DeliveredAt; DROP INDEX IX_notifications_At; DELETE FROM __EFMigrationsHistory WHERE MigrationId = '{LastOfSqlite}'");
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private ServiceProvider Sqlite(bool? migrate)
    {
        var services = new ServiceCollection();
        services.AddXiezhi().UseSqlite(_file, storage => storage.MigrateAtStart = migrate);
        return services.BuildServiceProvider();
    }

    private static ServiceProvider PostgreSql(string connectionString, bool? migrate = null)
    {
        var services = new ServiceCollection();
        services.AddXiezhi().UsePostgreSql(connectionString, storage => storage.MigrateAtStart = migrate);
        return services.BuildServiceProvider();
    }
}
