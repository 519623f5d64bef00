using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Workflow.Expressions;

/// <summary>The expression language that conditions, scripts, mappings and timers are written in; the engine itself knows none.</summary>
/// <remarks>An implementation must be safe to share between threads, and its results must depend on nothing but their inputs.</remarks>
public interface IExpressions
{
    /// <summary>Compiles <paramref name="text"/>, once, when the process is compiled.</summary>
    /// <param name="text">The expression as the model holds it, without a leading <c>=</c>.</param>
    /// <param name="where">The element that holds it, for what is said about it.</param>
    /// <param name="diagnostics">Receives what is wrong with it.</param>
    /// <returns>The expression, or <see langword="null"/> when it does not compile; then <paramref name="diagnostics"/> says why.</returns>
    IExpression? Compile(string text, Location where, DiagnosticBag diagnostics);

    /// <summary>Compiles <paramref name="text"/> where some names are known beforehand.</summary>
    /// <param name="text">The expression as the model holds it, without a leading <c>=</c>.</param>
    /// <param name="names">Names of variables; a language whose names may hold spaces needs them to tell where a name ends. Others may occur as well.</param>
    /// <param name="where">The element that holds it, for what is said about it.</param>
    /// <param name="diagnostics">Receives what is wrong with it.</param>
    /// <returns>The expression, or <see langword="null"/> when it does not compile. By default the names are not needed.</returns>
    IExpression? Compile(string text, IReadOnlyCollection<string> names, Location where, DiagnosticBag diagnostics) => Compile(text, where, diagnostics);
}
