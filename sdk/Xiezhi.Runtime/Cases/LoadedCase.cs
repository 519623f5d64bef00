using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Snapshots;

namespace Xiezhi.Runtime.Cases;

/// <summary>A case in memory with the package it keeps.</summary>
/// <remarks>Thread-safe. Nothing of it changes; what is worked out when it is first asked for comes out the same whoever asks.</remarks>
internal sealed class LoadedCase(GovernancePackage package, CaseState state, long snapshotVersion = 0, SnapshotSize? snapshotSize = null)
{
    private DueMoment[]? _moments;

    public GovernancePackage Package => package;

    public CaseState State => state;

    /// <summary>Of which version the last snapshot is, as far as is known here; 0 for none.</summary>
    public long SnapshotVersion => snapshotVersion;

    /// <summary>How many bytes that has; 0 where it is not written yet.</summary>
    public int SnapshotBytes => snapshotSize?.Bytes ?? 0;

    /// <summary>When something falls due in it, one a name: after one command and before the next, so that it is worked out once for both.</summary>
    public ReadOnlySpan<DueMoment> Moments => _moments ??=
    [
        .. CaseMoments.Of(package, state).Select(moment => new DueMoment(moment.Name, CommitBuilder.WholeMillisecond(moment.At))),
    ];

    /// <summary>The same case later.</summary>
    public LoadedCase At(CaseState later) => new(package, later, snapshotVersion, snapshotSize);

    /// <summary>The same with a snapshot of this version.</summary>
    public LoadedCase WithSnapshot(long version, SnapshotSize size) => new(package, state, version, size) { _moments = _moments };
}
