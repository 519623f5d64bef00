using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Workflow.Elements;

/// <summary>Has something done outside, once what led here is committed, and waits for its answer: service and send tasks, and message events that send.</summary>
internal abstract class JobActivity : Activity
{
    internal override ControlFlow? Flows(ElementDefinition element) => CanWait(element) ? ControlFlow.Waiting : ControlFlow.Passing;

    internal override bool CanWait(ElementDefinition element) => true;

    internal override Outcome Recover(Token token, Step step)
    {
        if (step.Inputs(token, out var inputs) is { } failure)
        {
            return Outcome.Incident(failure, ActivityPhase.Failing);
        }

        // What waits on the border has waited all along.
        Announce(step, token, step.Open(token, inputs), inputs);
        return Outcome.Wait;
    }

    protected override Outcome Begin(Token token, ValueContext inputs, Step step)
    {
        Diagnostic? Keep(Step at, Token by, IVariables variables, out ValueContext prepared)
        {
            prepared = inputs;
            return null;
        }

        return Stay<ValueContext>(token, inputs, step, Keep, Announce);
    }

    private static void Announce(Step step, Token token, int id, ValueContext inputs) =>
        step.Emit(new JobOpened(id, token.Element.Id, token.Element.Implementation!, inputs));
}

/// <summary>A job, but for a decision that is named as the implementation: it is made at once, without one.</summary>
internal abstract class DecidingActivity : JobActivity
{
    internal override bool CanWait(ElementDefinition element) => element.Program.Decision is null;

    internal override void Compile(ElementCompilation element)
    {
        base.Compile(element);
        if (element.Decision())
        {
            element.RequireResult();
        }
        else
        {
            element.Implementation(null);
        }
    }

    protected override Outcome Begin(Token token, ValueContext inputs, Step step) =>
        token.Element.Program.Decision is { } decision ? step.Decide(token, inputs, decision) : base.Begin(token, inputs, step);
}

/// <summary>Calls the implementation that it names (BPMN 2.0, 13.3.3).</summary>
internal sealed class ServiceTask : DecidingActivity;

/// <summary>Sends a message (BPMN 2.0, 13.3.3).</summary>
internal sealed class SendTask : JobActivity
{
    internal override void Compile(ElementCompilation element)
    {
        base.Compile(element);
        element.Implementation(element.Node.MessageId);
    }
}

/// <summary>Sends a message and goes on, or ends, once it is sent (BPMN 2.0, 10.5.4): throwing message events.</summary>
internal sealed class MessageThrow : JobActivity
{
    internal override void Compile(ElementCompilation element)
    {
        base.Compile(element);
        element.Implementation(element.Node.EventDefinitions[0].Reference);
    }
}
