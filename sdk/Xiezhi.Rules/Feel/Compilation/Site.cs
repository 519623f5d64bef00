using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Feel.Compilation;

/// <summary>A place in a text at which something can go wrong at evaluation.</summary>
internal sealed class Site(SourceText source, int position)
{
    public Location Location => source.At(position);

    public Diagnostic Make(DiagnosticDescriptor descriptor, params ReadOnlySpan<string> arguments) => descriptor.At(source.At(position), arguments);

    /// <summary>Reports a mistake; null is what the expression comes to then.</summary>
    public Value Fail(EvaluationSession session, DiagnosticDescriptor descriptor, params ReadOnlySpan<string> arguments)
    {
        session.Report(Make(descriptor, arguments));
        return Value.Null;
    }
}
