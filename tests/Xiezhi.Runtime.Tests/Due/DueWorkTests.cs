using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Tests;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Runtime.Tests.Due;

public sealed class DueWorkTests
{
    [Fact]
    public async Task Deadlines_act_without_a_request_and_tell_whom_they_concern()
    {
        await using var engine = await Engine.StartAsync();
        var id = (await engine.OpenAsync("1")).Case;

        engine.Time.Advance(TimeSpan.FromHours(5));
        await engine.Work.RunAsync();

        var kinds = (await engine.LogAsync(id)).Select(recorded => recorded.Event).OfType<EscalationTaken>().Select(taken => taken.Kind);
        Assert.Equal(["remind", "remind-superior", "finding"], kinds);
        var inbox = await engine.Get<INotificationStore>().ListAsync(Engine.Tenant, "office", 0, 10, default);
        Assert.Equal(["finding", "remind"], inbox.Select(told => told.Content["about"].AsString!).Order());
        Assert.Single(await engine.Get<INotificationStore>().ListAsync(Engine.Tenant, "bureau", 0, 10, default));
    }

    [Fact]
    public async Task What_is_due_survives_a_restart()
    {
        await using var engine = await Engine.StartAsync();
        var id = (await engine.OpenAsync("1")).Case;

        await engine.RestartAsync();
        Assert.Equal(Engine.Start.AddHours(2), await engine.Work.NextAsync());
        engine.Time.Advance(TimeSpan.FromHours(2));
        await engine.Work.RunAsync();

        Assert.Equal("remind", (await engine.LogAsync(id)).Select(recorded => recorded.Event).OfType<EscalationTaken>().Single().Kind);
    }

    [Fact]
    public async Task A_moment_between_two_milliseconds_neither_comes_early_nor_holds_the_host()
    {
        // 75 % of 1.0007 seconds is no whole number of milliseconds.
        var levels = TestPackage.ServiceLevels.Replace("PT4H", "PT1.0007S", StringComparison.Ordinal);
        await using var engine = await Engine.StartAsync(null, ("service-levels.json", levels));
        var id = (await engine.OpenAsync("1")).Case;

        for (var next = await engine.Work.NextAsync(); next is not null; next = await engine.Work.NextAsync())
        {
            engine.Time.SetUtcNow(next.Value);
            Assert.Equal(CommandStatus.Done, (await engine.Cases.ExecuteAsync(Engine.Tenant, id, new ActOnDue(), Actor.Engine)).Status);
            await engine.Work.RunAsync();
        }

        Assert.Equal(5, (await engine.LogAsync(id)).Count(recorded => recorded.Event is EscalationTaken));
        Assert.Equal(CommandStatus.AlreadyDone, (await engine.Cases.ExecuteAsync(Engine.Tenant, id, new ActOnDue(), Actor.Engine)).Status);
    }

    [Fact]
    public async Task Two_hosts_never_both_act()
    {
        await using var engine = await Engine.StartAsync();
        var ids = new List<CaseId>();
        for (var i = 0; i < 40; i++)
        {
            ids.Add((await engine.OpenAsync("case " + i)).Case);
        }

        var other = engine.Another();
        engine.Time.Advance(TimeSpan.FromHours(20));
        await Task.WhenAll(new[] { engine, other }.Select(one => Task.Run(() => one.Work.RunAsync())));
        await other.DisposeAsync();

        foreach (var id in ids)
        {
            var taken = (await engine.LogAsync(id)).Select(recorded => recorded.Event).OfType<EscalationTaken>().Select(taken => taken.Step);
            Assert.Equal([0, 1, 2, 3, 4], taken);
        }
    }

    [Fact]
    public async Task A_job_of_a_send_task_is_delivered_and_the_case_goes_on()
    {
        var told = new Recorder();
        await using var engine = await Engine.StartAsync(services => services.AddSingleton<IOutboxHandler>(told), ("test.bpmn", WithSendTask));
        var id = (await engine.OpenAsync("1")).Case;

        await engine.CompleteAsync(id, "Handle", Engine.Office);
        await engine.Work.RunAsync();

        Assert.Equal(["notify:citizen to Li"], told.Messages.Select(message => message.Kind + " to " + message.Recipient));
        Assert.Equal("Confirm", Assert.Single((await engine.Cases.FindAsync(Engine.Tenant, id))!.Workflow.Tasks).Element);
    }

    [Fact]
    public async Task A_delivery_that_fails_is_tried_again_later_and_then_set_aside()
    {
        var told = new Recorder { Fails = true };
        await using var engine = await Engine.StartAsync(services => services.AddSingleton<IOutboxHandler>(told), ("test.bpmn", WithSendTask));
        var id = (await engine.OpenAsync("1")).Case;
        await engine.CompleteAsync(id, "Handle", Engine.Office);

        for (var i = 0; i < 20; i++)
        {
            await engine.Work.RunAsync();
            engine.Time.Advance(TimeSpan.FromHours(2));
        }

        Assert.Equal(10, told.Messages.Count(message => message.JobId is not null));
        var aside = Assert.Single((await engine.Get<IOutboxStore>().SetAsideAsync(Engine.Tenant, 0, 10, default)), message => message.Message.JobId is not null);
        Assert.Equal("The line is busy.", aside.Reason);

        // The case says that it is stuck, and goes on once the cause is mended.
        var state = await engine.Cases.FindAsync(Engine.Tenant, id);
        var incident = Assert.Single(state!.Workflow.Incidents);
        told.Fails = false;
        await engine.Cases.ExecuteAsync(Engine.Tenant, id, new RetryIncident(incident.Id), Actor.Engine);
        await engine.Work.RunAsync();
        Assert.Equal("Confirm", Assert.Single((await engine.Cases.FindAsync(Engine.Tenant, id))!.Workflow.Tasks).Element);
    }

    private static string WithSendTask { get; } = TestPackage.Procedure
        .Replace("<scriptTask id=\"Reply\" scriptFormat=\"feel\" xiezhi:resultVariable=\"replied\" xiezhi:records=\"reply\">", "<sendTask id=\"Reply\" implementation=\"notify:citizen\">", StringComparison.Ordinal)
        .Replace("<script>true</script></scriptTask>", "</sendTask>", StringComparison.Ordinal);

    private sealed class Recorder : IOutboxHandler
    {
        public List<OutboxMessage> Messages { get; } = [];

        public bool Fails { get; set; }

        public bool Handles(string kind) => kind == NotificationKinds.Citizen;

        public Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
        {
            Messages.Add(message);
            return Fails ? throw new IOException("The line is busy.") : Task.FromResult(OutboxAnswer.Done);
        }
    }
}
