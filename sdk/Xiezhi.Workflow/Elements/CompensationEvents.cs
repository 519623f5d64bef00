using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;

namespace Xiezhi.Workflow.Elements;

/// <summary>On the border of an activity: which other activity undoes it (BPMN 2.0, 10.6.1). No token ever comes by it.</summary>
internal sealed class CompensationBoundary : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Passing;

    internal override Outcome Enter(Token token, Step step) => Outcome.Leave;
}

/// <summary>Has what was done in its scope undone, the last first, and goes on when that is done (BPMN 2.0, 13.5.5): throwing and end events.</summary>
internal sealed class CompensationThrow : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Holding;

    internal override bool CanWait(ElementDefinition element) => true;

    internal override void Compile(ElementCompilation element)
    {
        if (element.Node.EventDefinitions[0].WaitsForCompletion == false)
        {
            element.Refuse(WorkflowCodes.AttributeNotRun, "waitForCompletion", "false", "true");
        }
    }

    internal override Outcome Enter(Token token, Step step)
    {
        var activities = step.FindCompensable(token);
        if (activities.IsEmpty)
        {
            return Outcome.Leave;
        }

        step.ThrowCompensation(token, activities);
        return Outcome.Wait;
    }

    internal override Outcome Emptied(Token token, Step step) =>
        step.CompensateNext(token.Instance) ? Outcome.Wait : step.Complete(token, ValueContext.Empty);
}
