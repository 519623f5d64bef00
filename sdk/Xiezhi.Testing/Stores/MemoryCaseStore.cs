using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Testing.Stores;

/// <summary>Logs of cases in memory.</summary>
internal sealed class MemoryCaseStore(MemoryTables tables) : ICaseStore
{
    public Task<ImmutableArray<RecordedEvent>> ReadLogAsync(string tenant, CaseId id, long afterSequence, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use<ImmutableArray<RecordedEvent>>(all => all.Find(tenant, id) is { } stored ? [.. stored.Events.Where(recorded => recorded.Sequence > afterSequence)] : []));

    public Task<bool> HasCommandAsync(string tenant, string idempotencyKey, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use(all => all.HasCommand(tenant, idempotencyKey)));

    public Task<ImmutableArray<CommitOutcome>> CommitAsync(IReadOnlyList<CaseCommit> commits, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use<ImmutableArray<CommitOutcome>>(all => [.. commits.Select(all.Commit)]));

    public Task<ImmutableArray<DueCase>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use<ImmutableArray<DueCase>>(all =>
        [
            .. all.Moments.TakeWhile(moment => moment.At <= now).Take(limit)
                .DistinctBy(moment => (moment.Tenant, moment.Case))
                .Select(moment => new DueCase(moment.Tenant, moment.Case, moment.At)),
        ]));

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use(all => all.Moments.FirstOrDefault()?.At));
}
