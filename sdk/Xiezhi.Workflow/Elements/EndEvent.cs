using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Elements;

/// <summary>Where a token ends (BPMN 2.0, 13.5.6).</summary>
internal sealed class EndEvent : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Passing;

    internal override Outcome Enter(Token token, Step step) => Outcome.Leave;
}

/// <summary>Ends its scope at once with all that lives in it (BPMN 2.0, 13.5.6).</summary>
internal sealed class TerminateEnd : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Ending;

    internal override Outcome Enter(Token token, Step step)
    {
        step.EndAround(token);
        return Outcome.Settled;
    }
}

/// <summary>Raises a business error (BPMN 2.0, 13.5.6): the nearest border event that fits catches it, or it becomes an incident.</summary>
internal sealed class ErrorEnd : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Raising;

    internal override void Compile(ElementCompilation element)
    {
        element.Mappings();
        element.ThrownCode("error");
    }

    internal override Outcome Enter(Token token, Step step)
    {
        if (step.Inputs(token, out var payload) is { } failure)
        {
            return Outcome.Incident(failure);
        }

        var code = token.Element.Program.Code!;
        if (step.FindCatcher(EventKind.Error, token.Scope, code) is null)
        {
            return Outcome.Incident(WorkflowCodes.ErrorNotCaught.At(token.Element.Location, code), ActivityPhase.Failing);
        }

        step.Settle(token, Outcome.Leave);
        step.Throw(token.Element.Id, token.Scope, code, null, payload);
        return Outcome.Settled;
    }
}
