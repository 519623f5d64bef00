using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Tests;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Storage.Tests.PostgreSql;

namespace Xiezhi.Runtime.Tests.Due;

/// <summary>Several hosts on one PostgreSQL database.</summary>
public sealed class SharedStoreTests : IAsyncLifetime
{
    private PostgreSqlDatabaseUnderTest? _database;
    private Engine _one = null!;
    private Engine _other = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgreSqlDatabaseUnderTest.CreateAsync();
        _one = await Engine.StartOnAsync(_database.ConnectionString);
        _other = _one.Another();
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _one.DisposeAsync();
            await _other.DisposeAsync();
            await _database.DisposeAsync();
        }
    }

    [Fact]
    public async Task Hosts_that_work_at_once_act_on_each_deadline_once_and_tell_of_it_once()
    {
        var cases = new List<CaseId>();
        for (var i = 0; i < 25; i++)
        {
            cases.Add((await _one.OpenAsync("case " + i)).Case);
        }

        _one.Time.Advance(TimeSpan.FromHours(5));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => (i % 2 == 0 ? _one : _other).Work.RunAsync())));

        foreach (var id in cases)
        {
            var kinds = (await _one.LogAsync(id)).Select(recorded => recorded.Event).OfType<EscalationTaken>().Select(taken => taken.Kind);
            Assert.Equal(["remind", "remind-superior", "finding"], kinds);
        }

        var inbox = await _one.Get<INotificationStore>().ListAsync(Engine.Tenant, "office", 0, 1000, default);
        Assert.Equal(50, inbox.Length);
        Assert.Equal(0L, await _database!.ScalarAsync("SELECT count(*) FROM moments WHERE claimed_until IS NOT NULL"));
    }

    [Fact]
    public async Task A_host_answers_by_what_another_has_done_since_it_had_the_case_in_memory()
    {
        var id = (await _one.OpenAsync("1")).Case;
        var seen = (await _one.Cases.FindAsync(Engine.Tenant, id))!;
        _one.Time.Advance(TimeSpan.FromHours(2));
        await _other.Work.RunAsync();

        var now = (await _one.Cases.FindAsync(Engine.Tenant, id))!;
        Assert.True(now.Version > seen.Version);
        Assert.Equal(CommandStatus.AlreadyDone, (await _one.Cases.ExecuteAsync(Engine.Tenant, id, new ActOnDue(), Actor.Engine)).Status);

        var task = now.Workflow.Tasks.First();
        Assert.Equal(CommandStatus.Done, (await _other.CompleteAsync(id, task.Element, Engine.Office, "once")).Status);
        Assert.Equal(CommandStatus.AlreadyDone, (await _one.Cases.ExecuteAsync(Engine.Tenant, id, new CompleteTask(task.Id, ValueContext.Empty), Engine.Office, "once")).Status);
        var again = await _one.Cases.ExecuteAsync(Engine.Tenant, id, new CompleteTask(task.Id, ValueContext.Empty), Engine.Office);
        Assert.Equal(CommandStatus.Rejected, again.Status);
    }

    [Fact]
    public async Task Tasks_of_one_case_completed_from_two_hosts_at_once_leave_no_case_stuck()
    {
        for (var i = 0; i < 20; i++)
        {
            var id = (await _one.OpenAsync("case " + i)).Case;
            var state = (await _other.Cases.FindAsync(Engine.Tenant, id))!;
            var task = state.Workflow.Tasks.First();

            var results = await Task.WhenAll(new[] { _one, _other }.Select(host => Task.Run(() =>
                host.Cases.ExecuteAsync(Engine.Tenant, id, new CompleteTask(task.Id, ValueContext.Empty), Engine.Office, "complete " + i))));

            Assert.Equal([CommandStatus.Done, CommandStatus.AlreadyDone], results.Select(result => result.Status).Order());
        }
    }

    [Fact]
    public async Task A_package_that_one_host_publishes_is_in_force_on_another_a_second_later()
    {
        var before = await _other.Packages.InForceAsync(Engine.Tenant, "test", _one.Time.GetUtcNow());
        _one.Time.Advance(TimeSpan.FromMinutes(1));
        var levels = TestPackage.ServiceLevels.Replace("PT4H", "PT8H", StringComparison.Ordinal);
        var published = await _one.Packages.PublishAsync(Engine.Tenant, TestPackage.Files(("service-levels.json", levels)), null, Engine.Publisher);
        Assert.True(published.Published);

        _one.Time.Advance(TimeSpan.FromSeconds(2));

        var after = await _other.Packages.InForceAsync(Engine.Tenant, "test", _one.Time.GetUtcNow());
        Assert.NotEqual(before!.Id, after!.Id);
        Assert.Equal(published.Package!.Id, after.Id);
    }
}
