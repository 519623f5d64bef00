using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Rules.Feel.Compilation;

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
        Compile(text, scope, location, diagnostics, isUnaryTests: false);

    /// <summary>Compiles unary tests, such as <c>&lt; 5, [10..20]</c>: what stands in a cell of a decision table's input column.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scope">The names that it may use besides <c>?</c>.</param>
    /// <param name="location">Where the text stands.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>The tests, or <see langword="null"/> when they can't be evaluated; then <paramref name="diagnostics"/> says why.</returns>
    public static FeelExpression? CompileUnaryTests(string text, FeelScope scope, Location location, DiagnosticBag diagnostics) =>
        Compile(text, scope, location, diagnostics, isUnaryTests: true);

    private static FeelExpression? Compile(string text, FeelScope scope, Location location, DiagnosticBag diagnostics, bool isUnaryTests)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(location);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var root = new GivenScope(scope, new BodyLayout(null));
        if (!isUnaryTests)
        {
            var code = new ExpressionCompiler(root, diagnostics).Compile(text, location);
            return code is null ? null : new FeelExpression(text, isUnaryTests, root, code, -1);
        }

        var local = new LocalScope(root, root.Body);
        var input = local.Declare(ExpressionCompiler.Input, FeelType.Any);
        var tests = new ExpressionCompiler(local, diagnostics).CompileTests(text, location);
        return tests is null ? null : new FeelExpression(text, isUnaryTests, root, tests, input);
    }
}

/// <summary>The names that a caller gave.</summary>
internal sealed class GivenScope(FeelScope scope, BodyLayout body) : RootScope(body)
{
    public override bool IsOpen => scope.IsOpen;

    public override IEnumerable<string> Names => scope.Names;

    public override IEnumerable<FeelType> Types => scope.Types;

    public override bool TryGetType(string name, out FeelType type) => scope.TryGet(name, out type);
}
