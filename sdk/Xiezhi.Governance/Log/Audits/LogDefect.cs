using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Governance.Log;

/// <summary>Something in a log that is not as it was recorded.</summary>
/// <param name="Tenant">Whose log.</param>
/// <param name="Case">The case; empty where no case can be named.</param>
/// <param name="Sequence">The place in the case's log where it shows; 0 where no event can be named.</param>
/// <param name="Problem">What it is.</param>
public sealed record LogDefect(string Tenant, string Case, long Sequence, Diagnostic Problem);
