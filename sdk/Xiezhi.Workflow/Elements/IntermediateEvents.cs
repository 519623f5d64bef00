using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Elements;

/// <summary>An event that acts on nothing (BPMN 2.0, 10.5.4): a milestone in the diagram and in the log.</summary>
internal sealed class NoneThrow : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Passing;

    internal override Outcome Enter(Token token, Step step) => Outcome.Leave;
}

/// <summary>Waits for a moment, a message, a signal or a condition (BPMN 2.0, 13.5.2).</summary>
internal sealed class CatchEvent : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => element.Trigger is EventKind.Timer or EventKind.Message ? ControlFlow.Waiting : ControlFlow.Holding;

    internal override bool CanWait(ElementDefinition element) => true;

    internal override void Compile(ElementCompilation element) => element.Trigger();

    internal override Outcome Enter(Token token, Step step)
    {
        if (step.PrepareAll(token.Element, step.View(token.Scope, ValueContext.Empty), out var waits) is { } failure)
        {
            return Outcome.Incident(failure);
        }

        var instance = step.Open(token, ValueContext.Empty);
        foreach (var wait in waits)
        {
            step.Await(instance, wait);
        }

        return Outcome.Wait;
    }

    /// <summary>Where it began a process, what it still waits for could not be told at first.</summary>
    internal override Outcome Recover(Token token, Step step) => step.AwaitTheRest(token);
}

/// <summary>An event on the border of an activity (BPMN 2.0, 13.5.3): what it waits for is opened and closed with the activity.</summary>
internal sealed class BoundaryEvent : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Passing;

    internal override void Compile(ElementCompilation element)
    {
        element.Trigger();
        if (element.Node is { EventKind: EventKind.Error or EventKind.Cancel, Interrupts: false })
        {
            // An error always ends the activity that raised it, and cancelling the transaction (BPMN 2.0, table 10.92).
            element.Refuse(WorkflowCodes.AttributeNotRun, "cancelActivity", "false", "true");
        }
    }

    internal override Outcome Enter(Token token, Step step) => Outcome.Leave;
}

/// <summary>Where a link leads to: the token that came by it goes on (BPMN 2.0, 10.5.4).</summary>
internal sealed class LinkCatch : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Passing;

    internal override Outcome Enter(Token token, Step step) => Outcome.Leave;
}

/// <summary>Leads to the catching link of its name in the same scope, in place of a flow (BPMN 2.0, 10.5.4).</summary>
internal sealed class LinkThrow : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Passing with { Leaves = Leaving.ByLink };

    internal override Outcome Enter(Token token, Step step)
    {
        step.Depart(token, []);
        step.Send(new Token(step.Definition.Elements[token.Element.LinkTarget], token.Scope));
        return Outcome.Settled;
    }
}

/// <summary>Sends a signal to all who wait for it, here at once and elsewhere by whoever reads the events (BPMN 2.0, 10.5.4).</summary>
internal sealed class SignalThrow : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Passing;

    internal override void Compile(ElementCompilation element)
    {
        element.Mappings();
        element.Signal();
    }

    internal override Outcome Enter(Token token, Step step)
    {
        if (step.Inputs(token, out var payload) is { } failure)
        {
            return Outcome.Incident(failure);
        }

        var name = token.Element.Program.Signal!;
        step.Settle(token, Outcome.Leave);
        step.Emit(new SignalThrown(token.Element.Id, name, payload));
        step.Signal(name, payload);
        return Outcome.Settled;
    }
}

/// <summary>Raises an escalation: the nearest event outward that fits catches it, or it becomes an incident (BPMN 2.0, 10.5.4 and 10.5.7).</summary>
internal sealed class EscalationThrow : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Raising;

    internal override void Compile(ElementCompilation element)
    {
        element.Mappings();
        element.ThrownCode("escalation");
    }

    internal override Outcome Enter(Token token, Step step)
    {
        if (step.Inputs(token, out var payload) is { } failure)
        {
            return Outcome.Incident(failure);
        }

        var code = token.Element.Program.Code!;
        if (step.FindCatcher(EventKind.Escalation, token.Scope, code) is not { } catcher)
        {
            return Outcome.Incident(WorkflowCodes.EscalationNotCaught.At(token.Element.Location, code), ActivityPhase.Failing);
        }

        // It goes on before it is caught; where catching interrupts, its token goes with all the others.
        step.Settle(token, Outcome.Leave);
        step.Emit(new EscalationThrown(token.Element.Id, code, catcher.Event.Id));
        step.Catch(catcher, payload);
        return Outcome.Settled;
    }
}
