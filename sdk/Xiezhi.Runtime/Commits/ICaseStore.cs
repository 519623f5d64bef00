using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Runtime.Commits;

/// <summary>Where the logs of cases are kept, with the tasks, due moments and outgoing messages that follow from them.</summary>
/// <remarks>A port that a storage project fills. Implementations are safe to use from several threads at once.</remarks>
public interface ICaseStore
{
    /// <summary>The log of a case from the event behind <paramref name="afterSequence"/> on; empty where there is none.</summary>
    Task<ImmutableArray<RecordedEvent>> ReadLogAsync(string tenant, CaseId id, long afterSequence, CancellationToken cancellationToken);

    /// <summary>Whether a command with this idempotency key is durable already.</summary>
    Task<bool> HasCommandAsync(string tenant, string idempotencyKey, CancellationToken cancellationToken);

    /// <summary>Makes commits durable, all that can be in one transaction; one that can't fails alone.</summary>
    /// <remarks>
    /// Of each commit everything is kept: events, summary, tasks closed, tasks opened, tasks whose owners changed, moments cleared, moments set,
    /// messages. A conflict or a duplicate leaves nothing behind.
    /// </remarks>
    /// <returns>What became of each, in the order given. They are durable when the task completes.</returns>
    Task<ImmutableArray<CommitOutcome>> CommitAsync(IReadOnlyList<CaseCommit> commits, CancellationToken cancellationToken);

    /// <summary>The cases for which something is due at or before <paramref name="now"/>, the longest due first.</summary>
    Task<ImmutableArray<DueCase>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>When the next thing falls due, or <see langword="null"/> when nothing does.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken);
}
