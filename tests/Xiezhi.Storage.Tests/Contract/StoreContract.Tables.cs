using System.Collections.Immutable;
using System.Text;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task What_is_due_is_found_the_longest_due_first_and_each_case_once()
    {
        var (early, late, future) = (new Book(Tenant, "early"), new Book(Tenant, "late"), new Book(Tenant, "future"));
        await Cases.CommitAsync(
            [
                late.Next(0) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(20))] },
                early.Next(0) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(10)), new DueMoment("clock:s/c", Book.Minute(30))] },
                future.Next(0) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(31))] },
            ],
            Cancelled);

        Assert.Equal(
            [new DueCase(Tenant, early.Id, Book.Minute(10)), new DueCase(Tenant, late.Id, Book.Minute(20))],
            await Cases.FindDueAsync(Book.Minute(30), 100, Cancelled));
        Assert.Equal([early.Id], (await Cases.FindDueAsync(Book.Minute(30), 1, Cancelled)).Select(due => due.Case));
        Assert.Empty(await Cases.FindDueAsync(Book.Minute(10).AddMilliseconds(-1), 100, Cancelled));
        Assert.Equal(Book.Minute(10), await Cases.NextDueAsync(Cancelled));
    }

    [Fact]
    public async Task A_moment_can_be_moved_and_cleared()
    {
        var book = new Book(Tenant, "1");
        await CommitAsync(book.Next(0) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(10)), new DueMoment("timer:2", Book.Minute(50))] });

        await CommitAsync(book.Next(1) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(40))] });
        Assert.Equal(Book.Minute(40), await Cases.NextDueAsync(Cancelled));

        await CommitAsync(book.Next(2) with { MomentsCleared = ["timer:1", "timer:2"] });
        Assert.Null(await Cases.NextDueAsync(Cancelled));
    }

    [Fact]
    public async Task Open_tasks_are_listed_by_owner_and_case_the_longest_waiting_first()
    {
        var (one, two) = (new Book(Tenant, "1"), new Book(Tenant, "2"));
        await CommitAsync(two.Next(0) with { TasksOpened = [two.Task(1, 5, "water", "office")] });
        await CommitAsync(one.Next(0) with { TasksOpened = [one.Task(1, 9, "office"), one.Task(2, 1, "roads")] });

        var offices = await Queries.ListTasksAsync(new TaskFilter(Tenant, Owner: "office"), Cancelled);
        Assert.Equal([(two.Id, 1), (one.Id, 1)], offices.Select(task => (task.Case, task.TaskId)));
        Assert.Equal(["office", "water"], offices[0].Owners);
        Assert.Equal(("Handle", "办理", Book.Minute(5)), (offices[0].Element, offices[0].Name, offices[0].OpenedAt));
        Assert.Equal([2, 1], (await Queries.ListTasksAsync(new TaskFilter(Tenant, Case: one.Id), Cancelled)).Select(task => task.TaskId));
        Assert.Single(await Queries.ListTasksAsync(new TaskFilter(Tenant, Skip: 1, Take: 1), Cancelled));

        await CommitAsync(one.Next(1) with { TasksClosed = [1] });
        Assert.Equal([two.Id], (await Queries.ListTasksAsync(new TaskFilter(Tenant, Owner: "office"), Cancelled)).Select(task => task.Case));
    }

    [Fact]
    public async Task A_task_whose_owners_change_leaves_the_old_worklists_and_stands_on_the_new()
    {
        var (one, other) = (new Book(Tenant, "1"), new Book(Tenant, "2"));
        await CommitAsync(one.Next(0) with { TasksOpened = [one.Task(1, 5, "office", "water"), one.Task(2, 5, "office")] });
        await CommitAsync(other.Next(0) with { TasksOpened = [other.Task(1, 6, "office")] });

        await CommitAsync(one.Next(1) with { OwnersChanged = [new TaskOwnership(1, ["water", "bureau"]), new TaskOwnership(2, [])] });

        Assert.Equal([(other.Id, 1)], await OnWorklistAsync("office"));
        Assert.Equal([(one.Id, 1)], await OnWorklistAsync("water"));
        Assert.Equal([(one.Id, 1)], await OnWorklistAsync("bureau"));
        Assert.Equal(["bureau", "water"], (await Queries.ListTasksAsync(new TaskFilter(Tenant, Owner: "bureau"), Cancelled)).Single().Owners);
        Assert.Equal(2, (await Queries.ListTasksAsync(new TaskFilter(Tenant, Case: one.Id), Cancelled)).Length);

        await CommitAsync(one.Next(2) with { TasksClosed = [1, 2] });
        Assert.Empty(await OnWorklistAsync("bureau"));
    }

    [Fact]
    public async Task A_commit_that_comes_too_late_leaves_the_owners_alone()
    {
        var book = new Book(Tenant, "1");
        await CommitAsync(book.Next(0) with { TasksOpened = [book.Task(1, 5, "office")] });
        var late = book.Next(1) with { OwnersChanged = [new TaskOwnership(1, ["bureau"])] };

        Assert.Equal(CommitOutcome.Conflict, await CommitAsync(late with { ExpectedVersion = 7 }));

        Assert.Equal([(book.Id, 1)], await OnWorklistAsync("office"));
        Assert.Empty(await OnWorklistAsync("bureau"));
    }

    private async Task<IEnumerable<(CaseId, int)>> OnWorklistAsync(string owner) =>
        (await Queries.ListTasksAsync(new TaskFilter(Tenant, Owner: owner), Cancelled)).Select(task => (task.Case, task.TaskId));

    [Fact]
    public async Task Cases_are_listed_found_and_counted()
    {
        var (one, two, foreign) = (new Book(Tenant, "1"), new Book(Tenant, "2"), new Book("another", "1"));
        var closed = two.Next(0);
        var summary = one.Next(0);
        await Cases.CommitAsync(
            [summary, closed with { Summary = closed.Summary with { Status = CaseStatus.Closed, OpenedAt = Book.Minute(9), EndedAt = Book.Minute(20), Lead = "water", Breached = true } }, foreign.Next(0)], Cancelled);

        Assert.Equal(["2", "1"], (await Queries.ListCasesAsync(new CaseFilter(Tenant), Cancelled)).Select(found => found.Key));
        Assert.Equal(["1"], (await Queries.ListCasesAsync(new CaseFilter(Tenant, Skip: 1), Cancelled)).Select(found => found.Key));
        Assert.Equal(["2"], (await Queries.ListCasesAsync(new CaseFilter(Tenant, CaseStatus.Closed), Cancelled)).Select(found => found.Key));
        Assert.Equal(["2"], (await Queries.ListCasesAsync(new CaseFilter(Tenant, Lead: "water"), Cancelled)).Select(found => found.Key));
        Assert.Equal([(CaseStatus.Open, 1L), (CaseStatus.Closed, 1L)], (await Queries.CountCasesAsync(Tenant, Cancelled)).OrderBy(count => count.Key).Select(count => (count.Key, count.Value)));
        Assert.Equal(summary.Summary, await Queries.FindCaseAsync(Tenant, one.Id, Cancelled));
        Assert.Equal(one.Id, (await Queries.FindCaseByKeyAsync(Tenant, "1", Cancelled))!.Id);
        Assert.Null(await Queries.FindCaseByKeyAsync(Tenant, "3", Cancelled));
    }

    [Fact]
    public async Task A_package_published_twice_from_the_same_date_is_there_once()
    {
        var packages = Get<IPackageStore>();
        var files = ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>.Empty.Add("package.json", Encoding.UTF8.GetBytes("{\"name\":\"热线\"}"));
        var publication = new PackagePublication(Tenant, "hotline", "id", Book.Minute(0), Book.Minute(1), "publisher");

        await packages.AddAsync(publication, files, Cancelled);
        await packages.AddAsync(publication with { PublishedAt = Book.Minute(2) }, files, Cancelled);
        await packages.AddAsync(publication with { EffectiveFrom = Book.Minute(60), PublishedAt = Book.Minute(3) }, files, Cancelled);

        Assert.Equal([publication with { EffectiveFrom = Book.Minute(60), PublishedAt = Book.Minute(3) }, publication], await packages.ListAsync(Tenant, Cancelled));
        Assert.Empty(await packages.ListAsync("another", Cancelled));
        await packages.AddAsync(publication with { Tenant = "A" }, files, Cancelled);
        Assert.Equal(["A", Tenant], await packages.ListTenantsAsync(Cancelled));
        var read = await packages.ReadAsync(Tenant, "id", Cancelled);
        Assert.Equal("{\"name\":\"热线\"}", Encoding.UTF8.GetString(read!["package.json"].Span));
        Assert.Null(await packages.ReadAsync("another", "id", Cancelled));
    }

    [Fact]
    public async Task A_notification_delivered_twice_is_in_the_inbox_once()
    {
        var inboxes = Get<INotificationStore>();
        var first = new Notification("m-1", Tenant, CaseId.For(Tenant, "1"), "office", ValueContext.Of(("about", "催办")), Book.Minute(1));

        await inboxes.AddAsync(first, Cancelled);
        await inboxes.AddAsync(first with { At = Book.Minute(5) }, Cancelled);
        await inboxes.AddAsync(first with { Id = "m-2", At = Book.Minute(3) }, Cancelled);
        await inboxes.AddAsync(first with { Id = "m-3", Recipient = "water" }, Cancelled);

        var inbox = await inboxes.ListAsync(Tenant, "office", 0, 10, Cancelled);
        Assert.Equal([("m-2", Book.Minute(3)), ("m-1", Book.Minute(1))], inbox.Select(notification => (notification.Id, notification.At)));
        Assert.Equal("催办", inbox[0].Content["about"].AsString);
        Assert.Equal(3, (await inboxes.ListAsync(Tenant, null, 0, 10, Cancelled)).Length);
        Assert.Equal(["m-1"], (await inboxes.ListAsync(Tenant, "office", 1, 10, Cancelled)).Select(notification => notification.Id));
    }

    [Fact]
    public async Task Times_are_kept_to_the_millisecond()
    {
        var book = new Book(Tenant, "1");
        await CommitAsync(book.Next(0) with { MomentsSet = [new DueMoment("timer:1", Book.Minute(1).AddTicks(12_345))] });

        Assert.Equal(Book.Minute(1).AddMilliseconds(1), await Cases.NextDueAsync(Cancelled));
    }

    [Fact]
    public async Task A_worklist_shows_who_holds_a_task_and_until_when_and_no_longer_once_it_is_given_back()
    {
        var book = new Book(Tenant, "held");
        var holder = new TaskHolder("office", "李");
        await Cases.CommitAsync([book.Next(0) with { TasksOpened = [book.Task(3, 0, "office")], TasksHeld = [new TaskHolding(3, holder, Book.Minute(60))] }], Cancelled);

        var held = Assert.Single(await Queries.ListTasksAsync(new TaskFilter(Tenant, "office"), Cancelled));
        Assert.Single(await Queries.ListTasksAsync(new TaskFilter(Tenant) { HeldBy = holder }, Cancelled));
        Assert.Empty(await Queries.ListTasksAsync(new TaskFilter(Tenant) { HeldBy = holder with { Person = "王" } }, Cancelled));
        Assert.Empty(await Queries.ListTasksAsync(new TaskFilter(Tenant) { HeldBy = holder with { Person = null } }, Cancelled));
        Assert.Empty(await Queries.ListTasksAsync(new TaskFilter(Tenant) { HeldBy = new TaskHolder("water", "李") }, Cancelled));
        await Cases.CommitAsync([book.Next(1) with { TasksHeld = [new TaskHolding(3, null, null)] }], Cancelled);
        var free = Assert.Single(await Queries.ListTasksAsync(new TaskFilter(Tenant, "office"), Cancelled));

        Assert.Equal((holder, Book.Minute(60)), (held.Holder, held.HeldUntil));
        Assert.Equal((null, null), (free.Holder, free.HeldUntil));
    }
}
