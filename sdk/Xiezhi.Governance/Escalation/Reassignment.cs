using Xiezhi.Governance.Clocks;

namespace Xiezhi.Governance.Escalation;

/// <summary>That a ladder gave a case to another party.</summary>
/// <param name="From">The parties that led before, as the package says it; when the package says otherwise, its word counts again.</param>
/// <param name="To">The party that leads instead.</param>
internal sealed record Reassignment(Sequence<string> From, string To);
