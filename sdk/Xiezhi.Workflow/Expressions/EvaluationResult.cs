using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Workflow.Expressions;

/// <summary>What an expression or a decision gave: a value, or a failure that becomes an incident.</summary>
/// <param name="Value">The value; null where it failed.</param>
/// <param name="Failure">Why it failed, or <see langword="null"/> where it did not.</param>
/// <remarks>The default value is null, without failure.</remarks>
public readonly record struct EvaluationResult(Value Value, Diagnostic? Failure = null)
{
    /// <summary>Whether it failed.</summary>
    public bool Failed => Failure is not null;

    /// <summary>A failure.</summary>
    public static EvaluationResult Fail(Diagnostic failure) => new(Value.Null, failure);
}
