using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules.Feel;

/// <summary>Reads FEEL (DMN 1.5, chapter 10) and compiles it. Thread-safe; never throws for a mistake in the text.</summary>
public static class FeelCompiler
{
    /// <summary>Compiles an expression.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scope">The names that it may use.</param>
    /// <param name="location">Where the text stands; line and column are added to those inside the text.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>The expression, or <see langword="null"/> when it can't be evaluated; then <paramref name="diagnostics"/> says why.</returns>
    public static FeelExpression? CompileExpression(string text, FeelScope scope, Location location, DiagnosticBag diagnostics) =>
        new(text, isUnaryTests: false);

    /// <summary>Compiles unary tests, such as <c>&lt; 5, [10..20]</c>: what stands in a cell of a decision table's input column.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scope">The names that it may use besides <c>?</c>.</param>
    /// <param name="location">Where the text stands.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>The tests, or <see langword="null"/> when they can't be evaluated; then <paramref name="diagnostics"/> says why.</returns>
    public static FeelExpression? CompileUnaryTests(string text, FeelScope scope, Location location, DiagnosticBag diagnostics) =>
        new(text, isUnaryTests: true);
}
