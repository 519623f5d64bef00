using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Storage.Tests.Commits;

/// <summary>A store whose disk takes its time, so that commands which come together meet in it however fast or busy the machine is.</summary>
internal sealed class SlowDisk(ICaseStore store, TimeSpan time) : ICaseStore
{
    public bool IsShared => store.IsShared;

    public async Task<ImmutableArray<CommitOutcome>> CommitAsync(IReadOnlyList<CaseCommit> commits, CancellationToken cancellationToken)
    {
        await Task.Delay(time, cancellationToken);
        return await store.CommitAsync(commits, cancellationToken);
    }

    public Task<ImmutableArray<RecordedEvent>> ReadLogAsync(string tenant, CaseId id, long afterSequence, CancellationToken cancellationToken) =>
        store.ReadLogAsync(tenant, id, afterSequence, cancellationToken);

    public Task<bool> HasCommandAsync(string tenant, string idempotencyKey, CancellationToken cancellationToken) => store.HasCommandAsync(tenant, idempotencyKey, cancellationToken);

    public Task<ImmutableArray<DueCase>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => store.FindDueAsync(now, limit, cancellationToken);

    public Task<ImmutableArray<DueCase>> ClaimDueAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken) =>
        store.ClaimDueAsync(now, claim, limit, cancellationToken);

    public Task ReleaseDueAsync(WorkClaim claim, IReadOnlyCollection<DueCase> cases, CancellationToken cancellationToken) => store.ReleaseDueAsync(claim, cases, cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => store.NextDueAsync(cancellationToken);
}
