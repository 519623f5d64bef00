using System.Collections.Concurrent;
using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Snapshots;

namespace Xiezhi.Testing.Stores;

/// <summary>Snapshots of cases in memory.</summary>
internal sealed class MemorySnapshotStore : ISnapshotStore
{
    private readonly ConcurrentDictionary<(string Tenant, CaseId Case), StoredSnapshot> _all = [];

    public Task<StoredSnapshot?> FindAsync(string tenant, CaseId id, string format, CancellationToken cancellationToken) =>
        Task.FromResult(_all.TryGetValue((tenant, id), out var found) && found.Format == format ? found : null);

    public Task SaveAsync(StoredSnapshot snapshot, CancellationToken cancellationToken)
    {
        _all.AddOrUpdate(
            (snapshot.Tenant, snapshot.Case),
            snapshot,
            (_, old) => old.Version <= snapshot.Version || old.Format != snapshot.Format ? snapshot : old);
        return Task.CompletedTask;
    }

    /// <summary>Of which cases there are snapshots, in order.</summary>
    public IEnumerable<(string Tenant, CaseId Case)> Cases =>
        _all.Keys.OrderBy(key => key.Tenant, StringComparer.Ordinal).ThenBy(key => key.Case.ToString(), StringComparer.Ordinal);

    public ImmutableArray<StoredSnapshot> All() => [.. _all.Values.OrderBy(stored => stored.Case.ToString(), StringComparer.Ordinal)];

    public void Remove(string tenant, CaseId id) => _all.TryRemove((tenant, id), out _);
}
