using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Workflow.Elements;

/// <summary>A scope of its own, done when no token lives inside any more (BPMN 2.0, 13.3.4).</summary>
internal class SubProcess : Activity
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Holding;

    internal override bool CanWait(ElementDefinition element) => true;

    protected override Outcome Begin(Token token, ValueContext inputs, Step step) => Stay<int>(token, inputs, step, Nothing, Fill);

    private static Diagnostic? Nothing(Step step, Token token, IVariables variables, out int prepared)
    {
        prepared = 0;
        return null;
    }

    private static void Fill(Step step, Token token, int id, int prepared)
    {
        foreach (var start in token.Element.Starts)
        {
            step.Send(new Token(step.Definition.Elements[start], id));
        }

        // With nothing to start it is done at once.
        step.Touch(id);
    }
}
