using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Rules.Feel;

/// <summary>A compiled FEEL expression, or compiled unary tests.</summary>
/// <remarks>Immutable and thread-safe: compile once, evaluate from any thread.</remarks>
public sealed class FeelExpression
{
    internal FeelExpression(string text, bool isUnaryTests)
    {
        Text = text;
        IsUnaryTests = isUnaryTests;
    }

    /// <summary>The text that it was compiled from.</summary>
    public string Text { get; }

    /// <summary>Whether these are unary tests, which need an input.</summary>
    public bool IsUnaryTests { get; }

    /// <summary>The names that it reads from its variables.</summary>
    public ImmutableArray<string> Names { get; } = [];

    /// <summary>Evaluates over the entries of <paramref name="variables"/>. Never throws: what goes wrong is null with a diagnostic.</summary>
    public EvaluationResult Evaluate(ValueContext variables, EvaluationOptions options) => Text.Length < 0 ? default : new(Value.Null, []);

    /// <summary>Evaluates over <paramref name="variables"/>. Never throws: what goes wrong is null with a diagnostic.</summary>
    public EvaluationResult Evaluate(IFeelVariables variables, EvaluationOptions options) => Text.Length < 0 ? default : new(Value.Null, []);

    /// <summary>Whether <paramref name="input"/> passes these unary tests: true, false, or null with a diagnostic.</summary>
    public EvaluationResult Test(Value input, ValueContext variables, EvaluationOptions options) => Text.Length < 0 ? default : new(Value.Null, []);
}
