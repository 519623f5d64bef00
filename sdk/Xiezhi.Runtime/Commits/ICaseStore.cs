using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Runtime.Commits;

/// <summary>Where the logs of cases are kept, with the tasks, due moments and outgoing messages that follow from them.</summary>
/// <remarks>A port that a storage project fills. Implementations are safe to use from several threads at once.</remarks>
public interface ICaseStore
{
    /// <summary>Whether other processes may write to it too, so that what one of them keeps in memory may be old. Default: no.</summary>
    bool IsShared => false;

    /// <summary>The log of a case from the event behind <paramref name="afterSequence"/> on; empty where there is none.</summary>
    Task<ImmutableArray<RecordedEvent>> ReadLogAsync(string tenant, CaseId id, long afterSequence, CancellationToken cancellationToken);

    /// <summary>Whether a command with this idempotency key is durable already.</summary>
    Task<bool> HasCommandAsync(string tenant, string idempotencyKey, CancellationToken cancellationToken);

    /// <summary>
    /// The same for a command on a case that has ended: some time after the end no more than a digest of its key may be kept
    /// (<see cref="Retention.IRetentionStore.FoldKeysAsync"/>). Both are looked at as they were at one moment. Default: keys are kept as they are.
    /// </summary>
    Task<bool> HasCommandOfEndedAsync(string tenant, CaseId id, string idempotencyKey, CancellationToken cancellationToken) =>
        HasCommandAsync(tenant, idempotencyKey, cancellationToken);

    /// <summary>Makes commits durable, all that can be in one transaction; one that can't fails alone.</summary>
    /// <remarks>
    /// Of each commit everything is kept: events, summary, tasks closed, tasks opened, tasks whose owners changed, moments cleared, moments set,
    /// messages. A conflict or a duplicate leaves nothing behind.
    /// </remarks>
    /// <returns>What became of each, in the order given. They are durable when the task completes.</returns>
    /// <exception cref="CommitOutcomeUnknownException">The connection was lost, and could not be had again to see what became of them.</exception>
    /// <exception cref="StoreNotReachedException">The store is away, and nothing of any of them was kept; they are not tried one by one.</exception>
    /// <exception cref="Exception">Any other: one of them can't be written, and nothing of any of them was kept.</exception>
    Task<ImmutableArray<CommitOutcome>> CommitAsync(IReadOnlyList<CaseCommit> commits, CancellationToken cancellationToken);

    /// <summary>The cases for which something is due at or before <paramref name="now"/>, the longest due first.</summary>
    Task<ImmutableArray<DueCase>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Takes on cases for which something is due at or before <paramref name="now"/>, the longest due first. Nobody else is given them until they are
    /// released or the lease is over.
    /// </summary>
    /// <remarks>A claim keeps two hosts from doing the same twice; that it happens once in effect is kept by the version of the case.</remarks>
    Task<ImmutableArray<DueCase>> ClaimDueAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken);

    /// <summary>Gives up what <see cref="ClaimDueAsync"/> took on; what another host has by now stays with it.</summary>
    Task ReleaseDueAsync(WorkClaim claim, IReadOnlyCollection<DueCase> cases, CancellationToken cancellationToken);

    /// <summary>When the next thing falls due, or <see langword="null"/> when nothing does; what is claimed, not before its lease is over.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken);
}
