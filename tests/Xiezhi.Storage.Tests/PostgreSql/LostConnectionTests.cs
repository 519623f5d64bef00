using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Commits;
using Xiezhi.Storage.Tests.Contract;

namespace Xiezhi.Storage.Tests.PostgreSql;

public sealed class LostConnectionTests : IAsyncLifetime
{
    private const string Tenant = "city";

    private PostgreSqlDatabaseUnderTest _database = null!;
    private BrokenWire _wire = null!;
    private ServiceProvider _provider = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ICaseStore Cases => _provider.GetRequiredService<ICaseStore>();

    public async ValueTask InitializeAsync()
    {
        _database = await PostgreSqlDatabaseUnderTest.CreateAsync();
        _wire = new BrokenWire(_database.ConnectionString);
        var services = new ServiceCollection();
        services.AddXiezhi().UsePostgreSql(_wire.ConnectionString);
        _provider = services.BuildServiceProvider();

        // From here on there is an open connection, and the first request on it is the commit.
        await Cases.CommitAsync([new Book(Tenant, "warm").Next(0)], Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _provider.DisposeAsync();
            await _wire.DisposeAsync();
            await _database.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("BeforeTheServer")]
    [InlineData("BeforeTheAnswer")]
    public async Task A_commit_whose_answer_is_lost_is_durable_once_and_said_to_be(string how)
    {
        var (book, new1) = (new Book(Tenant, "1"), new Book(Tenant, "2"));
        await CommitAsync(book.Next(0));

        _wire.BreakAt(1, Enum.Parse<Break>(how));
        var opened = await CommitAsync(new1.Next(0) with { IdempotencyKey = "open" });
        _wire.BreakAt(1, Enum.Parse<Break>(how));
        var changed = await CommitAsync(book.Next(1) with { IdempotencyKey = "change", Outbox = [book.Message("m", 1)] });

        Assert.Equal(2, _wire.Breaks);
        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Committed], [opened, changed]);
        Assert.Equal((2, 1), (await LengthAsync(book), await LengthAsync(new1)));
        Assert.Equal(CommitOutcome.Committed, await CommitAsync(book.Next(2)));
    }

    [Theory]
    [InlineData(1, "BeforeTheAnswer")]
    [InlineData(2, "BeforeTheServer")]
    [InlineData(2, "BeforeTheAnswer")]
    [InlineData(3, "BeforeTheServer")]
    [InlineData(3, "BeforeTheAnswer")]
    public async Task Each_commit_of_a_batch_is_told_truly_whichever_answer_is_lost(int request, string how)
    {
        var (one, two, three) = (new Book(Tenant, "1"), new Book(Tenant, "2"), new Book(Tenant, "3"));
        await Cases.CommitAsync([one.Next(0) with { IdempotencyKey = "known" }, two.Next(0), three.Next(0)], Cancelled);

        // 1: all at once, which is refused; 2: looking; 3: writing what fits.
        _wire.BreakAt(request, Enum.Parse<Break>(how));
        var outcomes = await Cases.CommitAsync([three.Next(5) with { ExpectedVersion = 7 }, one.Next(1), two.Next(1) with { IdempotencyKey = "known" }, new Book(Tenant, "4").Next(0) with { IdempotencyKey = "new" }], Cancelled);

        Assert.Equal(1, _wire.Breaks);
        Assert.Equal([CommitOutcome.Conflict, CommitOutcome.Committed, CommitOutcome.Duplicate, CommitOutcome.Committed], outcomes);
        Assert.Equal((2, 1, 1, 1), (await LengthAsync(one), await LengthAsync(two), await LengthAsync(three), await LengthAsync(new Book(Tenant, "4"))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transaction_that_still_runs_when_the_connection_is_lost_is_waited_for(bool opens)
    {
        var book = new Book(Tenant, "1");
        if (!opens)
        {
            await CommitAsync(book.Next(0));
        }

        // Somebody else has a lock that the transaction needs, so that it is still at work when the connection goes.
        await using var other = new NpgsqlConnection(_database.ConnectionString + ";Pooling=false");
        await other.OpenAsync(Cancelled);
        await using var holding = await other.BeginTransactionAsync(Cancelled);
        await using (var command = new NpgsqlCommand("LOCK TABLE commands IN SHARE MODE", other, holding))
        {
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        _wire.BreakAt(1, Break.AtOnceForTheClientAlone);
        var committing = CommitAsync(book.Next(1) with { IdempotencyKey = "k" });
        await Task.Delay(700, Cancelled);
        Assert.False(committing.IsCompleted);
        await holding.RollbackAsync(Cancelled);

        Assert.Equal(CommitOutcome.Committed, await committing);
        Assert.Equal(1, _wire.Breaks);
        Assert.Equal(opens ? 1 : 2, await LengthAsync(book));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_of_the_moment_does_not_hide_that_a_commit_whose_answer_was_lost_is_durable(bool opens)
    {
        var book = new Book(Tenant, "1");
        if (!opens)
        {
            await CommitAsync(book.Next(0));
        }

        await using var other = new NpgsqlConnection(_database.ConnectionString + ";Pooling=false");
        await other.OpenAsync(Cancelled);
        await using var holding = await other.BeginTransactionAsync(Cancelled);
        await using (var command = new NpgsqlCommand("LOCK TABLE commands IN SHARE MODE", other, holding))
        {
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        // Whoever connects from now on is refused what is locked, as by a server that has become a standby.
        await _database.ScalarAsync($"ALTER DATABASE {_database.Name} SET lock_timeout = '50ms'");
        _wire.BreakAt(1, Break.AtOnceForTheClientAlone);
        var committing = CommitAsync(book.Next(1) with { IdempotencyKey = "k" });
        await Task.Delay(700, Cancelled);
        await holding.RollbackAsync(Cancelled);

        try
        {
            Assert.Equal(CommitOutcome.Committed, await committing);
        }
        finally
        {
            await _database.ScalarAsync($"ALTER DATABASE {_database.Name} RESET lock_timeout");
        }

        Assert.Equal(opens ? 1 : 2, await LengthAsync(book));
    }

    [Fact]
    public async Task What_could_not_be_sent_at_all_is_known_not_to_be_done()
    {
        await _wire.DisposeAsync();

        // Sent on a connection that seemed well: nobody knows. From then on there is none.
        await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => CommitAsync(new Book(Tenant, "1").Next(0)));
        await Assert.ThrowsAsync<StoreNotReachedException>(() => CommitAsync(new Book(Tenant, "2").Next(0)));

        Assert.Equal(0L, await _database.ScalarAsync("SELECT count(*) FROM cases WHERE key IN ('1', '2')"));
    }

    private async Task<CommitOutcome> CommitAsync(CaseCommit commit) => (await Cases.CommitAsync([commit], Cancelled)).Single();

    private async Task<int> LengthAsync(Book book) => (await Cases.ReadLogAsync(Tenant, book.Id, 0, Cancelled)).Length;
}
