using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Evaluation;

/// <summary>What an expression came to, and what was wrong on the way.</summary>
/// <param name="Value">The value; null where it could not be computed, and then <paramref name="Diagnostics"/> says why.</param>
/// <param name="Diagnostics">What was wrong, in the order in which it was found; usually empty.</param>
public readonly record struct EvaluationResult(Value Value, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether anything of severity <see cref="Severity.Error"/> was found.</summary>
    public bool HasErrors => !Diagnostics.IsDefaultOrEmpty && Diagnostics.Any(found => found.Severity == Severity.Error);
}
