using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Tests;
using Xiezhi.Insight.Histories;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Runtime.Packages;
using Xiezhi.Testing;

namespace Xiezhi.Runtime.Tests.Joining;

/// <summary>The real engine on stores in memory, and a post that delivers when and as often as a test says.</summary>
internal sealed class JoiningWorld : IAsyncDisposable
{
    public const string Tenant = "default";

    public const string Rules = """
        { "joining": {
          "merge": { "by": ["city"] },
          "split": { "by": ["city"], "concluding": ["Confirm"], "outcomes": ["answer"], "packages": ["elsewhere"] },
          "related": { "by": ["city"], "kinds": [ { "id": "same-place", "title": { "en": "Same place", "zh-CN": "同一地点" } } ] } } }
        """;

    public static readonly Actor City = new(PartyKind.Agency, "city");
    public static readonly Actor Office = new(PartyKind.StreetOffice, "office");

    private readonly ServiceProvider _provider;
    private readonly CaseMessages _cases;
    private readonly List<OutboxMessage> _delivered = [];

    private JoiningWorld()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddXiezhi().UseInMemory();
        _provider = services.BuildServiceProvider();
        _cases = new CaseMessages(Cases);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2024, 9, 12, 1, 0, 0, TimeSpan.Zero));

    public CaseEngine Cases => _provider.GetRequiredService<CaseEngine>();

    /// <summary>What was sent and not delivered yet.</summary>
    public List<OutboxMessage> Post { get; } = [];

    public static async Task<JoiningWorld> StartAsync(string rules = Rules, string openedBy = "\"citizen\", \"system\"")
    {
        var world = new JoiningWorld();
        await world.PublishAsync(rules, openedBy);
        return world;
    }

    public async Task PublishAsync(string rules, string openedBy, string tenant = Tenant)
    {
        var manifest = TestPackage.Manifest.Replace("[\"citizen\"]", $"[{openedBy}]", StringComparison.Ordinal)
            .Replace("\"lead\": \"lead\"", "\"lead\": \"\\\"office\\\"\"", StringComparison.Ordinal);
        var published = await _provider.GetRequiredService<PackageRegistry>().PublishAsync(
            tenant,
            TestPackage.Files(("handling.json", rules), ("package.json", manifest), ("test.bpmn", TestPackage.Procedure.Replace(">lead<", ">\"office\"<", StringComparison.Ordinal))),
            null,
            new Actor(PartyKind.System, "publisher"));
        Assert.True(published.Published, string.Join("\n", published.Diagnostics));
        PassTime();
    }

    public async Task<CaseId> OpenAsync(int number, string tenant = Tenant)
    {
        var opened = await Cases.OpenAsync(tenant, "test", $"k{number}", ValueContext.Of(("topic", "A lamp is dark")), Actor.Citizen($"c{number}"));
        Assert.True(opened.Succeeded, opened.Reason?.ToString());
        return opened.Case;
    }

    public async Task<CaseState> StateAsync(CaseId id) => (await Cases.FindAsync(Tenant, id))!;

    public async Task<IReadOnlyList<CaseEvent>> EventsAsync(CaseId id) => [.. (await LogAsync(id)).Select(recorded => recorded.Event)];

    public async Task<IReadOnlyList<RecordedEvent>> LogAsync(CaseId id) =>
        await _provider.GetRequiredService<ICaseStore>().ReadLogAsync(Tenant, id, 0, CancellationToken.None);

    public async Task<CaseRecord> RecordAsync(CaseId id) => CaseHistory.Fold(await LogAsync(id));

    public async Task<CommandResult> DoAsync(CaseId id, CaseCommand command, Actor? actor = null)
    {
        PassTime();
        var result = await Cases.ExecuteAsync(Tenant, id, command, actor ?? City);
        await CollectAsync();
        return result;
    }

    /// <summary>Completes the task of an element, where it is open.</summary>
    public async Task<CommandResult?> CompleteAsync(CaseId id, string element, params (string, Value)[] variables)
    {
        var state = await StateAsync(id);
        return state.Workflow.Tasks.FirstOrDefault(task => task.Element == element) is { } task
            ? await DoAsync(id, new CompleteTask(task.Id, ValueContext.Of(variables)), element == "Handle" ? Office : City)
            : null;
    }

    public async Task FinishAsync(CaseId id, params (string, Value)[] variables)
    {
        await CompleteAsync(id, "Handle", variables);
        await CompleteAsync(id, "Confirm");
    }

    public async Task DeliverAsync(int index)
    {
        await CollectAsync();
        if (Post.Count == 0)
        {
            return;
        }

        var message = Post[index % Post.Count];
        Post.Remove(message);
        await DeliverAsync(message);
    }

    public async Task DeliverAgainAsync(int index)
    {
        if (_delivered.Count > 0)
        {
            await DeliverAsync(_delivered[index % _delivered.Count]);
        }
    }

    public async Task DeliverAllAsync()
    {
        await CollectAsync();
        while (Post.Count > 0)
        {
            await DeliverAsync(0);
        }
    }

    /// <summary>The tasks of a case that stand on worklists.</summary>
    public async Task<IReadOnlyList<string>> TasksAsync(CaseId id) =>
        [.. (await _provider.GetRequiredService<ICaseQueries>().ListTasksAsync(new TaskFilter(Tenant, null, id), CancellationToken.None)).Select(task => task.Element)];

    /// <summary>What a case's petitioner was told, by what it is about.</summary>
    public async Task<int> ToldAsync(CaseId id, string about)
    {
        var state = await StateAsync(id);
        var inbox = await _provider.GetRequiredService<INotificationStore>().ListAsync(Tenant, state.OpenedBy!.Party, 0, 1000, CancellationToken.None);
        return inbox.Count(told => told.Case == id && told.Content["about"].AsString == about);
    }

    public async ValueTask DisposeAsync() => await _provider.DisposeAsync();

    private async Task DeliverAsync(OutboxMessage message)
    {
        PassTime();
        _delivered.Add(message);
        IOutboxHandler handler = _cases.Handles(message.Kind) ? _cases : new InboxHandler(_provider.GetRequiredService<INotificationStore>(), [], Time);
        await handler.DeliverAsync(message, CancellationToken.None);
        await CollectAsync();
    }

    private async Task CollectAsync() =>
        Post.AddRange(await _provider.GetRequiredService<IOutboxStore>().ClaimAsync(DateTimeOffset.MaxValue.AddDays(-2), new WorkClaim("test", TimeSpan.FromDays(1)), 1000, CancellationToken.None));

    private void PassTime() => Time.Advance(TimeSpan.FromMilliseconds(1));
}
