using System.Collections.Immutable;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Runtime.Snapshots;

namespace Xiezhi.Testing.Stores;

/// <summary>Audits and checkpoints in memory.</summary>
internal sealed class MemoryProofStore(MemoryTables tables, MemorySnapshotStore? snapshots = null, MemoryPackageStore? packages = null) : IProofStore
{
    private ImmutableList<Checkpoint> _checkpoints = [];

    public Task<IProofSnapshot> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<IProofSnapshot>(tables.Use(all => new Snapshot(
        [.. all.Cases.Select(stored => (stored.Summary.Tenant, new StoredHead(stored.Summary.Id.ToString(), stored.Summary.Version, stored.Summary.Head.Bytes)))],
        [.. all.Cases.OrderBy(stored => stored.Summary.Id.ToString(), StringComparer.Ordinal).SelectMany(stored => stored.Events)],
        _checkpoints,
        snapshots?.All() ?? [],
        packages)));

    public Task<bool> AddAsync(Checkpoint checkpoint, CancellationToken cancellationToken) => Task.FromResult(tables.Use(_ =>
    {
        if (_checkpoints.Any(other => other.Head.Tenant == checkpoint.Head.Tenant && other.Head.Number == checkpoint.Head.Number))
        {
            return false;
        }

        _checkpoints = _checkpoints.Add(checkpoint);
        return true;
    }));

    private sealed class Snapshot(
        ImmutableArray<(string Tenant, StoredHead Head)> heads, ImmutableArray<RecordedEvent> events, ImmutableList<Checkpoint> checkpoints, ImmutableArray<StoredSnapshot> snapshots, MemoryPackageStore? packages)
        : IProofSnapshot
    {
        public ImmutableArray<string> Tenants() => [.. heads.Select(head => head.Tenant).Concat(checkpoints.Select(checkpoint => checkpoint.Head.Tenant)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

        public IEnumerable<StoredEvent> Events(string tenant) => events.Where(recorded => recorded.Tenant == tenant).Select(recorded => new StoredEvent(
            recorded.Case.ToString(),
            recorded.Sequence,
            EventText.TypeName(recorded.Event),
            recorded.At.ToUnixTimeMilliseconds(),
            recorded.Text,
            recorded.Hash.Bytes));

        public IEnumerable<StoredHead> Heads(string tenant) => heads.Where(head => head.Tenant == tenant).Select(head => head.Head);

        public IEnumerable<Checkpoint> Checkpoints(string tenant) => checkpoints.Where(checkpoint => checkpoint.Head.Tenant == tenant);

        public IEnumerable<SnapshotHead> Snapshots(string tenant) =>
            snapshots.Where(stored => stored.Tenant == tenant).Select(stored => new SnapshotHead(stored.Case.ToString(), stored.Version, stored.Format));

        public ReadOnlyMemory<byte> SnapshotContent(string tenant, string caseId) =>
            snapshots.FirstOrDefault(stored => stored.Tenant == tenant && stored.Case.ToString() == caseId)?.Content ?? default;

        public IEnumerable<PackagePublication> Publications(string tenant) => packages is null ? [] : packages.Publications(tenant);

        public IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> PackageFiles(string tenant, string packageId) => packages is null ? [] : packages.Files(tenant, packageId);

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
