using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>The store as one host sees it: every operation waits at a gate.</summary>
internal sealed class GatedStore(World world, SimulatedHost host, ICaseStore inner) : ICaseStore
{
    public bool IsShared => true;

    public Task<ImmutableArray<RecordedEvent>> ReadLogAsync(string tenant, CaseId id, long afterSequence, CancellationToken cancellationToken) =>
        PassAsync(false, () => inner.ReadLogAsync(tenant, id, afterSequence, cancellationToken));

    public Task<bool> HasCommandAsync(string tenant, string idempotencyKey, CancellationToken cancellationToken) =>
        PassAsync(false, () => inner.HasCommandAsync(tenant, idempotencyKey, cancellationToken));

    public Task<ImmutableArray<CommitOutcome>> CommitAsync(IReadOnlyList<CaseCommit> commits, CancellationToken cancellationToken)
    {
        // The pipeline fills its list anew for the next batch.
        var batch = commits.ToList();
        return PassAsync(true, () => inner.CommitAsync(batch, cancellationToken));
    }

    public Task<ImmutableArray<DueCase>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        PassAsync(false, () => inner.FindDueAsync(now, limit, cancellationToken));

    public Task<ImmutableArray<DueCase>> ClaimDueAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken) =>
        PassAsync(true, () => inner.ClaimDueAsync(now, claim, limit, cancellationToken));

    public Task ReleaseDueAsync(WorkClaim claim, IReadOnlyCollection<DueCase> cases, CancellationToken cancellationToken) =>
        inner.ReleaseDueAsync(claim, cases, cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => PassAsync(false, () => inner.NextDueAsync(cancellationToken));

    private Task<T> PassAsync<T>(bool commits, Func<Task<T>> operation)
    {
        world.RequireOwnThread();

        // Whoever waits goes on inside SetResult, so that one thread does everything, in an order that the seed decides.
        var answer = new TaskCompletionSource<T>();
        world.Wait(new Gate(host, commits, Open, fate => Act(fate)));
        return answer.Task;

        T? Act(Fate fate) => fate is Fate.Done or Fate.DoneUnknown ? operation().GetAwaiter().GetResult() : default;

        void Open(Fate fate)
        {
            var result = Act(fate);
            switch (fate)
            {
                case Fate.Done:
                    answer.SetResult(result!);
                    break;
                case Fate.Failed:
                    answer.SetException(new IOException("The store says no."));
                    break;
                default:
                    answer.SetException(commits ? new CommitOutcomeUnknownException("The connection was cut.") : new IOException("The connection was cut."));
                    break;
            }
        }
    }
}
