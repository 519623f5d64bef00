using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Runtime.Retention;
using Xiezhi.Runtime.Snapshots;

namespace Xiezhi.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    private IRetentionStore Retention => Get<IRetentionStore>();

    [Fact]
    public async Task Messages_go_only_once_they_were_delivered_long_ago()
    {
        var book = new Book(Tenant, "1");
        var outbox = Get<IOutboxStore>();
        await CommitAsync(book.Next(0) with
        {
            Outbox = [book.Message("old", 0), book.Message("new", 0), book.Message("waiting", 0), book.Message("aside", 0)],
        });
        await outbox.ClaimAsync(Book.Minute(1), One, 10, Cancelled);
        await outbox.DeliveredAsync("old", Book.Minute(2), Cancelled);
        await outbox.DeliveredAsync("new", Book.Minute(10), Cancelled);
        await outbox.FailedAsync("waiting", "no", Book.Minute(3), Cancelled);
        await outbox.FailedAsync("aside", "poison", null, Cancelled);

        Assert.Equal(1, await Retention.RemoveMessagesAsync(Book.Minute(10), 10, Cancelled));
        Assert.Equal(0, await Retention.RemoveMessagesAsync(Book.Minute(10), 10, Cancelled));
        Assert.Equal(1, await Retention.RemoveMessagesAsync(Book.Minute(1000), 10, Cancelled));

        Assert.Equal("aside", Assert.Single(await outbox.SetAsideAsync(Tenant, 0, 10, Cancelled)).Message.Id);
        Assert.Equal("waiting", Assert.Single(await outbox.ClaimAsync(Book.Minute(2000), Other, 10, Cancelled)).Id);
        Assert.True(await outbox.ReplayAsync(Tenant, "aside", Book.Minute(2000), Cancelled));
    }

    [Fact]
    public async Task No_more_goes_at_once_than_is_asked_for_and_the_oldest_first()
    {
        var inboxes = Get<INotificationStore>();
        foreach (var minute in new[] { 3, 1, 2, 5, 4 })
        {
            await inboxes.AddAsync(new Notification("n" + minute, Tenant, Snapped, "Li", ValueContext.Empty, Book.Minute(minute)), Cancelled);
        }

        Assert.Equal(2, await Retention.RemoveNotificationsAsync(Book.Minute(4), 2, Cancelled));
        Assert.Equal(["n5", "n4", "n3"], (await inboxes.ListAsync(Tenant, "Li", 0, 10, Cancelled)).Select(told => told.Id));
        Assert.Equal(1, await Retention.RemoveNotificationsAsync(Book.Minute(4), 2, Cancelled));
        Assert.Equal(["n5", "n4"], (await inboxes.ListAsync(Tenant, "Li", 0, 10, Cancelled)).Select(told => told.Id));
    }

    [Fact]
    public async Task Keys_of_cases_that_ended_long_ago_are_folded_and_known_all_the_same()
    {
        var (open, late, ended) = (new Book(Tenant, "open"), new Book(Tenant, "late"), new Book(Tenant, "ended"));
        string[] keys = ["b", "a", "键\0", new('k', 5000)];
        await CommitAsync(open.Next(0) with { IdempotencyKey = "open" });
        await CommitAsync(Ended(late.Next(0) with { IdempotencyKey = "late" }, 50));
        foreach (var key in keys)
        {
            await CommitAsync(Ended(ended.Next(1) with { IdempotencyKey = key }, 10));
        }

        Assert.Equal(4, await FoldAsync(Book.Minute(50), 2));
        Assert.Equal(0, await FoldAsync(Book.Minute(50), 2));

        Assert.True(await Cases.HasCommandAsync(Tenant, "open", Cancelled));
        Assert.True(await Cases.HasCommandAsync(Tenant, "late", Cancelled));
        Assert.True(await Cases.HasCommandOfEndedAsync(Tenant, late.Id, "late", Cancelled));
        foreach (var key in keys)
        {
            Assert.False(await Cases.HasCommandAsync(Tenant, key, Cancelled));
            Assert.True(await Cases.HasCommandOfEndedAsync(Tenant, ended.Id, key, Cancelled));
            Assert.False(await Cases.HasCommandOfEndedAsync(Tenant, late.Id, key, Cancelled));
            Assert.False(await Cases.HasCommandOfEndedAsync("town", ended.Id, key, Cancelled));
        }

        Assert.False(await Cases.HasCommandOfEndedAsync(Tenant, ended.Id, "c", Cancelled));

        // What came after the first folding is folded with it.
        await CommitAsync(Ended(ended.Next(2) with { IdempotencyKey = "after" }, 10));
        Assert.Equal(1, await FoldAsync(Book.Minute(50), 100));
        Assert.All([.. keys, "after"], key => Assert.True(Cases.HasCommandOfEndedAsync(Tenant, ended.Id, key, Cancelled).Result));
    }

    [Fact]
    public async Task Hosts_that_fold_at_once_fold_each_key_once()
    {
        var books = Enumerable.Range(0, 20).Select(i => new Book(Tenant, "case " + i)).ToList();
        await Cases.CommitAsync([.. books.SelectMany(book => Enumerable.Range(0, 5).Select(i => Ended(book.Next(i) with { IdempotencyKey = $"{book.Id}/{i}" }, 10)))], Cancelled);

        var folded = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => FoldAsync(Book.Minute(50), 7), Cancelled)));
        var rest = await FoldAsync(Book.Minute(50), 7);

        Assert.Equal(100, folded.Sum() + rest);
        foreach (var book in books)
        {
            for (var i = 0; i < 5; i++)
            {
                Assert.True(await Cases.HasCommandOfEndedAsync(Tenant, book.Id, $"{book.Id}/{i}", Cancelled));
            }
        }
    }

    [Fact]
    public async Task Snapshots_go_with_the_cases_that_ended_long_ago()
    {
        var (open, late, ended) = (new Book(Tenant, "open"), new Book(Tenant, "late"), new Book(Tenant, "ended"));
        await Cases.CommitAsync([open.Next(0), Ended(late.Next(0), 50), Ended(ended.Next(0), 10)], Cancelled);
        foreach (var book in new[] { open, late, ended })
        {
            await Snapshots.SaveAsync(new StoredSnapshot(Tenant, book.Id, 1, "f", new byte[] { 1 }), Cancelled);
        }

        Assert.Equal(1, await GoThroughAsync(Retention.RemoveSnapshotsAsync, Book.Minute(50), 1));

        Assert.NotNull(await Snapshots.FindAsync(Tenant, open.Id, "f", Cancelled));
        Assert.NotNull(await Snapshots.FindAsync(Tenant, late.Id, "f", Cancelled));
        Assert.Null(await Snapshots.FindAsync(Tenant, ended.Id, "f", Cancelled));
    }

    private static CaseCommit Ended(CaseCommit commit, int minute) =>
        commit with { Summary = commit.Summary with { Status = CaseStatus.Closed, EndedAt = Book.Minute(minute) } };

    private Task<int> FoldAsync(DateTimeOffset before, int limit) => GoThroughAsync(Retention.FoldKeysAsync, before, limit);

    private static async Task<int> GoThroughAsync(
        Func<DateTimeOffset, RetentionPlace?, int, CancellationToken, Task<RetentionBatch>> remove, DateTimeOffset before, int limit)
    {
        var (removed, place) = (0, (RetentionPlace?)null);
        do
        {
            var batch = await remove(before, place, limit, Cancelled);
            (removed, place) = (removed + batch.Removed, batch.Next);
        }
        while (place is not null);
        return removed;
    }
}
