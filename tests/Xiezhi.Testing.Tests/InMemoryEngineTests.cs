using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Testing.Tests;

/// <summary>The engine on the in-memory store and the virtual clock, as somebody who tests an embedding would use both.</summary>
public sealed class InMemoryEngineTests : IAsyncDisposable
{
    private const string Tenant = "city";

    private static readonly Actor Centre = new(PartyKind.Agency, "hotline-centre");

    private readonly VirtualClock _clock = new(new DateTimeOffset(2019, 4, 24, 16, 3, 40, TimeSpan.FromHours(8)));
    private readonly ServiceProvider _provider;

    public InMemoryEngineTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddXiezhi().UseInMemory();
        _provider = services.BuildServiceProvider();
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_that_nobody_answers_is_escalated_as_the_clock_is_moved()
    {
        var id = await AcceptedAsync();

        await LetPassAsync(TimeSpan.FromDays(120));

        var log = await Get<ICaseStore>().ReadLogAsync(Tenant, id, 0, Cancelled);
        Assert.Single(log, recorded => recorded.Event is ClockBreached);
        Assert.Single(log, recorded => recorded.Event is FindingProposed { Kind: "overdue" });
        Assert.Equal(["remind", "remind-superior", "finding", "raise", "raise"], log.Select(recorded => recorded.Event).OfType<EscalationTaken>().Select(taken => taken.Kind));
        Assert.Equal(log.Select(recorded => recorded.At).Order(), log.Select(recorded => recorded.At));
        Assert.NotEmpty(await Get<INotificationStore>().ListAsync(Tenant, null, 0, 100, Cancelled));
    }

    [Fact]
    public async Task A_case_is_opened_once_for_a_key()
    {
        var id = await AcceptedAsync();

        var again = await OpenAsync();

        Assert.Equal((CommandStatus.AlreadyDone, id), (again.Status, again.Case));
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    private async Task<CaseId> AcceptedAsync()
    {
        var files = await PackageFolder.ReadAsync(Path.Combine(AppContext.BaseDirectory, "Hotline"), Cancelled);
        var published = await Get<PackageRegistry>().PublishAsync(Tenant, files, null, Actor.Engine, Cancelled);
        Assert.True(published.Published, string.Join('\n', published.Diagnostics));
        var opened = await OpenAsync();
        var accepted = await Get<CaseEngine>().ExecuteAsync(
            Tenant, opened.Case, new CompleteTask(opened.State!.Workflow.Tasks.Single().Id, ValueContext.Empty), Centre, null, Cancelled);
        Assert.True(accepted.Status == CommandStatus.Done, accepted.Reason?.ToString());
        return opened.Case;
    }

    private Task<CommandResult> OpenAsync() => Get<CaseEngine>().OpenAsync(
        Tenant, "hotline", "2554", ValueContext.Of(("topic", "A3区潇楚南路洋湖段怎么还没修好？"), ("sender", "A00023583")), Actor.Citizen("A00023583"), Cancelled);

    private async Task LetPassAsync(TimeSpan time)
    {
        var (work, until) = (Get<DueWork>(), _clock.GetUtcNow() + time);
        while (await work.NextAsync(Cancelled) is { } due && due <= until)
        {
            _clock.AdvanceTo(due);
            Assert.True(await work.RunAsync(Cancelled) > 0);
        }

        _clock.AdvanceTo(until);
    }
}
