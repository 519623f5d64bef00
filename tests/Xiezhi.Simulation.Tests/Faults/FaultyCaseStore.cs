using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Simulation.Tests.Faults;

/// <summary>A store whose operations fail now and then, as the real one behind it would if the machine under it did.</summary>
internal sealed class FaultyCaseStore(ICaseStore inner, FaultPlan plan) : ICaseStore
{
    public bool IsShared => true;

    public async Task<ImmutableArray<RecordedEvent>> ReadLogAsync(string tenant, CaseId id, long afterSequence, CancellationToken cancellationToken)
    {
        CutReading();
        return await inner.ReadLogAsync(tenant, id, afterSequence, cancellationToken);
    }

    public async Task<bool> HasCommandAsync(string tenant, string idempotencyKey, CancellationToken cancellationToken)
    {
        CutReading();
        return await inner.HasCommandAsync(tenant, idempotencyKey, cancellationToken);
    }

    public async Task<ImmutableArray<CommitOutcome>> CommitAsync(IReadOnlyList<CaseCommit> commits, CancellationToken cancellationToken)
    {
        switch (plan.Next())
        {
            case Fault.DiskFull:
                throw new IOException("No space left on device");
            case Fault.ConnectionCut:
                throw new IOException("Connection reset by peer");
            case Fault.SerialisationFailure:
                throw new InvalidOperationException("40001: could not serialize access due to concurrent update");
            case Fault.NotCommittedUnknown:
                throw new CommitOutcomeUnknownException("The connection was lost.");
            case Fault.CommittedUnknown:
                await inner.CommitAsync(commits, cancellationToken);
                throw new CommitOutcomeUnknownException("The connection was lost.");
            case Fault.CommittedThrown:
                await inner.CommitAsync(commits, cancellationToken);
                throw new IOException("Connection reset by peer");
            case Fault.SlowDisk:
                await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken);
                break;
        }

        return await inner.CommitAsync(commits, cancellationToken);
    }

    public Task<ImmutableArray<DueCase>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        inner.FindDueAsync(now, limit, cancellationToken);

    public Task<ImmutableArray<DueCase>> ClaimDueAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken) =>
        inner.ClaimDueAsync(now, claim, limit, cancellationToken);

    public Task ReleaseDueAsync(WorkClaim claim, IReadOnlyCollection<DueCase> cases, CancellationToken cancellationToken) =>
        inner.ReleaseDueAsync(claim, cases, cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => inner.NextDueAsync(cancellationToken);

    private void CutReading()
    {
        if (plan.CutsReading())
        {
            throw new IOException("Connection reset by peer");
        }
    }
}
