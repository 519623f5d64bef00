using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Rules.Dmn.Compilation;

namespace Xiezhi.Rules.Dmn;

/// <summary>Compiles DMN documents into a model that decides. Thread-safe.</summary>
public static class DmnCompiler
{
    /// <summary>Compiles a document that imports nothing.</summary>
    /// <inheritdoc cref="Compile(DmnDocument, IReadOnlyCollection{DmnDocument}, DiagnosticBag)"/>
    public static DecisionModel? Compile(DmnDocument document, DiagnosticBag diagnostics) => Compile(document, [], diagnostics);

    /// <summary>Compiles a document with those it imports, directly or not.</summary>
    /// <param name="document">The document whose decisions are asked for.</param>
    /// <param name="imported">Those that may be imported; found by their namespace.</param>
    /// <param name="diagnostics">Receives what is wrong, with decision, rule and column.</param>
    /// <returns>
    /// The model, or <see langword="null"/> when its decisions require one another in a circle. A model with a mistake in one expression is still
    /// returned, so that the rest can be tried: that expression evaluates to null with its diagnostic. Refuse to publish when
    /// <paramref name="diagnostics"/> has errors.
    /// </returns>
    public static DecisionModel? Compile(DmnDocument document, IReadOnlyCollection<DmnDocument> imported, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(imported);
        ArgumentNullException.ThrowIfNull(diagnostics);
        return new ModelCompiler(document, imported, diagnostics).Compile();
    }
}
