using Xiezhi.Foundation.Values;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(400);

    private static readonly WorkClaim One = new("one", TimeSpan.FromMinutes(5));

    private static readonly WorkClaim Other = new("other", TimeSpan.FromMinutes(5));

    [Fact]
    public async Task A_case_that_one_host_works_on_is_not_given_to_another()
    {
        var (early, late, future) = (new Book(Tenant, "early"), new Book(Tenant, "late"), new Book(Tenant, "future"));
        await Cases.CommitAsync(
            [
                late.Next(0) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(20))] },
                early.Next(0) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(10)), new DueMoment("clock:s/c", Book.Minute(12))] },
                future.Next(0) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(31))] },
            ],
            Cancelled);

        Assert.Equal([new DueCase(Tenant, early.Id, Book.Minute(10)), new DueCase(Tenant, late.Id, Book.Minute(20))], await Cases.ClaimDueAsync(Book.Minute(30), One, 100, Cancelled));
        Assert.Empty(await Cases.ClaimDueAsync(Book.Minute(30), Other, 100, Cancelled));
        Assert.Empty(await Cases.ClaimDueAsync(Book.Minute(30), One, 100, Cancelled));
        Assert.Equal([future.Id], (await Cases.ClaimDueAsync(Book.Minute(31), Other, 100, Cancelled)).Select(due => due.Case));
    }

    [Fact]
    public async Task A_claim_takes_no_more_than_asked_and_the_longest_due_first()
    {
        var books = Enumerable.Range(0, 5).Select(i => new Book(Tenant, "case " + i)).ToList();
        await Cases.CommitAsync([.. books.Select((book, i) => book.Next(0) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(10 - i))] })], Cancelled);

        var first = await Cases.ClaimDueAsync(Book.Minute(30), One, 2, Cancelled);
        var second = await Cases.ClaimDueAsync(Book.Minute(30), Other, 2, Cancelled);

        Assert.Equal([books[4].Id, books[3].Id], first.Select(due => due.Case));
        Assert.Equal([books[2].Id, books[1].Id], second.Select(due => due.Case));
    }

    [Fact]
    public async Task What_a_host_releases_another_may_take_and_what_another_has_it_does_not_release()
    {
        var book = new Book(Tenant, "1");
        await CommitAsync(book.Next(0) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(10))] });
        var claimed = await Cases.ClaimDueAsync(Book.Minute(30), One, 100, Cancelled);

        await Cases.ReleaseDueAsync(Other, claimed, Cancelled);
        Assert.Empty(await Cases.ClaimDueAsync(Book.Minute(30), Other, 100, Cancelled));

        await Cases.ReleaseDueAsync(One, claimed, Cancelled);
        Assert.Equal([book.Id], (await Cases.ClaimDueAsync(Book.Minute(30), Other, 100, Cancelled)).Select(due => due.Case));
    }

    [Fact]
    public async Task A_host_that_is_cut_off_gives_a_case_up_when_its_lease_is_over()
    {
        var book = new Book(Tenant, "1");
        await CommitAsync(book.Next(0) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(10))] });
        await Cases.ClaimDueAsync(Book.Minute(30), One with { Lease = Short }, 100, Cancelled);

        await Task.Delay(Short * 1.5, Cancelled);

        Assert.Equal([book.Id], (await Cases.ClaimDueAsync(Book.Minute(30) + (Short * 1.5), Other, 100, Cancelled)).Select(due => due.Case));
    }

    [Fact]
    public async Task What_is_claimed_is_not_what_is_due_next()
    {
        var (held, free) = (new Book(Tenant, "held"), new Book(Tenant, "free"));
        await Cases.CommitAsync(
            [
                held.Next(0) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(10))] },
                free.Next(0) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(11))] },
            ],
            Cancelled);

        var claimed = await Cases.ClaimDueAsync(Book.Minute(10), One, 100, Cancelled);
        Assert.Equal(Book.Minute(11), await Cases.NextDueAsync(Cancelled));

        await Cases.ReleaseDueAsync(One, claimed, Cancelled);
        Assert.Equal(Book.Minute(10), await Cases.NextDueAsync(Cancelled));
    }

    [Fact]
    public async Task Of_many_hosts_that_look_at_once_each_case_goes_to_one()
    {
        var books = Enumerable.Range(0, 200).Select(i => new Book(Tenant, "case " + i)).ToList();
        await Cases.CommitAsync([.. books.Select(book => book.Next(0) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(1)), new DueMoment("timer:2", Book.Minute(2))] })], Cancelled);

        var hosts = await Task.WhenAll(Enumerable.Range(0, 8).Select(host => Task.Run(async () =>
        {
            var all = new List<DueCase>();
            for (var claimed = await ClaimAsync(); !claimed.IsEmpty; claimed = await ClaimAsync())
            {
                all.AddRange(claimed);
            }

            return all;

            async Task<System.Collections.Immutable.ImmutableArray<DueCase>> ClaimAsync() => await Cases.ClaimDueAsync(Book.Minute(30), One with { Owner = "host " + host }, 15, Cancelled);
        })));

        var taken = hosts.SelectMany(host => host.Select(due => due.Case)).ToList();
        Assert.Equal(200, taken.Distinct().Count());
        Assert.Equal(200, taken.Count);
    }

    [Fact]
    public async Task A_message_that_one_host_has_is_not_given_to_another_until_its_lease_is_over()
    {
        var outbox = Get<IOutboxStore>();
        var book = new Book(Tenant, "1");
        await CommitAsync(book.Next(0) with { Outbox = [book.Message("b", 2), book.Message("a", 1), book.Message("c", 9)] });

        var claimed = await outbox.ClaimAsync(Book.Minute(2), One with { Lease = Short }, 10, Cancelled);

        Assert.Equal(["a", "b"], claimed.Select(message => message.Id));
        Assert.Equal(book.Message("a", 1) with { Payload = ValueContext.Empty }, claimed[0] with { Payload = ValueContext.Empty });
        Assert.Equal("您好", claimed[0].Payload["text"].AsString);
        Assert.Empty(await outbox.ClaimAsync(Book.Minute(2), Other, 10, Cancelled));

        await Task.Delay(Short * 1.5, Cancelled);

        Assert.Equal(["a"], (await outbox.ClaimAsync(Book.Minute(2) + (Short * 1.5), Other, 1, Cancelled)).Select(message => message.Id));
    }

    [Fact]
    public async Task A_message_is_tried_again_set_aside_put_off_or_done()
    {
        var outbox = Get<IOutboxStore>();
        var book = new Book(Tenant, "1");
        await CommitAsync(book.Next(0) with { Outbox = [book.Message("retried", 0), book.Message("aside", 0), book.Message("done", 0), book.Message("later", 0)] });
        await outbox.ClaimAsync(Book.Minute(0), One, 10, Cancelled);

        await outbox.FailedAsync("retried", "no\0answer", Book.Minute(7), Cancelled);
        await outbox.FailedAsync("aside", "no answer", null, Cancelled);
        await outbox.DeliveredAsync("done", Book.Minute(1), Cancelled);
        await outbox.PostponeAsync("later", Book.Minute(8), Cancelled);

        Assert.Equal(Book.Minute(7), await outbox.NextAttemptAsync(Cancelled));
        var again = await outbox.ClaimAsync(Book.Minute(60), One, 10, Cancelled);
        Assert.Equal([("later", 0), ("retried", 1)], again.Select(message => (message.Id, message.Attempts)));
    }

    [Fact]
    public async Task A_host_that_comes_late_does_not_bring_back_what_another_has_delivered()
    {
        var outbox = Get<IOutboxStore>();
        var book = new Book(Tenant, "1");
        await CommitAsync(book.Next(0) with { Outbox = [book.Message("failed", 0), book.Message("postponed", 0)] });
        await outbox.DeliveredAsync("failed", Book.Minute(1), Cancelled);
        await outbox.DeliveredAsync("postponed", Book.Minute(1), Cancelled);

        await outbox.FailedAsync("failed", "no answer", Book.Minute(2), Cancelled);
        await outbox.PostponeAsync("postponed", Book.Minute(2), Cancelled);

        Assert.Null(await outbox.NextAttemptAsync(Cancelled));
        Assert.Empty(await outbox.ClaimAsync(Book.Minute(60), One, 10, Cancelled));
    }

    [Fact]
    public async Task What_was_set_aside_is_listed_with_the_reason_and_can_be_replayed_once()
    {
        var outbox = Get<IOutboxStore>();
        var (book, foreign) = (new Book(Tenant, "1"), new Book("another", "1"));
        await CommitAsync(book.Next(0) with { Outbox = [book.Message("b", 1), book.Message("a", 1), book.Message("waits", 1)] });
        await CommitAsync(foreign.Next(0) with { Outbox = [foreign.Message("foreign", 0)] });
        foreach (var id in new[] { "a", "b", "foreign" })
        {
            await outbox.FailedAsync(id, "no answer\0 " + id, null, Cancelled);
        }

        var aside = await outbox.SetAsideAsync(Tenant, 0, 10, Cancelled);
        Assert.Equal([("a", "no answer\0 a", 1), ("b", "no answer\0 b", 1)], aside.Select(one => (one.Message.Id, one.Reason, one.Message.Attempts)));
        Assert.Equal(["b"], (await outbox.SetAsideAsync(Tenant, 1, 1, Cancelled)).Select(one => one.Message.Id));

        Assert.False(await outbox.ReplayAsync(Tenant, "foreign", Book.Minute(5), Cancelled));
        Assert.False(await outbox.ReplayAsync(Tenant, "waits", Book.Minute(5), Cancelled));
        Assert.True(await outbox.ReplayAsync(Tenant, "a", Book.Minute(5), Cancelled));
        Assert.False(await outbox.ReplayAsync(Tenant, "a", Book.Minute(5), Cancelled));
        Assert.Equal([("waits", 0), ("a", 0)], (await outbox.ClaimAsync(Book.Minute(5), One, 10, Cancelled)).OrderBy(message => message.Id.Length * -1).Select(message => (message.Id, message.Attempts)));
    }

    [Fact]
    public async Task Messages_that_follow_from_others_are_added_once()
    {
        var outbox = Get<IOutboxStore>();
        var book = new Book(Tenant, "1");
        await CommitAsync(book.Next(0) with { Outbox = [book.Message("there", 1)] });
        await outbox.DeliveredAsync("there", Book.Minute(2), Cancelled);

        await outbox.AddAsync([book.Message("there", 3), book.Message("new", 3) with { JobId = null, Recipient = null }], Cancelled);
        await outbox.AddAsync([book.Message("new", 9)], Cancelled);
        await outbox.AddAsync([], Cancelled);

        var claimed = Assert.Single(await outbox.ClaimAsync(Book.Minute(60), One, 10, Cancelled));
        Assert.Equal(("new", Book.Minute(3), null, null, "您好"), (claimed.Id, claimed.CreatedAt, claimed.JobId, claimed.Recipient, claimed.Payload["text"].AsString));
    }
}
