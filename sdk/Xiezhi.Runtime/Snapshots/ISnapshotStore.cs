using Xiezhi.Governance.Cases;

namespace Xiezhi.Runtime.Snapshots;

/// <summary>Where snapshots of cases are kept: a cache on disk, of which anything may be lost at any time.</summary>
/// <remarks>A port that a storage project may fill; without it every case is folded from its log. Implementations are safe to use from several threads at once.</remarks>
public interface ISnapshotStore
{
    /// <summary>The snapshot of a case in this format, or <see langword="null"/> where there is none.</summary>
    Task<StoredSnapshot?> FindAsync(string tenant, CaseId id, string format, CancellationToken cancellationToken);

    /// <summary>Keeps a snapshot instead of the one that is there, unless that is of the same format and a later version.</summary>
    Task SaveAsync(StoredSnapshot snapshot, CancellationToken cancellationToken);
}

/// <summary>How a case stood, as bytes.</summary>
/// <param name="Tenant">Whose case it is.</param>
/// <param name="Case">The case.</param>
/// <param name="Version">How many events its log had.</param>
/// <param name="Format">What can read the bytes: <see cref="Governance.Cases.Snapshots.CaseSnapshot.Format"/>.</param>
/// <param name="Content">The bytes.</param>
public sealed record StoredSnapshot(string Tenant, CaseId Case, long Version, string Format, ReadOnlyMemory<byte> Content);
