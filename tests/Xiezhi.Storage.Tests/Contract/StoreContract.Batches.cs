using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_thousand_commits_are_one_batch()
    {
        var books = Enumerable.Range(0, 1000).Select(i => new Book(Tenant, "case " + i)).ToList();

        var opened = await Cases.CommitAsync(
            [
                .. books.Select((book, i) => book.Next(0) with
                {
                    IdempotencyKey = "open " + i,
                    TasksOpened = [book.Task(1, i, "office", "water")],
                    MomentsSet = [new DueMoment("timer:1", Book.Minute(i))],
                    Outbox = [book.Message("m-" + i, i)],
                }),
            ],
            Cancelled);
        var completed = await Cases.CommitAsync([.. books.Select(book => book.Next(1) with { TasksClosed = [1], MomentsCleared = ["timer:1"] })], Cancelled);

        Assert.All(opened.Concat(completed), outcome => Assert.Equal(CommitOutcome.Committed, outcome));
        Assert.Equal(2000, opened.Length + completed.Length);
        Assert.Equal(2000, (await Get<ILogReader>().ReadAllAsync(Tenant, Cancelled).ToListAsync(Cancelled)).Count);
        Assert.Equal(1000, (await Queries.CountCasesAsync(Tenant, Cancelled))[CaseStatus.Open]);
        Assert.Empty(await Queries.ListTasksAsync(new TaskFilter(Tenant), Cancelled));
        Assert.Null(await Cases.NextDueAsync(Cancelled));
        Assert.Equal(1000, (await Get<IOutboxStore>().ClaimAsync(Book.Minute(1000), One, 5000, Cancelled)).Length);
    }

    [Fact]
    public async Task Two_hosts_that_act_on_the_same_moment_make_the_same_message_and_the_second_conflicts()
    {
        var book = new Book(Tenant, "1");
        await CommitAsync(book.Next(0));
        var acted = book.Next(1) with { Outbox = [book.Message("m", 1)] };

        Assert.Equal(CommitOutcome.Committed, await CommitAsync(acted));
        Assert.Equal(CommitOutcome.Conflict, await CommitAsync(acted));

        var another = new Book(Tenant, "2");
        await CommitAsync(another.Next(0));
        var once = another.Next(1) with { Outbox = [another.Message("n", 1)] };
        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Conflict], await Cases.CommitAsync([once, once], Cancelled));
    }

    [Fact]
    public async Task Among_a_thousand_those_that_do_not_fit_fail_alone()
    {
        var books = Enumerable.Range(0, 1000).Select(i => new Book(Tenant, "case " + i)).ToList();
        await Cases.CommitAsync([.. books.Select((book, i) => book.Next(0) with { IdempotencyKey = "open " + i })], Cancelled);

        var outcomes = await Cases.CommitAsync(
            [.. books.Select((book, i) => book.Next(1) with { IdempotencyKey = i % 7 == 0 ? "open " + i : "next " + i, ExpectedVersion = i % 7 != 0 && i % 5 == 0 ? 3 : 1 })], Cancelled);

        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(i % 7 == 0 ? CommitOutcome.Duplicate : i % 5 == 0 ? CommitOutcome.Conflict : CommitOutcome.Committed, outcomes[i]);
        }

        Assert.Equal(1000 + outcomes.Count(outcome => outcome == CommitOutcome.Committed), (await Get<ILogReader>().ReadAllAsync(Tenant, Cancelled).ToListAsync(Cancelled)).Count);
    }

    [Fact]
    public async Task A_batch_with_a_row_that_cannot_be_written_fails_whole_and_each_of_the_others_can_be_written_alone()
    {
        var (one, bad, two) = (new Book(Tenant, "1"), new Book(Tenant, "bad"), new Book(Tenant, "2"));
        await CommitAsync(new Book(Tenant, "0").Next(0) with { Outbox = [one.Message("taken", 0)] });
        CaseCommit[] batch = [one.Next(0) with { IdempotencyKey = "k" }, bad.Next(0) with { Outbox = [bad.Message("taken", 1)] }, two.Next(0)];

        await Assert.ThrowsAnyAsync<Exception>(() => Cases.CommitAsync(batch, Cancelled));

        Assert.Empty(await Cases.ReadLogAsync(Tenant, one.Id, 0, Cancelled));
        Assert.False(await Cases.HasCommandAsync(Tenant, "k", Cancelled));
        Assert.Equal(CommitOutcome.Committed, await CommitAsync(batch[0]));
        await Assert.ThrowsAnyAsync<Exception>(() => CommitAsync(batch[1]));
        Assert.Equal(CommitOutcome.Committed, await CommitAsync(batch[2]));
        Assert.Empty(await Cases.ReadLogAsync(Tenant, bad.Id, 0, Cancelled));
    }

    [Fact]
    public async Task An_empty_batch_does_nothing() => Assert.Empty(await Cases.CommitAsync([], Cancelled));

    [Fact]
    public async Task In_one_batch_what_an_earlier_commit_opened_a_later_one_of_the_case_closes()
    {
        var book = new Book(Tenant, "1");
        var first = book.Next(0) with { TasksOpened = [book.Task(1, 0, "office")], MomentsSet = [new DueMoment("timer:1", Book.Minute(5))] };
        var second = book.Next(1) with { TasksOpened = [book.Task(2, 1, "water")], TasksClosed = [1], MomentsSet = [new DueMoment("timer:1", Book.Minute(9)), new DueMoment("timer:2", Book.Minute(12))] };
        var third = book.Next(2) with { MomentsCleared = ["timer:2"] };

        Assert.All(await Cases.CommitAsync([first, second, third], Cancelled), outcome => Assert.Equal(CommitOutcome.Committed, outcome));

        Assert.Equal([2], (await Queries.ListTasksAsync(new TaskFilter(Tenant), Cancelled)).Select(task => task.TaskId));
        Assert.Equal([new DueCase(Tenant, book.Id, Book.Minute(9))], await Cases.FindDueAsync(Book.Minute(60), 10, Cancelled));
        Assert.Equal(Book.Minute(62), (await Queries.FindCaseAsync(Tenant, book.Id, Cancelled))!.DueAt);
    }

    [Fact]
    public async Task Of_those_who_change_a_case_at_once_one_wins_each_time()
    {
        var book = new Book(Tenant, "1");
        await CommitAsync(book.Next(0));

        for (var round = 1; round <= 25; round++)
        {
            var commit = book.Next(round);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CommitAsync(commit))));

            Assert.Single(outcomes, CommitOutcome.Committed);
            Assert.Equal(7, outcomes.Count(outcome => outcome == CommitOutcome.Conflict));
        }

        Assert.Equal(26, (await Cases.ReadLogAsync(Tenant, book.Id, 0, Cancelled)).Length);
    }

    [Fact]
    public async Task Of_those_who_open_a_case_at_once_one_does()
    {
        for (var round = 0; round < 25; round++)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => CommitAsync(new Book(Tenant, "case " + round).Next(i)))));

            Assert.Single(outcomes, CommitOutcome.Committed);
            Assert.Equal(7, outcomes.Count(outcome => outcome == CommitOutcome.Conflict));
        }
    }

    [Fact]
    public async Task Of_those_who_use_a_key_at_once_one_is_done_and_the_others_are_told()
    {
        for (var round = 0; round < 25; round++)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => CommitAsync(new Book(Tenant, $"case {round}/{i}").Next(0) with { IdempotencyKey = "key " + round }))));

            Assert.Single(outcomes, CommitOutcome.Committed);
            Assert.Equal(7, outcomes.Count(outcome => outcome == CommitOutcome.Duplicate));
        }

        Assert.Equal(25, (await Queries.CountCasesAsync(Tenant, Cancelled))[CaseStatus.Open]);
    }

    [Fact]
    public async Task Batches_that_cross_one_another_neither_hold_each_other_up_nor_lose_anything()
    {
        var books = Enumerable.Range(0, 60).Select(i => new Book(Tenant, "case " + i)).ToList();
        await Cases.CommitAsync([.. books.Select(book => book.Next(0))], Cancelled);
        var committed = 0;

        for (var round = 1; round <= 10; round++)
        {
            var commits = books.Select(book => book.Next(round)).ToList();
            var orders = new[] { commits, Enumerable.Reverse(commits), commits.OrderBy(commit => commit.Summary.Head.ToString(), StringComparer.Ordinal), commits.Skip(20).Concat(commits.Take(20)) };
            var outcomes = await Task.WhenAll(orders.Select(order => Task.Run(() => Cases.CommitAsync([.. order], Cancelled))));
            committed += outcomes.Sum(batch => batch.Count(outcome => outcome == CommitOutcome.Committed));
            Assert.DoesNotContain(CommitOutcome.Duplicate, outcomes.SelectMany(batch => batch));
        }

        Assert.Equal(600, committed);
        Assert.Equal(660, (await Get<ILogReader>().ReadAllAsync(Tenant, Cancelled).ToListAsync(Cancelled)).Count);
    }

    [Fact]
    public async Task Tenants_do_not_see_one_another()
    {
        var (here, there) = (new Book(Tenant, "1"), new Book("another", "1"));
        var outcomes = await Cases.CommitAsync(
            [
                here.Next(0) with { IdempotencyKey = "k", TasksOpened = [here.Task(1, 0, "office")] },
                there.Next(0) with { IdempotencyKey = "k", TasksOpened = [there.Task(1, 0, "office")], MomentsSet = [new DueMoment("timer:1", Book.Minute(1))] },
            ],
            Cancelled);

        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Committed], outcomes);
        Assert.Equal(["another"], (await Queries.ListTasksAsync(new TaskFilter("another", "office"), Cancelled)).Select(task => task.Tenant));
        Assert.Empty(await Cases.ReadLogAsync("third", here.Id, 0, Cancelled));
        Assert.Equal(["another"], (await Cases.ClaimDueAsync(Book.Minute(1), One, 10, Cancelled)).Select(due => due.Tenant));
        Assert.Null(await Queries.FindCaseByKeyAsync("third", "1", Cancelled));
        Assert.Empty(await Queries.CountCasesAsync("third", Cancelled));
    }
}
