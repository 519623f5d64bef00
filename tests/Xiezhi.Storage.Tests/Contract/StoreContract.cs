using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Storage.Tests.Contract;

/// <summary>What every store must do. A store is tested by a class that derives from this one and registers it.</summary>
public abstract partial class StoreContract : IAsyncDisposable
{
    private const string Tenant = "city";

    private readonly Lock _building = new();

    private ServiceProvider? _provider;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ICaseStore Cases => Get<ICaseStore>();

    private ICaseQueries Queries => Get<ICaseQueries>();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }
    }

    /// <summary>Whether texts are kept as .NET has them, and not as UTF-8.</summary>
    protected virtual bool KeepsTextsAsTheyAre => false;

    protected abstract void Use(XiezhiBuilder builder);

    protected T Get<T>()
        where T : notnull
    {
        // Tests begin with several at once, and all of them must meet in one store.
        lock (_building)
        {
            if (_provider is null)
            {
                var services = new ServiceCollection();
                Use(services.AddXiezhi());
                _provider = services.BuildServiceProvider();
            }
        }

        return _provider.GetRequiredService<T>();
    }

    private async Task<CommitOutcome> CommitAsync(CaseCommit commit) => (await Cases.CommitAsync([commit], Cancelled)).Single();

    [Fact]
    public async Task What_was_committed_is_read_as_it_was_written()
    {
        var book = new Book(Tenant, "1");
        var (first, second) = (book.Next(0, new TitleSet("夜间噪声"), new LeadAssigned(["office"], true)), book.Next(5));

        Assert.Equal(CommitOutcome.Committed, await CommitAsync(first));
        Assert.Equal(CommitOutcome.Committed, await CommitAsync(second));

        var log = await Cases.ReadLogAsync(Tenant, book.Id, 0, Cancelled);
        Assert.Equal([1L, 2, 3, 4], log.Select(recorded => recorded.Sequence));
        Assert.Equal([.. first.Events.Select(Essence), .. second.Events.Select(Essence)], log.Select(Essence));
        Assert.Equal([4L], (await Cases.ReadLogAsync(Tenant, book.Id, 3, Cancelled)).Select(recorded => recorded.Sequence));
    }

    [Fact]
    public async Task The_chain_of_hashes_holds_after_reading()
    {
        var book = new Book(Tenant, "1");
        await CommitAsync(book.Next(0, new TitleSet("a")));
        await CommitAsync(book.Next(1));

        var log = await Cases.ReadLogAsync(Tenant, book.Id, 0, Cancelled);

        var head = default(EventHash);
        Assert.All(log, recorded => Assert.Equal(head = head.Next(recorded.Text), recorded.Hash));
    }

    [Fact]
    public async Task A_case_that_is_not_there_has_no_log()
    {
        Assert.Empty(await Cases.ReadLogAsync(Tenant, CaseId.For(Tenant, "none"), 0, Cancelled));
        Assert.Null(await Queries.FindCaseAsync(Tenant, CaseId.For(Tenant, "none"), Cancelled));
    }

    [Fact]
    public async Task Of_two_commits_on_the_same_version_the_second_conflicts_and_leaves_nothing()
    {
        var book = new Book(Tenant, "1");
        await CommitAsync(book.Next(0));
        var won = book.Next(1);
        var lost = won with
        {
            Events = [won.Events[0]],
            IdempotencyKey = "lost",
            TasksOpened = [book.Task(1, 1, "office")],
            MomentsSet = [new DueMoment("timer:1", Book.Minute(1))],
            Outbox = [book.Message("m", 1)],
        };
        await CommitAsync(won);

        Assert.Equal(CommitOutcome.Conflict, await CommitAsync(lost));

        Assert.False(await Cases.HasCommandAsync(Tenant, "lost", Cancelled));
        Assert.Equal(2, (await Cases.ReadLogAsync(Tenant, book.Id, 0, Cancelled)).Length);
        Assert.Empty(await Queries.ListTasksAsync(new TaskFilter(Tenant), Cancelled));
        Assert.Null(await Cases.NextDueAsync(Cancelled));
        Assert.Null(await Get<IOutboxStore>().NextAttemptAsync(Cancelled));
    }

    [Fact]
    public async Task A_case_is_opened_once()
    {
        await CommitAsync(new Book(Tenant, "1").Next(0));

        Assert.Equal(CommitOutcome.Conflict, await CommitAsync(new Book(Tenant, "1").Next(3)));
    }

    [Fact]
    public async Task The_same_key_again_is_a_duplicate_and_leaves_nothing()
    {
        var book = new Book(Tenant, "1");
        await CommitAsync(book.Next(0) with { IdempotencyKey = "once" });

        var again = await CommitAsync(book.Next(1) with { IdempotencyKey = "once", MomentsSet = [new DueMoment("timer:1", Book.Minute(1))] });

        Assert.Equal(CommitOutcome.Duplicate, again);
        Assert.True(await Cases.HasCommandAsync(Tenant, "once", Cancelled));
        Assert.False(await Cases.HasCommandAsync("another", "once", Cancelled));
        Assert.Single(await Cases.ReadLogAsync(Tenant, book.Id, 0, Cancelled));
        Assert.Null(await Cases.NextDueAsync(Cancelled));
    }

    [Fact]
    public async Task In_one_batch_each_commit_stands_for_itself()
    {
        var (one, two) = (new Book(Tenant, "1"), new Book(Tenant, "2"));

        var outcomes = await Cases.CommitAsync([one.Next(0), new Book(Tenant, "1").Next(0), one.Next(1), two.Next(0) with { IdempotencyKey = "k" }, two.Next(1) with { IdempotencyKey = "k" }], Cancelled);

        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Conflict, CommitOutcome.Committed, CommitOutcome.Committed, CommitOutcome.Duplicate], outcomes);
        Assert.Equal(2, (await Queries.FindCaseAsync(Tenant, one.Id, Cancelled))!.Version);
        Assert.Equal(1, (await Queries.FindCaseAsync(Tenant, two.Id, Cancelled))!.Version);
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing()
    {
        var books = Enumerable.Range(0, 40).Select(i => new Book(Tenant, "case " + i)).ToList();
        var commits = books.Select(book => new[] { book.Next(0), book.Next(1), book.Next(2) }).ToList();

        await Task.WhenAll(commits.Select(async three =>
        {
            foreach (var commit in three)
            {
                Assert.Equal(CommitOutcome.Committed, await CommitAsync(commit));
            }
        }));

        var logs = await Get<ILogReader>().ReadAllAsync(Tenant, Cancelled).ToListAsync(Cancelled);
        Assert.Equal(120, logs.Count);
    }

    [Fact]
    public async Task All_logs_are_read_case_by_case_in_order()
    {
        var (one, two, foreign) = (new Book(Tenant, "1"), new Book(Tenant, "2"), new Book("another", "1"));
        await Cases.CommitAsync([one.Next(0), two.Next(0), foreign.Next(0), one.Next(1), two.Next(1)], Cancelled);

        var read = await Get<ILogReader>().ReadAllAsync(Tenant, Cancelled).ToListAsync(Cancelled);

        Assert.All(read, recorded => Assert.Equal(Tenant, recorded.Tenant));
        var expected = new[] { one.Id, two.Id }.OrderBy(id => id.ToString(), StringComparer.Ordinal).SelectMany(id => new[] { (id, 1L), (id, 2L) });
        Assert.Equal(expected, read.Select(recorded => (recorded.Case, recorded.Sequence)));
    }

    // Arrays and contexts inside events compare by reference or by content, depending on the type; the text is what counts.
    private static object Essence(RecordedEvent recorded) =>
        (recorded.Tenant, recorded.Case, recorded.Sequence, recorded.At, recorded.Actor, recorded.Cause, recorded.Text, recorded.Hash.ToString(), recorded.Event.GetType());
}
