using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Runtime.Cases;

/// <summary>A case in memory with the package it keeps.</summary>
internal sealed record LoadedCase(GovernancePackage Package, CaseState State)
{
    /// <summary>Of which version the last snapshot is, as far as is known here; 0 for none.</summary>
    public long SnapshotVersion { get; init; }
}
