using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Storage.Schema.PostgreSql;
using Xiezhi.Storage.Tests.Contract;

namespace Xiezhi.Storage.Tests.PostgreSql;

public sealed class CommitTransactionTests
{
    private const string Tenant = "city";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_is_one_transaction_of_one_round_trip_and_of_two_more_where_a_commit_does_not_fit()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateAsync();
        await using var provider = Provider(database.ConnectionString);
        var (store, server) = (provider.GetRequiredService<ICaseStore>(), provider.GetRequiredService<PostgreSqlDatabase>());
        var books = Enumerable.Range(0, 200).Select(i => new Book(Tenant, "case " + i)).ToList();

        await store.CommitAsync([.. books.Select(book => book.Next(0) with { IdempotencyKey = "k " + book.Id, TasksOpened = [book.Task(1, 0, "office")], MomentsSet = [new DueMoment("m", Book.Minute(1))] })], Cancelled);
        Assert.Equal(1, server.CommitRoundTrips);

        await store.CommitAsync([.. books.Select(book => book.Next(1) with { TasksClosed = [1], MomentsCleared = ["m"], Outbox = [book.Message("m " + book.Id, 1)] })], Cancelled);
        Assert.Equal(2, server.CommitRoundTrips);

        var outcomes = await store.CommitAsync([.. books.Select((book, i) => book.Next(2) with { ExpectedVersion = i == 100 ? 7 : 2 })], Cancelled);
        Assert.Equal(5, server.CommitRoundTrips);
        Assert.Single(outcomes, CommitOutcome.Conflict);
    }

    [Fact]
    public async Task What_is_acknowledged_has_reached_the_disk_whatever_the_database_is_set_to()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateEmptyAsync();
        await database.ScalarAsync($"ALTER DATABASE {database.Name} SET synchronous_commit = off");
        await using var provider = Provider(database.ConnectionString);
        await provider.GetRequiredService<IStoreSchema>().MigrateAsync(Cancelled);

        var setting = "";
        await provider.GetRequiredService<PostgreSqlDatabase>().ReadAsync("SELECT current_setting('synchronous_commit')", row => setting = row.GetString(0), Cancelled);

        Assert.Equal("on", setting);
    }

    [Fact]
    public async Task Stores_of_several_processes_on_one_database_lose_and_double_nothing()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateAsync();
        var hosts = Enumerable.Range(0, 3).Select(_ => Provider(database.ConnectionString)).ToList();
        var books = Enumerable.Range(0, 30).Select(i => new Book(Tenant, "case " + i)).ToList();
        var committed = 0;

        // Each host tries to add the same events in batches of its own order; whoever is first wins, and the others are told.
        for (var round = 0; round < 8; round++)
        {
            var commits = books.Select(book => book.Next(round) with { IdempotencyKey = $"{book.Id}/{round}" }).ToList();
            var outcomes = await Task.WhenAll(hosts.Select((host, place) => Task.Run(() =>
                host.GetRequiredService<ICaseStore>().CommitAsync([.. commits.OrderBy(commit => commit.Summary.Head.ToString()[(place * 3)..], StringComparer.Ordinal)], Cancelled))));
            committed += outcomes.Sum(batch => batch.Count(outcome => outcome == CommitOutcome.Committed));
            Assert.All(outcomes.SelectMany(batch => batch), outcome => Assert.NotEqual(CommitOutcome.Conflict, outcome));
        }

        Assert.Equal(240, committed);
        Assert.Equal(240L, await database.ScalarAsync("SELECT count(*) FROM events"));
        Assert.Equal(240L, await database.ScalarAsync("SELECT sum(version)::bigint FROM cases"));
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    private static ServiceProvider Provider(string connectionString)
    {
        var services = new ServiceCollection();
        services.AddXiezhi().UsePostgreSql(connectionString);
        return services.BuildServiceProvider();
    }
}
