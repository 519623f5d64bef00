using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Runtime.Proofs;

namespace Xiezhi.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Theory]
    [InlineData("夜间噪声扰民 🏗️ é\u0301 ‮")]
    [InlineData("nul \0 in it, \0\0 twice")]
    [InlineData("\0")]
    [InlineData("\u0010 and \u0010@ and \u0010\u0010 and \u0010\0")]
    [InlineData("quotes ' \" \\ $1 % _ ; -- {a,NULL,\"b\"} \r\n\t\u007f\uffff")]
    [InlineData("")]
    public async Task A_text_is_kept_to_the_character(string text)
    {
        var book = new Book(Tenant, "key " + text);
        var commit = book.Next(0, new TitleSet(text)) with { IdempotencyKey = "command " + text, TasksOpened = [book.Task(1, 0, "owner " + text) with { Name = text }] };
        commit = commit with { Summary = commit.Summary with { Title = text, Matter = text, Lead = text }, MomentsSet = [new DueMoment("timer " + text, Book.Minute(1))] };
        await CommitAsync(commit with { Outbox = [book.Message("m " + text, 0) with { Recipient = text, Payload = ValueContext.Of((text, text)) }] });
        await Get<INotificationStore>().AddAsync(new Notification("n " + text, Tenant, book.Id, "r " + text, ValueContext.Of(("text", text)), Book.Minute(1)), Cancelled);

        Assert.Equal(commit.Summary, await Queries.FindCaseByKeyAsync(Tenant, "key " + text, Cancelled));
        Assert.Equal([book.Id], (await Queries.ListCasesAsync(new CaseFilter(Tenant, Lead: text), Cancelled)).Select(found => found.Id));
        var read = await Cases.ReadLogAsync(Tenant, book.Id, 0, Cancelled);
        Assert.Equal(commit.Events.Select(recorded => (recorded.Text, recorded.Hash)), read.Select(recorded => (recorded.Text, recorded.Hash)));
        Assert.Equal(text, Assert.IsType<TitleSet>(read[1].Event).Title);
        Assert.True(await Cases.HasCommandAsync(Tenant, "command " + text, Cancelled));
        Assert.False(await Cases.HasCommandAsync(Tenant, "command " + text + "\0", Cancelled));
        var task = Assert.Single(await Queries.ListTasksAsync(new TaskFilter(Tenant, "owner " + text), Cancelled));
        Assert.Equal((text, "owner " + text), (task.Name, Assert.Single(task.Owners)));
        var message = Assert.Single(await Get<IOutboxStore>().ClaimAsync(Book.Minute(1), One, 10, Cancelled));
        Assert.Equal(("m " + text, text, text), (message.Id, message.Recipient, message.Payload[text].AsString));
        var told = Assert.Single(await Get<INotificationStore>().ListAsync(Tenant, "r " + text, 0, 10, Cancelled));
        Assert.Equal(("n " + text, text), (told.Id, told.Content["text"].AsString));

        await CommitAsync(book.Next(1) with { MomentsCleared = ["timer " + text] });
        Assert.Null(await Cases.NextDueAsync(Cancelled));
    }

    [Fact]
    public async Task Half_a_surrogate_pair_becomes_the_character_that_stands_for_what_cannot_be_read()
    {
        if (KeepsTextsAsTheyAre)
        {
            Assert.Skip("This store keeps texts as they are in memory.");
        }

        var book = new Book(Tenant, "1");
        var commit = book.Next(0, new TitleSet("a\ud800b"));

        await CommitAsync(commit with { Summary = commit.Summary with { Title = "a\ud800b" } });

        Assert.Equal("a\ufffdb", (await Queries.FindCaseAsync(Tenant, book.Id, Cancelled))!.Title);
        var read = await Cases.ReadLogAsync(Tenant, book.Id, 0, Cancelled);
        Assert.Equal(read[1].Hash, read[0].Hash.Next(read[1].Text));
    }

    [Fact]
    public async Task A_text_may_be_very_long()
    {
        var random = new Random(7);
        var text = string.Concat(Enumerable.Range(0, 300_000).Select(_ => (char)random.Next(0x4e00, 0x9fa5)));
        var (book, other) = (new Book(Tenant, text), new Book(Tenant, text[..^1]));
        var commit = book.Next(0, new TitleSet(text)) with { IdempotencyKey = text };
        commit = commit with { Summary = commit.Summary with { Title = text }, Outbox = [book.Message("m", 0) with { Payload = ValueContext.Of(("text", text)) }] };

        Assert.Equal(CommitOutcome.Committed, await CommitAsync(commit));
        Assert.Equal(CommitOutcome.Duplicate, await CommitAsync(other.Next(0) with { IdempotencyKey = text }));
        Assert.Equal(CommitOutcome.Committed, await CommitAsync(new Book(Tenant, "2").Next(0) with { IdempotencyKey = text[..^1] }));

        Assert.Equal(commit.Summary, await Queries.FindCaseByKeyAsync(Tenant, text, Cancelled));
        Assert.Equal(text, Assert.IsType<TitleSet>((await Cases.ReadLogAsync(Tenant, book.Id, 1, Cancelled))[0].Event).Title);
        Assert.True(await Cases.HasCommandAsync(Tenant, text, Cancelled));
        Assert.Equal(text, (await Get<IOutboxStore>().ClaimAsync(Book.Minute(1), One, 10, Cancelled))[0].Payload["text"].AsString);
    }

    [Fact]
    public async Task Texts_are_ordered_by_their_characters_in_no_language()
    {
        var inboxes = Get<INotificationStore>();
        string[] ordered = ["B", "Z", "_", "a", "b", "é", "中", "办"];
        foreach (var id in Enumerable.Reverse(ordered))
        {
            await inboxes.AddAsync(new Notification(id, Tenant, CaseId.For(Tenant, "1"), "office", ValueContext.Empty, Book.Minute(1)), Cancelled);
        }

        Assert.Equal(ordered, (await inboxes.ListAsync(Tenant, "office", 0, 100, Cancelled)).Select(notification => notification.Id));
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repetition()
    {
        var books = Enumerable.Range(0, 90).Select(i => new Book(Tenant, "case " + i)).ToList();
        await Cases.CommitAsync([.. books.Select((book, i) => Opened(book.Next(0) with { TasksOpened = [book.Task(1, i / 30, "office"), book.Task(2, i / 30, "water")] }, Book.Minute(i / 30)))], Cancelled);

        var cases = new List<CaseId>();
        var tasks = new List<(CaseId Case, int Task)>();
        for (var skip = 0; skip < 200; skip += 40)
        {
            cases.AddRange((await Queries.ListCasesAsync(new CaseFilter(Tenant, Skip: skip, Take: 40), Cancelled)).Select(found => found.Id));
            tasks.AddRange((await Queries.ListTasksAsync(new TaskFilter(Tenant, Skip: skip, Take: 40), Cancelled)).Select(task => (task.Case, task.TaskId)));
        }

        Assert.Equal(books.Index().OrderByDescending(book => book.Index / 30).ThenBy(book => book.Item.Id.ToString(), StringComparer.Ordinal).Select(book => book.Item.Id), cases);
        Assert.Equal(
            books.Index().OrderBy(book => book.Index / 30).ThenBy(book => book.Item.Id.ToString(), StringComparer.Ordinal).SelectMany(book => new[] { (book.Item.Id, 1), (book.Item.Id, 2) }), tasks);

        static CaseCommit Opened(CaseCommit commit, DateTimeOffset at) => commit with { Summary = commit.Summary with { OpenedAt = at } };
    }

    [Fact]
    public async Task An_audit_sees_the_store_as_it_was_when_it_began()
    {
        var (one, two, foreign) = (new Book(Tenant, "1"), new Book(Tenant, "2"), new Book("another", "1"));
        await Cases.CommitAsync([one.Next(0, new TitleSet("a")), two.Next(0), foreign.Next(0)], Cancelled);

        using var snapshot = await Get<IProofStore>().OpenAsync(Cancelled);
        var tenants = snapshot.Tenants();
        await CommitAsync(two.Next(1));

        Assert.Equal(["another", Tenant], tenants);
        var expected = new[] { (one.Id, 2L), (two.Id, 1L) }.OrderBy(book => book.Id.ToString(), StringComparer.Ordinal).ToList();
        Assert.Equal(expected.Select(book => (book.Id.ToString(), book.Item2)), snapshot.Heads(Tenant).Select(head => (head.Case, head.Version)).Order());
        var events = snapshot.Events(Tenant).ToList();
        Assert.Equal(expected.SelectMany(book => Enumerable.Range(1, (int)book.Item2).Select(place => (book.Id.ToString(), (long)place))), events.Select(stored => (stored.Case, stored.Sequence)));
        var stored = Assert.Single(events, stored => stored.Type == "title");
        Assert.Contains("\"a\"", stored.Text, StringComparison.Ordinal);
        Assert.Equal((Book.Minute(0).ToUnixTimeMilliseconds(), 32), (stored.At, stored.Hash.Length));
        Assert.Empty(snapshot.Checkpoints(Tenant));
    }

    [Fact]
    public async Task A_checkpoint_is_kept_once()
    {
        var (store, book) = (Get<IProofStore>(), new Book(Tenant, "1"));
        var hash = default(EventHash).Next("a");
        var checkpoint = new Checkpoint
        {
            Head = new TreeHead(Tenant, 1, 5, hash, Book.Minute(3)),
            Key = "key",
            Signature = [1, 2, 3],
            Consistency = [hash, hash.Next("b")],
            Cases = [new CoveredCase(book.Id, 5, hash)],
        };

        Assert.True(await store.AddAsync(checkpoint, Cancelled));
        Assert.False(await store.AddAsync(checkpoint with { Key = "another" }, Cancelled));
        Assert.True(await store.AddAsync(checkpoint with { Head = checkpoint.Head with { Number = 2 }, Consistency = [], Cases = [] }, Cancelled));

        using var snapshot = await store.OpenAsync(Cancelled);
        var kept = snapshot.Checkpoints(Tenant).ToList();
        Assert.Equal([(1L, "key"), (2L, "key")], kept.Select(one => (one.Head.Number, one.Key)));
        Assert.Equal(checkpoint.Head, kept[0].Head);
        Assert.Equal([1, 2, 3], kept[0].Signature);
        Assert.Equal([hash, hash.Next("b")], kept[0].Consistency);
        Assert.Equal([new CoveredCase(book.Id, 5, hash)], kept[0].Cases);
        Assert.Empty(kept[1].Cases);
        Assert.Equal([Tenant], snapshot.Tenants());
    }
}
