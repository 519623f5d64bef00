namespace Xiezhi.Rules.Evaluation;

/// <summary>What an evaluation is given from outside besides its inputs.</summary>
/// <remarks>Immutable. No clock is read: what <c>now()</c> and <c>today()</c> answer is <see cref="Now"/>.</remarks>
public sealed record EvaluationOptions
{
    /// <summary>The instant that <c>now()</c> answers, and whose date in its own offset <c>today()</c> answers.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Bounds. Default: <see cref="EvaluationLimits.Default"/>.</summary>
    public EvaluationLimits Limits { get; init; } = EvaluationLimits.Default;

    /// <summary>Whether a decision also says why: see <see cref="Dmn.DecisionResult.Explanation"/>. Default: no; then it costs nothing.</summary>
    public bool Explain { get; init; }

    /// <summary>Whether an explanation also lists, for each rule that did not match, the first cell that refused. Default: no. Counts only with <see cref="Explain"/>.</summary>
    public bool ExplainRefusals { get; init; }

    /// <summary>How much an explanation may hold. Default: <see cref="ExplanationLimits.Default"/>.</summary>
    public ExplanationLimits ExplanationLimits { get; init; } = ExplanationLimits.Default;

    /// <summary>Stops the evaluation with a diagnostic when cancelled.</summary>
    public CancellationToken CancellationToken { get; init; }
}
