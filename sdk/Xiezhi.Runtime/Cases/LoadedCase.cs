using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Runtime.Cases;

/// <summary>A case in memory with the package it keeps.</summary>
internal sealed record LoadedCase(GovernancePackage Package, CaseState State);
