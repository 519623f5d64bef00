using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Workflow.Execution;

// Results that come at once: from scripts and decisions.
internal sealed partial class Step
{
    /// <summary>The name under which mapped outputs see a result that no variable is named for.</summary>
    internal const string Result = "result";

    /// <summary>Makes a decision and completes the task with its result.</summary>
    internal Outcome Decide(Token token, ValueContext inputs, string decision)
    {
        var program = token.Element.Program;
        var result = definition.Decisions!.Decide(decision, View(token.Scope, inputs), context.Now);
        if (result.Failure is { } failure)
        {
            return Outcome.Incident(failure);
        }

        if (!StoredData.Fits(result.Value))
        {
            return Outcome.Incident(WorkflowCodes.NotData.At(token.Element.Location, program.ResultVariable ?? Result));
        }

        if (!program.Outputs.IsEmpty || program.Data is { Outputs.IsEmpty: false })
        {
            Emit(new DecisionMade(token.Element.Id, decision, result.Value, null, token.Scope));
            return CompleteWith(token, inputs, result.Value);
        }

        var variable = program.ResultVariable!;
        Emit(new DecisionMade(token.Element.Id, decision, result.Value, variable, Home(token.Scope, variable)));
        return Complete(token, ValueContext.Empty);
    }

    /// <summary>Completes a task whose result is one value.</summary>
    internal Outcome CompleteWith(Token token, ValueContext inputs, Value result)
    {
        var program = token.Element.Program;
        var variable = program.ResultVariable ?? program.Data?.OnlyOutput ?? Result;
        if (!StoredData.Fits(result))
        {
            return Outcome.Incident(WorkflowCodes.NotData.At(token.Element.Location, variable));
        }

        // Outputs are mapped over what was local to the task, which here was never stored.
        if (program.Data is { Outputs.IsEmpty: false, OnlyOutput: null } && program is { ResultVariable: null, Outputs.IsEmpty: true } && result.AsContext is { } several)
        {
            return CompleteNamed(token, several);
        }

        var given = program.Outputs.IsEmpty ? ValueContext.Of((variable, result)) : inputs.With(variable, result);
        return CompleteNamed(token, given);
    }
}
