using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Elements;

/// <summary>An event that acts on nothing (BPMN 2.0, 10.5.4): a milestone in the diagram and in the log.</summary>
internal sealed class NoneThrow : ElementBehavior
{
    internal override Outcome Enter(Token token, Step step) => Outcome.Leave;
}

/// <summary>Waits for a moment or a message (BPMN 2.0, 13.5.2).</summary>
internal sealed class CatchEvent : ElementBehavior
{
    internal override bool CanWait(ElementDefinition element) => true;

    internal override void Compile(ElementCompilation element) => CompileTrigger(element);

    internal override Outcome Enter(Token token, Step step)
    {
        if (step.Prepare(token.Element, step.View(token.Scope, ValueContext.Empty), out var wait) is { } failure)
        {
            return Outcome.Incident(failure);
        }

        step.Await(step.Open(token, ValueContext.Empty), wait);
        return Outcome.Wait;
    }

    /// <summary>Compiles what an event waits for; an error needs no waiting.</summary>
    internal static void CompileTrigger(ElementCompilation element)
    {
        element.Mappings();
        switch (element.Node.EventKind)
        {
            case EventKind.Timer:
                element.Timer();
                break;
            case EventKind.Message:
                element.AwaitedMessage(element.Node.EventDefinitions[0].Reference);
                break;
            case EventKind.Error:
                element.Error(required: false);
                break;
        }
    }
}

/// <summary>An event on the border of an activity (BPMN 2.0, 13.5.3): what it waits for is opened and closed with the activity.</summary>
internal sealed class BoundaryEvent : ElementBehavior
{
    internal override void Compile(ElementCompilation element)
    {
        CatchEvent.CompileTrigger(element);
        if (element.Node is { EventKind: EventKind.Error, Interrupts: false })
        {
            // An error always ends the activity that raised it (BPMN 2.0, table 10.92).
            element.Refuse(WorkflowCodes.AttributeNotRun, "cancelActivity", "false", "true");
        }
    }

    internal override Outcome Enter(Token token, Step step) => Outcome.Leave;
}
