using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Storage.Tests.Contract;

/// <summary>Writes commits of one case as the engine would: each event hashed behind the one before.</summary>
internal sealed class Book(string tenant, string key)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private static readonly Actor Office = new(PartyKind.StreetOffice, "office", "李");

    private EventHash _head;

    public CaseId Id { get; } = CaseId.For(tenant, key);

    public long Version { get; private set; }

    public static DateTimeOffset Minute(int minute) => Start.AddMinutes(minute);

    /// <summary>The next commit, with what the test adds; the book goes on behind it.</summary>
    public CaseCommit Next(int minute, params ImmutableArray<CaseEvent> events)
    {
        var expected = Version;
        if (expected == 0)
        {
            events = [new CaseOpened(key, "package", ValueContext.Of(("topic", "夜间噪声"))), .. events];
        }
        else if (events.IsEmpty)
        {
            events = [new TitleSet("at " + minute)];
        }

        var recorded = Write(minute, events);
        return new CaseCommit { Summary = Summarise(minute), ExpectedVersion = expected, Events = recorded };
    }

    public OutboxMessage Message(string id, int minute) =>
        new(id, tenant, Id, JobId: 7, "notify:citizen", "Li", ValueContext.Of(("text", "您好"), ("n", 1)), Minute(minute));

    public OpenTask Task(int taskId, int minute, params ImmutableArray<string> owners) => new(tenant, Id, taskId, "Handle", "办理", owners, Minute(minute));

    private ImmutableArray<RecordedEvent> Write(int minute, ImmutableArray<CaseEvent> events)
    {
        var recorded = ImmutableArray.CreateBuilder<RecordedEvent>(events.Length);
        foreach (var happened in events)
        {
            Version++;
            var text = EventText.Write(tenant, Id, Version, Minute(minute), Office, "test", happened);
            _head = _head.Next(text);
            recorded.Add(new RecordedEvent(tenant, Id, Version, Minute(minute), Office, "test", happened, text, _head));
        }

        return recorded.MoveToImmutable();
    }

    private CaseSummary Summarise(int minute) => new()
    {
        Tenant = tenant,
        Id = Id,
        Key = key,
        PackageId = "package",
        Status = CaseStatus.Open,
        Title = "夜间噪声",
        Lead = "office",
        OpenedAt = Start,
        DueAt = Minute(minute + 60),
        Version = Version,
        Head = _head,
    };
}
