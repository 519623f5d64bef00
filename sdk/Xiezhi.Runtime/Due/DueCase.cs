using Xiezhi.Governance.Cases;

namespace Xiezhi.Runtime.Due;

/// <summary>A case for which something is due.</summary>
/// <param name="Tenant">Whose case it is.</param>
/// <param name="Case">The case.</param>
/// <param name="At">When the first of it fell due, UTC.</param>
public sealed record DueCase(string Tenant, CaseId Case, DateTimeOffset At);
