using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Rules.Inference;

/// <summary>How much a session may do in one call.</summary>
/// <remarks>Immutable.</remarks>
public sealed record InferenceOptions
{
    /// <summary>The defaults.</summary>
    public static InferenceOptions Default { get; } = new();

    /// <summary>
    /// How often, in one call, rules may fire that lead back to themselves. Default: 100,000. Other rules are not counted: they fire at most once for
    /// each match. When it is reached the call ends with a diagnostic, and the next call goes on where it stopped.
    /// </summary>
    public int FiringLimit { get; init; } = 100_000;

    /// <summary>Bounds for each evaluation of a condition. Default: <see cref="EvaluationLimits.Default"/>.</summary>
    public EvaluationLimits Evaluation { get; init; } = EvaluationLimits.Default;
}
