using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Testing.Stores;

/// <summary>Logs of cases in memory.</summary>
internal sealed class MemoryCaseStore(MemoryTables tables) : ICaseStore
{
    private readonly DueClaims _claims = new();

    public Task<ImmutableArray<RecordedEvent>> ReadLogAsync(string tenant, CaseId id, long afterSequence, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use<ImmutableArray<RecordedEvent>>(all => all.Find(tenant, id) is { } stored ? [.. stored.Events.Where(recorded => recorded.Sequence > afterSequence)] : []));

    public Task<bool> HasCommandAsync(string tenant, string idempotencyKey, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use(all => all.HasCommand(tenant, idempotencyKey)));

    public Task<bool> HasCommandOfEndedAsync(string tenant, CaseId id, string idempotencyKey, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use(all => all.HasCommand(tenant, idempotencyKey) || all.HasFolded(tenant, id, idempotencyKey)));

    public Task<ImmutableArray<CommitOutcome>> CommitAsync(IReadOnlyList<CaseCommit> commits, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use<ImmutableArray<CommitOutcome>>(all => all.Commit(commits)));

    public Task<ImmutableArray<DueCase>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use<ImmutableArray<DueCase>>(all => [.. Due(all, now).Take(limit)]));

    public Task<ImmutableArray<DueCase>> ClaimDueAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use(all => _claims.Claim(Due(all, now), claim, limit, now)));

    public Task ReleaseDueAsync(WorkClaim claim, IReadOnlyCollection<DueCase> cases, CancellationToken cancellationToken) =>
        Task.FromResult(_claims.Release(claim, cases));

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use(all => _claims.Next(Due(all, DateTimeOffset.MaxValue))));

    // A case with several things due acts on all of them at once.
    private static IEnumerable<DueCase> Due(MemoryTables all, DateTimeOffset now) => all.Moments
        .TakeWhile(moment => moment.At <= now)
        .DistinctBy(moment => (moment.Tenant, moment.Case))
        .Select(moment => new DueCase(moment.Tenant, moment.Case, moment.At));
}
