using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;

namespace Xiezhi.Workflow.Elements;

/// <summary>A sub-process that is done whole, or cancelled and undone (BPMN 2.0, 13.3.4).</summary>
internal sealed class Transaction : SubProcess
{
}

/// <summary>Cancels the transaction around it: what runs there ends, what was done is undone, and the event on its border takes over (BPMN 2.0, 10.5.3).</summary>
internal sealed class CancelEnd : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Ending;

    internal override Outcome Enter(Token token, Step step)
    {
        step.CancelTransaction(token);
        return Outcome.Settled;
    }
}
