using System.Collections.Immutable;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Runtime.Proofs;

/// <summary>What audits read and checkpoints are kept in.</summary>
/// <remarks>A port that a storage project fills. Implementations are safe to use from several threads at once.</remarks>
public interface IProofStore
{
    /// <summary>The store as it is at one moment, whatever is written meanwhile.</summary>
    Task<IProofSnapshot> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a checkpoint.</summary>
    /// <returns>Whether it was kept; not where there is another of its number.</returns>
    Task<bool> AddAsync(Checkpoint checkpoint, CancellationToken cancellationToken);
}

/// <summary>A store as it was at one moment, for an audit: rows as they stand, whatever was done to them.</summary>
/// <remarks>For one thread at a time. Nothing is checked: a hash may have any length, a text any content.</remarks>
public interface IProofSnapshot : IDisposable
{
    /// <summary>Everybody whose log, list of cases or checkpoints have a row.</summary>
    ImmutableArray<string> Tenants();

    /// <summary>The events of a tenant by case, in ordinal order of their ids, each by place.</summary>
    IEnumerable<StoredEvent> Events(string tenant);

    /// <summary>The list of cases.</summary>
    IEnumerable<StoredHead> Heads(string tenant);

    /// <summary>The checkpoints by number. One that can't be read is there all the same, with zeros, and proves nothing.</summary>
    IEnumerable<Checkpoint> Checkpoints(string tenant);

    /// <summary>The events of one case, by place. Default: found among those of all.</summary>
    IEnumerable<StoredEvent> Events(string tenant, string caseId) => Events(tenant).Where(row => row.Case == caseId);

    /// <summary>Which cases have a snapshot. Default: none.</summary>
    IEnumerable<SnapshotHead> Snapshots(string tenant) => [];

    /// <summary>The bytes of the snapshot of a case; none where there is none.</summary>
    ReadOnlyMemory<byte> SnapshotContent(string tenant, string caseId) => default;

    /// <summary>The publications of packages, in no order. Default: none.</summary>
    IEnumerable<PackagePublication> Publications(string tenant) => [];

    /// <summary>The files of a package by their paths. Default: none.</summary>
    IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> PackageFiles(string tenant, string packageId) => [];
}

/// <summary>That a case has a snapshot.</summary>
/// <param name="Case">The case.</param>
/// <param name="Version">Of how many events it says it is.</param>
/// <param name="Format">What can read it.</param>
public sealed record SnapshotHead(string Case, long Version, string Format);
