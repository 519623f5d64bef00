namespace Xiezhi.Rules.Evaluation;

/// <summary>How much one evaluation may use before it is stopped with a diagnostic.</summary>
/// <remarks>Immutable. The defaults are far above what a decision of an agency needs and far below what would hurt the process that hosts it.</remarks>
public sealed record EvaluationLimits
{
    /// <summary>The most steps: calls, iterations and operators, roughly. Default: 5 million.</summary>
    public long Steps { get; init; } = 5_000_000;

    /// <summary>How deep functions may call functions. Default: 256.</summary>
    public int Depth { get; init; } = 256;

    /// <summary>
    /// The most bytes that the lists, contexts and texts which an evaluation makes may take, roughly, whether they are kept or not. Default: 128 million.
    /// </summary>
    public long Memory { get; init; } = 128_000_000;

    /// <summary>The most items in a list that an expression makes; ten times as many values in all levels of a value, written out. Default: 1 million.</summary>
    public int ListItems { get; init; } = 1_000_000;

    /// <summary>The most characters in a text that an expression makes. Default: 1 million.</summary>
    public int StringLength { get; init; } = 1_000_000;

    /// <summary>How long one regular expression that has to backtrack (because it refers back to a group) may search; the others need no such limit. Default: 250 ms.</summary>
    public TimeSpan MatchTimeout { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The defaults.</summary>
    public static EvaluationLimits Default { get; } = new();
}
