namespace Xiezhi.Runtime.Retention;

/// <summary>Removes what is no part of the record, a bounded number of rows in a short transaction of its own.</summary>
/// <remarks>
/// A port that a storage project may fill; without it everything is kept. Implementations are safe to use from several threads at once, and several
/// hosts may do the same at once: what another has in hand is passed over.
/// </remarks>
public interface IRetentionStore
{
    /// <summary>Removes messages that were delivered before <paramref name="before"/>, the oldest first; never one that waits or was set aside.</summary>
    /// <returns>How many; fewer than <paramref name="limit"/> where no more are left for now.</returns>
    Task<int> RemoveMessagesAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Removes what somebody was told before <paramref name="before"/>, the oldest first.</summary>
    /// <returns>How many; fewer than <paramref name="limit"/> where no more are left for now.</returns>
    Task<int> RemoveNotificationsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Looks at the next <paramref name="limit"/> idempotency keys behind <paramref name="after"/>, and folds those of cases that ended before
    /// <paramref name="endedBefore"/> into digests, which <see cref="Commits.ICaseStore.HasCommandOfEndedAsync"/> looks at too.
    /// </summary>
    Task<RetentionBatch> FoldKeysAsync(DateTimeOffset endedBefore, RetentionPlace? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Looks at the next <paramref name="limit"/> snapshots behind <paramref name="after"/>, and removes those of cases that ended before
    /// <paramref name="endedBefore"/>.
    /// </summary>
    Task<RetentionBatch> RemoveSnapshotsAsync(DateTimeOffset endedBefore, RetentionPlace? after, int limit, CancellationToken cancellationToken);
}

/// <summary>What became of a bounded number of rows.</summary>
/// <param name="Removed">How many were removed.</param>
/// <param name="Next">Behind which to go on; <see langword="null"/> where all were looked at.</param>
public sealed record RetentionBatch(int Removed, RetentionPlace? Next);

/// <summary>A row, as the store orders them; nothing that others may read.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Row">Which of them.</param>
public sealed record RetentionPlace(string Tenant, string Row);
