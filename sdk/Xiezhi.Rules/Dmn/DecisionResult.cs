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
    /// <summary>
    /// The number of the rule, counted from 1, whose result this is, when the decision is a decision table of the hit policy unique, first, any or priority;
    /// of several rules that agree it is the first. 0 where no rule matched, or the value was made in another way.
    /// </summary>
    public int Rule { get; init; }

    /// <summary>Whether anything of severity <see cref="Severity.Error"/> was found.</summary>
    public bool HasErrors => Diagnostics.Any(found => found.Severity == Severity.Error);
}
