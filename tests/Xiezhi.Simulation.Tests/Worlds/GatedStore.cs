using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>The store as one host sees it: every operation waits at a gate.</summary>
/// <remarks>As on PostgreSQL, leases are measured by the store's own clock, and nothing is stored that a host decided before it knew the time of it.</remarks>
internal sealed class GatedStore(Gates gates, ICaseStore inner, ServerTime time) : ICaseStore
{
    public bool IsShared => true;

    public Task<ImmutableArray<RecordedEvent>> ReadLogAsync(string tenant, CaseId id, long afterSequence, CancellationToken cancellationToken) =>
        gates.PassAsync(false, () => inner.ReadLogAsync(tenant, id, afterSequence, cancellationToken));

    public Task<bool> HasCommandAsync(string tenant, string idempotencyKey, CancellationToken cancellationToken) =>
        gates.PassAsync(false, () => inner.HasCommandAsync(tenant, idempotencyKey, cancellationToken));

    public Task<ImmutableArray<CommitOutcome>> CommitAsync(IReadOnlyList<CaseCommit> commits, CancellationToken cancellationToken)
    {
        // The pipeline fills its list anew for the next batch.
        var batch = commits.ToList();
        return gates.PassAsync(true, async () =>
        {
            time.Require(batch.Max(commit => commit.Events[^1].At));
            var outcomes = await inner.CommitAsync(batch, cancellationToken);
            gates.World.SeeStored(batch, outcomes);
            return outcomes;
        });
    }

    public Task<ImmutableArray<DueCase>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        gates.PassAsync(false, () => inner.FindDueAsync(now, limit, cancellationToken));

    public Task<ImmutableArray<DueCase>> ClaimDueAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken) =>
        gates.PassAsync(true, async () =>
        {
            var claimed = await inner.ClaimDueAsync(gates.World.Store.HasClock ? now : gates.World.Now, claim, limit, cancellationToken);
            gates.World.SeeClaimed(claimed.Select(due => "case " + due.Case), claim);
            return claimed;
        });

    public Task ReleaseDueAsync(WorkClaim claim, IReadOnlyCollection<DueCase> cases, CancellationToken cancellationToken) =>
        gates.PassAsync(true, async () =>
        {
            await inner.ReleaseDueAsync(claim, cases, cancellationToken);
            gates.World.SeeReleased(cases.Select(due => "case " + due.Case), claim.Owner);
        });

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => gates.PassAsync(false, () => inner.NextDueAsync(cancellationToken));
}
