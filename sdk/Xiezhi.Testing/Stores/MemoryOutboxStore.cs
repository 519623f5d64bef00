using System.Collections.Immutable;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Testing.Stores;

/// <summary>Outgoing messages in memory.</summary>
internal sealed class MemoryOutboxStore(MemoryTables tables) : IOutboxStore
{
    public Task<ImmutableArray<OutboxMessage>> ClaimAsync(DateTimeOffset now, DateTimeOffset heldUntil, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use<ImmutableArray<OutboxMessage>>(all =>
        {
            var claimed = all.Waiting.TakeWhile(stored => stored.NextAttemptAt <= now).Take(limit).ToList();
            claimed.ForEach(stored => all.Schedule(stored, heldUntil));
            return [.. claimed.Select(stored => stored.Message).OrderBy(message => message.CreatedAt).ThenBy(message => message.Id, StringComparer.Ordinal)];
        }));

    public Task DeliveredAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => Change(id, (all, stored) => all.Schedule(stored, null));

    public Task FailedAsync(string id, string error, DateTimeOffset? nextAttempt, CancellationToken cancellationToken) =>
        Change(id, (all, stored) =>
        {
            stored.Message = stored.Message with { Attempts = stored.Message.Attempts + 1 };
            all.Schedule(stored, nextAttempt);
        });

    public Task PostponeAsync(string id, DateTimeOffset until, CancellationToken cancellationToken) => Change(id, (all, stored) => all.Schedule(stored, until));

    public Task<DateTimeOffset?> NextAttemptAsync(CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use(all => all.Waiting.FirstOrDefault()?.NextAttemptAt));

    private Task<bool> Change(string id, Action<MemoryTables, StoredMessage> change) => Task.FromResult(tables.Use(all =>
    {
        if (all.FindMessage(id) is not { } stored)
        {
            return false;
        }

        change(all, stored);
        return true;
    }));
}
