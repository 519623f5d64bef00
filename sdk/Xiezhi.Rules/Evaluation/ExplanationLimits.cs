namespace Xiezhi.Rules.Evaluation;

/// <summary>How much one explanation may hold. What goes beyond is left out, and the explanation says so (<see cref="RulesCodes.ExplanationCut"/>).</summary>
/// <remarks>Immutable. The limits change the explanation alone, never the decision.</remarks>
public sealed record ExplanationLimits
{
    /// <summary>The defaults.</summary>
    public static ExplanationLimits Default { get; } = new();

    /// <summary>The most expressions, invocations, and decisions made within services, in the whole explanation. Default: 1,000.</summary>
    public int Expressions { get; init; } = 1_000;

    /// <summary>The most parts that are listed of one expression. Default: 100.</summary>
    public int Parts { get; init; } = 100;

    /// <summary>The most rules that are listed of one table, of those that matched and of those that were refused. Default: 100.</summary>
    public int Rules { get; init; } = 100;

    /// <summary>The most items and entries of one value, counted through all its levels. Default: 200.</summary>
    public int Items { get; init; } = 200;

    /// <summary>The most characters of one text. Default: 2,000.</summary>
    public int Characters { get; init; } = 2_000;

    /// <summary>The most characters of all values and texts together, roughly. Default: 1 million.</summary>
    public int TotalCharacters { get; init; } = 1_000_000;
}
