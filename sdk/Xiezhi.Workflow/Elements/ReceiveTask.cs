using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Workflow.Elements;

/// <summary>Waits for a message (BPMN 2.0, 13.3.3).</summary>
internal sealed class ReceiveTask : Activity
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Waiting;

    internal override bool CanWait(ElementDefinition element) => true;

    internal override void Compile(ElementCompilation element)
    {
        base.Compile(element);
        element.Instantiation();

        element.AwaitedMessage(element.Node.MessageId);
    }

    protected override Outcome Begin(Token token, ValueContext inputs, Step step) =>
        Stay<PreparedWait>(token, inputs, step, Prepare, static (step, _, id, wait) => step.Await(id, wait));

    private static Diagnostic? Prepare(Step step, Token token, IVariables variables, out PreparedWait wait) => step.Prepare(token.Element, variables, out wait);
}
