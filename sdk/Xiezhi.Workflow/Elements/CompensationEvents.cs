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

/// <summary>Has what was done in its scope undone, the last first, and goes on when that is done, or at once (BPMN 2.0, 13.5.5): throwing and end events.</summary>
internal sealed class CompensationThrow : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Holding;

    internal override bool CanWait(ElementDefinition element) => true;

    internal override Outcome Enter(Token token, Step step)
    {
        var activities = step.FindCompensable(token);
        if (activities.IsEmpty)
        {
            return Outcome.Leave;
        }

        step.ThrowCompensation(token, activities);
        if (!Waits(token.Element))
        {
            // Its token goes on at once; what stays is the undoing.
            step.SendOn(token);
        }

        return Outcome.Wait;
    }

    /// <summary>Whether the event goes on only when all is undone; else the undoing runs on behind it.</summary>
    internal static bool Waits(ElementDefinition element) => element.Source!.EventDefinitions[0].WaitsForCompletion != false;

    internal override Outcome Emptied(Token token, Step step) =>
        step.CompensateNext(token.Instance) ? Outcome.Wait : Waits(token.Element) ? step.Complete(token, ValueContext.Empty) : step.LeaveBehind(token);
}
