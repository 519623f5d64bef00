using System.Collections.Immutable;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Testing.Stores;

/// <summary>Outgoing messages in memory.</summary>
internal sealed class MemoryOutboxStore(MemoryTables tables) : IOutboxStore
{
    public Task<ImmutableArray<OutboxMessage>> ClaimAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use<ImmutableArray<OutboxMessage>>(all =>
        {
            var claimed = all.Waiting.TakeWhile(stored => stored.NextAttemptAt <= now).Take(limit).ToList();
            claimed.ForEach(stored => all.Schedule(stored, now + claim.Lease));
            return [.. claimed.Select(stored => stored.Message).OrderBy(message => message.CreatedAt).ThenBy(message => message.Id, StringComparer.Ordinal)];
        }));

    public Task DeliveredAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => Change(id, (all, stored) =>
    {
        stored.DeliveredAt = StoredTime.Cut(at);
        all.Schedule(stored, null);
    });

    public Task FailedAsync(string id, string error, DateTimeOffset? nextAttempt, CancellationToken cancellationToken) =>
        Change(id, (all, stored) =>
        {
            stored.Message = stored.Message with { Attempts = stored.Message.Attempts + 1 };
            stored.SetAside = nextAttempt is null ? error : null;
            all.Schedule(stored, nextAttempt);
        });

    public Task PostponeAsync(string id, DateTimeOffset until, CancellationToken cancellationToken) => Change(id, (all, stored) => all.Schedule(stored, until));

    public Task AddAsync(ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken) => Task.FromResult(tables.Use(all =>
    {
        foreach (var message in messages.Where(message => all.FindMessage(message.Id) is null))
        {
            all.Add(message);
        }

        return true;
    }));

    public Task<ImmutableArray<MessageSetAside>> SetAsideAsync(string tenant, int skip, int take, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use<ImmutableArray<MessageSetAside>>(all =>
        [
            .. all.Messages.Where(stored => stored.SetAside is not null && stored.Message.Tenant == tenant)
                .OrderBy(stored => stored.Message.CreatedAt).ThenBy(stored => stored.Message.Id, StringComparer.Ordinal)
                .Skip(skip).Take(take).Select(stored => new MessageSetAside(stored.Message, stored.SetAside!)),
        ]));

    public Task<bool> ReplayAsync(string tenant, string id, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(tables.Use(all =>
    {
        if (all.FindMessage(id) is not { SetAside: not null } stored || stored.Message.Tenant != tenant)
        {
            return false;
        }

        stored.SetAside = null;
        stored.Message = stored.Message with { Attempts = 0 };
        all.Schedule(stored, now);
        return true;
    }));

    public Task<DateTimeOffset?> NextAttemptAsync(CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use(all => all.Waiting.FirstOrDefault()?.NextAttemptAt));

    private Task<bool> Change(string id, Action<MemoryTables, StoredMessage> change) => Task.FromResult(tables.Use(all =>
    {
        if (all.FindMessage(id) is not { IsDelivered: false } stored)
        {
            return false;
        }

        change(all, stored);
        return true;
    }));
}
