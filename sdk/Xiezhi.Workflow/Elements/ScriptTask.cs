using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;

namespace Xiezhi.Workflow.Elements;

/// <summary>Evaluates its script at once and puts the result into a variable (BPMN 2.0, 13.3.3).</summary>
internal sealed class ScriptTask : Activity
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Passing;

    internal override void Compile(ElementCompilation element)
    {
        base.Compile(element);
        element.Script();
        element.RequireResult();
    }

    protected override Outcome Begin(Token token, ValueContext inputs, Step step)
    {
        var result = step.Evaluate(token.Element.Program.Script!, step.View(token.Scope, inputs));
        return result.Failure is { } failure ? Outcome.Incident(failure) : step.CompleteWith(token, inputs, result.Value);
    }
}
