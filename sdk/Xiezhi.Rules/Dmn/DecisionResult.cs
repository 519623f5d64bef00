using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Dmn;

/// <summary>What was decided, what was wrong on the way, and why, if that was asked for.</summary>
/// <param name="Value">The decision's value; null where it could not be made, and then <paramref name="Diagnostics"/> says why.</param>
/// <param name="Diagnostics">What was wrong, in the order in which it was found.</param>
/// <param name="Explanation">Why, where <see cref="Evaluation.EvaluationOptions.Explain"/> was set; else <see langword="null"/>.</param>
public sealed record DecisionResult(Value Value, ImmutableArray<Diagnostic> Diagnostics, Explanation? Explanation)
{
    /// <summary>Whether anything of severity <see cref="Severity.Error"/> was found.</summary>
    public bool HasErrors => Diagnostics.Any(found => found.Severity == Severity.Error);
}
