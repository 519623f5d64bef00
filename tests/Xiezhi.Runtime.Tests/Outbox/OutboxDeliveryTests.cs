using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Tests;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Runtime.Tests.Outbox;

public sealed class OutboxDeliveryTests
{
    private const string Kind = "test:call";

    [Fact]
    public async Task An_error_that_nothing_in_the_procedure_catches_becomes_an_incident()
    {
        var called = new Handler(_ => new OutboxAnswer(ValueContext.Empty, "NO_PERMIT", "There is none."));
        await using var engine = await StartAsync(called);
        var id = (await engine.OpenAsync("1")).Case;

        await engine.CompleteAsync(id, "Handle", Engine.Office);
        await engine.Work.RunAsync();

        var incident = Assert.Single((await engine.Cases.FindAsync(Engine.Tenant, id))!.Workflow.Incidents);
        Assert.Contains("NO_PERMIT", incident.Message, StringComparison.Ordinal);
        Assert.Contains("There is none.", Assert.Single(await AsideAsync(engine)).Reason, StringComparison.Ordinal);
        Assert.Equal(1, called.Times);
    }

    [Fact]
    public async Task A_handler_that_gives_up_by_itself_has_failed_and_holds_up_no_other_message()
    {
        var called = new Handler(message => message.Id == "slow" ? throw new TaskCanceledException("It took too long.") : OutboxAnswer.Done);
        await using var engine = await StartAsync(called);
        await PutAsync(engine, Message("slow", "a"), Message("quick", "b"));

        await engine.Work.RunAsync();
        Assert.Equal(2, called.Times);
        for (var i = 0; i < 20; i++)
        {
            engine.Time.Advance(TimeSpan.FromHours(2));
            await engine.Work.RunAsync();
        }

        Assert.Equal(("slow", "It took too long."), Assert.Single((await AsideAsync(engine)).Select(aside => (aside.Message.Id, aside.Reason))));
    }

    [Fact]
    public async Task What_was_delivered_while_the_host_stops_is_not_delivered_again()
    {
        using var stopping = new CancellationTokenSource();
        var called = new Handler(_ =>
        {
            stopping.Cancel();
            return OutboxAnswer.Done;
        });
        await using var engine = await StartAsync(called);
        var id = (await engine.OpenAsync("1")).Case;
        await engine.CompleteAsync(id, "Handle", Engine.Office);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Work.RunAsync(stopping.Token));
        engine.Time.Advance(TimeSpan.FromHours(1));
        await engine.Work.RunAsync();

        Assert.Equal(1, called.Times);
        Assert.Equal("Confirm", Assert.Single((await engine.Cases.FindAsync(Engine.Tenant, id))!.Workflow.Tasks).Element);
    }

    [Fact]
    public async Task A_message_whose_case_can_not_be_worked_on_is_set_aside_and_holds_up_no_other()
    {
        var called = new Handler(message => message.JobId is null ? OutboxAnswer.Done : throw new OutboxRefusedException("Nobody is there."));
        await using var engine = await StartAsync(called);

        // The engine carries out nothing for a tenant without a name.
        await PutAsync(engine, Message("of nobody", "a") with { Tenant = "", JobId = 3 }, Message("another", "b"));
        await engine.Work.RunAsync();

        Assert.Equal(2, called.Times);
        Assert.Null(await engine.Get<IOutboxStore>().NextAttemptAsync(default));
        Assert.Equal("Nobody is there.", Assert.Single(await engine.Get<IOutboxStore>().SetAsideAsync("", 0, 10, default)).Reason);
    }

    private static Task<Engine> StartAsync(Handler handler) => Engine.StartAsync(
        services => services.AddSingleton<IOutboxHandler>(handler),
        ("test.bpmn", TestPackage.Procedure
            .Replace("<scriptTask id=\"Reply\" scriptFormat=\"feel\" xiezhi:resultVariable=\"replied\" xiezhi:records=\"reply\">", $"<serviceTask id=\"Reply\" implementation=\"{Kind}\">", StringComparison.Ordinal)
            .Replace("<script>true</script></scriptTask>", "</serviceTask>", StringComparison.Ordinal)));

    private static OutboxMessage Message(string id, string about) =>
        new(id, Engine.Tenant, CaseId.For(Engine.Tenant, about), null, Kind, null, ValueContext.Empty, Engine.Start);

    private static Task PutAsync(Engine engine, params OutboxMessage[] messages) => engine.Get<IOutboxStore>().AddAsync([.. messages], default);

    private static async Task<IReadOnlyList<MessageSetAside>> AsideAsync(Engine engine) => await engine.Get<IOutboxStore>().SetAsideAsync(Engine.Tenant, 0, 10, default);

    private sealed class Handler(Func<OutboxMessage, OutboxAnswer> answer) : IOutboxHandler
    {
        private int _times;

        public int Times => _times;

        public bool Handles(string kind) => kind == Kind;

        public Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _times);
            return Task.FromResult(answer(message));
        }
    }
}
