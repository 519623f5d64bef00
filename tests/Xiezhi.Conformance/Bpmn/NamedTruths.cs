using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Conformance.Bpmn;

/// <summary>Conditions that are the name of a variable: true where the driver says so, else false.</summary>
internal sealed class NamedTruths : IExpressions
{
    public IExpression? Compile(string text, Location where, DiagnosticBag diagnostics) => new Truth(text.Trim());

    private sealed record Truth(string Text) : IExpression
    {
        public EvaluationResult Evaluate(IVariables variables, DateTimeOffset now) =>
            new(variables.TryGet(Text, out var value) ? value : Value.False);
    }
}

/// <summary>The flows that the trace takes next from each element.</summary>
internal sealed class TakenFlows(IReadOnlySet<string> taken) : IVariables
{
    public IEnumerable<string> Names => taken;

    public bool TryGet(string name, out Value value)
    {
        value = taken.Contains(name) ? Value.True : Value.Null;
        return taken.Contains(name);
    }
}
