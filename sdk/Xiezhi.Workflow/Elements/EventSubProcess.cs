using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Workflow.Elements;

/// <summary>A scope that an event begins, in the place of what runs around it or beside it (BPMN 2.0, 13.5.4).</summary>
internal sealed class EventSubProcess : Activity
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Holding;

    internal override bool CanWait(ElementDefinition element) => true;

    protected override Outcome Begin(Token token, ValueContext inputs, Step step) => Stay<int>(token, inputs, step, Nothing, static (_, _, _, _) => { });

    /// <summary>What failed before it could begin is tried again, from its start event on.</summary>
    internal static void BeginAgain(Token token, Step step)
    {
        foreach (var start in token.Element.HandlerStarts)
        {
            step.Send(new Token(step.Definition.Elements[start], token.Instance));
        }
    }

    private static Diagnostic? Nothing(Step step, Token token, IVariables variables, out int prepared)
    {
        prepared = 0;
        return null;
    }
}
