using System.Collections.Immutable;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Runtime.Outbox;

/// <summary>Where outgoing messages wait for delivery.</summary>
/// <remarks>A port that a storage project fills. Implementations are safe to use from several threads at once.</remarks>
public interface IOutboxStore
{
    /// <summary>
    /// Takes on messages whose next attempt is due at <paramref name="now"/>, the oldest first. Nobody else is given them until they are delivered,
    /// have failed or are put off, or the lease is over.
    /// </summary>
    Task<ImmutableArray<OutboxMessage>> ClaimAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken);

    /// <summary>Records that a message was delivered.</summary>
    Task DeliveredAsync(string id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Records that an attempt failed; where another host has delivered the message by now, nothing changes.</summary>
    /// <param name="id">The message.</param>
    /// <param name="error">What went wrong.</param>
    /// <param name="nextAttempt">When to try again, or <see langword="null"/> to set the message aside until somebody replays it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task FailedAsync(string id, string error, DateTimeOffset? nextAttempt, CancellationToken cancellationToken);

    /// <summary>Puts a message off, which is no attempt; where it was delivered by now, nothing changes.</summary>
    Task PostponeAsync(string id, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Adds messages that follow from others; one whose id is there already changes nothing.</summary>
    Task AddAsync(ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken);

    /// <summary>Messages of a tenant that were set aside, the oldest first.</summary>
    Task<ImmutableArray<MessageSetAside>> SetAsideAsync(string tenant, int skip, int take, CancellationToken cancellationToken);

    /// <summary>Tries a message that was set aside again from <paramref name="now"/> on, as often as a new one.</summary>
    /// <returns>Whether there was such a message of the tenant.</returns>
    Task<bool> ReplayAsync(string tenant, string id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>When the next attempt is due, or <see langword="null"/> when nothing waits; of a message that is claimed, not before its lease is over.</summary>
    Task<DateTimeOffset?> NextAttemptAsync(CancellationToken cancellationToken);
}
