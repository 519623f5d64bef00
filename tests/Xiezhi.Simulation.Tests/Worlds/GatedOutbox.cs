using System.Collections.Immutable;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>The outbox as one host sees it: every operation waits at a gate.</summary>
internal sealed class GatedOutbox(Gates gates, IOutboxStore inner) : IOutboxStore
{
    public Task<ImmutableArray<OutboxMessage>> ClaimAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken) =>
        gates.PassAsync(true, async () =>
        {
            var claimed = await inner.ClaimAsync(gates.World.Store.HasClock ? now : gates.World.Now, claim, limit, cancellationToken);
            gates.World.SeeClaimed(claimed.Select(message => "message " + message.Id), claim);
            return claimed;
        });

    public Task DeliveredAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => Finish(id, () => inner.DeliveredAsync(id, at, cancellationToken));

    public Task FailedAsync(string id, string error, DateTimeOffset? nextAttempt, CancellationToken cancellationToken) =>
        Finish(id, () => inner.FailedAsync(id, error, nextAttempt, cancellationToken));

    public Task PostponeAsync(string id, DateTimeOffset until, CancellationToken cancellationToken) => Finish(id, () => inner.PostponeAsync(id, until, cancellationToken));

    public Task AddAsync(ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken) => gates.PassAsync(true, () => inner.AddAsync(messages, cancellationToken));

    public Task<ImmutableArray<MessageSetAside>> SetAsideAsync(string tenant, int skip, int take, CancellationToken cancellationToken) =>
        gates.PassAsync(false, () => inner.SetAsideAsync(tenant, skip, take, cancellationToken));

    public Task<bool> ReplayAsync(string tenant, string id, DateTimeOffset now, CancellationToken cancellationToken) =>
        gates.PassAsync(true, () => inner.ReplayAsync(tenant, id, now, cancellationToken));

    public Task<DateTimeOffset?> NextAttemptAsync(CancellationToken cancellationToken) => gates.PassAsync(false, () => inner.NextAttemptAsync(cancellationToken));

    // Whoever has it by now: a message that one host delivered late is free of the claims of all.
    private Task Finish(string id, Func<Task> operation) => gates.PassAsync(true, async () =>
    {
        await operation();
        gates.World.SeeReleased(["message " + id], null);
    });
}

/// <summary>The world outside as one host reaches it: a receiver may get a message and its answer be lost.</summary>
internal sealed class GatedHandler(Gates gates, IOutboxHandler inner) : IOutboxHandler
{
    public bool Handles(string kind) => inner.Handles(kind);

    public Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken) => gates.PassAsync(true, () =>
    {
        gates.World.SeeTold(message);
        return inner.DeliverAsync(message, cancellationToken);
    });
}
