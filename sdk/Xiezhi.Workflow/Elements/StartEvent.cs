using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Elements;

/// <summary>Where a token begins (BPMN 2.0, 13.5.1): without a trigger, by a message or signal that starts the process, or by what starts an event sub-process.</summary>
internal sealed class StartEvent : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Passing;

    internal override void Compile(ElementCompilation element)
    {
        element.Trigger();
        if (element.Node is { EventKind: EventKind.Error, Interrupts: false })
        {
            // An error always ends the scope that raised it (BPMN 2.0, table 10.86).
            element.Refuse(WorkflowCodes.AttributeNotRun, "isInterrupting", "false", "true");
        }
    }

    internal override bool CanWait(ElementDefinition element) => element.NeedsAll;

    internal override Outcome Enter(Token token, Step step) => Outcome.Leave;

    /// <summary>What the start still waits for could not be told at first.</summary>
    internal override Outcome Recover(Token token, Step step) => step.AwaitTheRest(token);
}
