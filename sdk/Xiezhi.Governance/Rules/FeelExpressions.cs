using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Rules;

/// <summary>Plugs FEEL into procedures, service levels and manifests.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class FeelExpressions : IExpressions
{
    public static FeelExpressions Instance { get; } = new();

    public IExpression? Compile(string text, Location where, DiagnosticBag diagnostics) => Compile(text, [], where, diagnostics);

    public IExpression? Compile(string text, IReadOnlyCollection<string> names, Location where, DiagnosticBag diagnostics)
    {
        // Some modellers mark FEEL by a leading "=", which is no part of the expression.
        var feel = text.AsSpan().TrimStart().StartsWith('=') ? text.TrimStart()[1..] : text;
        return FeelCompiler.CompileExpression(feel, FeelScope.Open.With(names), where, diagnostics) is { } compiled ? new Compiled(compiled, where) : null;
    }

    private sealed class Compiled(FeelExpression expression, Location where) : IExpression
    {
        public string Text => expression.Text;

        public IReadOnlyCollection<string> Names => expression.Names;

        public Workflow.Expressions.EvaluationResult Evaluate(IVariables variables, DateTimeOffset now)
        {
            var result = expression.Evaluate(new Names(variables), new EvaluationOptions { Now = now });

            // FEEL answers null where something is amiss; only then is what it had to say a failure.
            return result.Value.IsNull && result.HasErrors
                ? Workflow.Expressions.EvaluationResult.Fail(GovernanceCodes.ExpressionFailed.At(where, Text + " — " + Describe(result.Diagnostics)))
                : new Workflow.Expressions.EvaluationResult(result.Value);
        }
    }

    internal static string Describe(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.FirstOrDefault(found => found.Severity == Severity.Error)?.Message(System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private sealed class Names(IVariables variables) : IFeelVariables
    {
        public bool TryGet(string name, out Value value) => variables.TryGet(name, out value);
    }
}
