using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;

namespace Xiezhi.Workflow.Elements;

/// <summary>What activities have in common: mapped inputs before they begin (BPMN 2.0, 13.3.2: ready, then active).</summary>
internal abstract class Activity : ElementBehavior
{
    internal override void Compile(ElementCompilation element) => element.Mappings();

    internal sealed override Outcome Enter(Token token, Step step)
    {
        if (token.Element.Program.Data is not null && !step.HasInputs(token))
        {
            return step.AwaitInputs(token);
        }

        return step.Inputs(token, out var inputs) is { } failure ? Outcome.Incident(failure) : Begin(token, inputs, step);
    }

    /// <summary>The activity begins.</summary>
    protected abstract Outcome Begin(Token token, ValueContext inputs, Step step);

    /// <summary>Opens the activity to stay, and what waits on its border with it.</summary>
    /// <param name="token">The token.</param>
    /// <param name="inputs">Its mapped inputs.</param>
    /// <param name="step">The step.</param>
    /// <param name="prepare">Evaluates what else it needs, so that nothing is said before all is certain.</param>
    /// <param name="open">Says what it waits for.</param>
    protected static Outcome Stay<T>(Token token, ValueContext inputs, Step step, Preparation<T> prepare, Action<Step, Token, int, T> open)
    {
        var view = step.View(token.Scope, inputs);
        if (step.PrepareAround(token, view, out var waits) is { } failure)
        {
            return Outcome.Incident(failure);
        }

        if (prepare(step, token, view, out var prepared) is { } refused)
        {
            return Outcome.Incident(refused);
        }

        var instance = step.Open(token, inputs);
        open(step, token, instance, prepared);
        foreach (var wait in waits)
        {
            step.Await(instance, wait);
        }

        return Outcome.Wait;
    }

    /// <summary>Evaluates what an activity needs to begin, or says why it can't.</summary>
    protected delegate Diagnostic? Preparation<T>(Step step, Token token, Expressions.IVariables variables, out T prepared);
}
