using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Benchmarks.Timers;

/// <summary>Tells of each timer that fired when its commit has come back from the store, and so is durable; in nothing else does it differ from the store.</summary>
internal sealed class ObservedStore(ICaseStore store, Action<CaseId, DateTimeOffset> fired) : ICaseStore
{
    public bool IsShared => store.IsShared;

    /// <summary>Puts itself before the store that is registered.</summary>
    public static void Observe(IServiceCollection services, Action<CaseId, DateTimeOffset> fired)
    {
        var inner = services.Last(service => service.ServiceType == typeof(ICaseStore)).ImplementationFactory!;
        services.AddSingleton<ICaseStore>(provider => new ObservedStore((ICaseStore)inner(provider), fired));
    }

    public async Task<ImmutableArray<CommitOutcome>> CommitAsync(IReadOnlyList<CaseCommit> commits, CancellationToken cancellationToken)
    {
        var outcomes = await store.CommitAsync(commits, cancellationToken).ConfigureAwait(false);
        var now = DateTimeOffset.UtcNow;
        for (var i = 0; i < commits.Count; i++)
        {
            if (outcomes[i] == CommitOutcome.Committed && commits[i].Events.Any(recorded => recorded.Event is ProcedureMoved { Event: TimerFired }))
            {
                fired(commits[i].Summary.Id, now);
            }
        }

        return outcomes;
    }

    public Task<ImmutableArray<RecordedEvent>> ReadLogAsync(string tenant, CaseId id, long afterSequence, CancellationToken cancellationToken) =>
        store.ReadLogAsync(tenant, id, afterSequence, cancellationToken);

    public Task<bool> HasCommandAsync(string tenant, string idempotencyKey, CancellationToken cancellationToken) => store.HasCommandAsync(tenant, idempotencyKey, cancellationToken);

    public Task<ImmutableArray<DueCase>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => store.FindDueAsync(now, limit, cancellationToken);

    public Task<ImmutableArray<DueCase>> ClaimDueAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken) =>
        store.ClaimDueAsync(now, claim, limit, cancellationToken);

    public Task ReleaseDueAsync(WorkClaim claim, IReadOnlyCollection<DueCase> cases, CancellationToken cancellationToken) =>
        store.ReleaseDueAsync(claim, cases, cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => store.NextDueAsync(cancellationToken);
}
