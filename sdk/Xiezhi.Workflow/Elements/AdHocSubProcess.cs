using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Workflow.Elements;

/// <summary>A scope without a drawn order: what has no incoming flow is begun by command, or with the scope, until its condition holds (BPMN 2.0, 13.3.4).</summary>
internal sealed class AdHocSubProcess : Activity
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Holding;

    internal override bool CanWait(ElementDefinition element) => true;

    internal override void Compile(ElementCompilation element)
    {
        base.Compile(element);
        element.AdHoc();
    }

    protected override Outcome Begin(Token token, ValueContext inputs, Step step) =>
        Stay<ImmutableArray<ElementDefinition>>(token, inputs, step, First, Fill);

    internal override Outcome Emptied(Token token, Step step)
    {
        var rule = token.Element.Program.AdHoc!;
        if (!token.Element.Starts.IsEmpty && !IsDone(token, step, out var failure))
        {
            return failure is not null ? Outcome.Incident(failure, ActivityPhase.Active) : BeginNext(token, step) ?? Outcome.Wait;
        }

        return (rule.Until is null ? BeginNext(token, step) : null) ?? step.Complete(token, ValueContext.Empty);
    }

    /// <summary>Something inside was done, and something else still runs there.</summary>
    internal static void Advanced(Token token, Step step)
    {
        var rule = token.Element.Program.AdHoc!;
        if (rule.Until is null)
        {
            return;
        }

        if (!IsDone(token, step, out var failure))
        {
            if (failure is not null)
            {
                step.Settle(token, Outcome.Incident(failure, ActivityPhase.Active));
            }
        }
        else if (rule.CancelsRemaining)
        {
            step.ClearInside(token.Instance);
            step.Touch(token.Instance);
        }
    }

    /// <summary>Why <paramref name="element"/> may not begin now; <see langword="null"/> where it may.</summary>
    internal static Diagnostic? Refusal(Token token, ElementDefinition element, Step step)
    {
        var rule = token.Element.Program.AdHoc!;
        if (!token.Element.Starts.Contains(element.Index)
            || (rule.IsSequential && step.Draft.Instance(token.Instance).Children > 0)
            || (rule.Until is not null && IsDone(token, step, out _)))
        {
            return WorkflowCodes.ActivityMayNotBegin.At(element.Location, element.Id, token.Element.Id);
        }

        if (rule.Allowed is not { } allowed)
        {
            return null;
        }

        var failure = Listed(token.Element, allowed, step.View(token.Instance, ValueContext.Empty), step, out var listed);
        return failure ?? (listed.Contains(element) ? null : WorkflowCodes.ActivityMayNotBegin.At(element.Location, element.Id, token.Element.Id));
    }

    private static bool IsDone(Token token, Step step, out Diagnostic? failure)
    {
        failure = null;
        if (token.Element.Program.AdHoc!.Until is not { } until)
        {
            return true;
        }

        var result = step.Evaluate(until, step.View(token.Instance, ValueContext.Empty));
        failure = result.Failure
            ?? (result.Value.IsBoolean ? null : WorkflowCodes.ConditionNotBoolean.At(token.Element.Location, token.Element.Id, result.Value.ToString()));
        return failure is null && result.Value.IsTrue;
    }

    private static Diagnostic? First(Step step, Token token, IVariables variables, out ImmutableArray<ElementDefinition> first)
    {
        first = [];
        return token.Element.Program.AdHoc!.Begins is { } begins ? Listed(token.Element, begins, variables, step, out first) : null;
    }

    /// <summary>The name of the local variable with the ids of what is still to begin, one after the other.</summary>
    internal const string ToBegin = "activitiesToBegin";

    private static void Fill(Step step, Token token, int id, ImmutableArray<ElementDefinition> first)
    {
        var isSequential = token.Element.Program.AdHoc!.IsSequential;
        foreach (var element in isSequential ? first.Take(1) : first)
        {
            step.Send(new Token(element, id));
        }

        if (isSequential && first.Length > 1)
        {
            Keep(step, token, id, first.Skip(1));
        }

        // Where the model says what begins, and that is nothing, or holds nothing to begin, nothing is waited for.
        if (first.IsEmpty && (token.Element.Program.AdHoc!.Begins is not null || token.Element.Starts.IsEmpty))
        {
            step.Touch(id);
        }
    }

    /// <summary>Begins what comes next of those that begin one after the other; <see langword="null"/> when there is none.</summary>
    private static Outcome? BeginNext(Token token, Step step)
    {
        // Where it is not sequential the name may be anybody's.
        if (!token.Element.Program.AdHoc!.IsSequential || step.Draft.Instance(token.Instance).Variables[ToBegin].AsList is not { Items: [_, ..] } kept)
        {
            return null;
        }

        if (Find(token.Element, new ValueList(kept.Items), step) is not { } next)
        {
            // An operator may change the order, and may err.
            return Outcome.Incident(WorkflowCodes.NoActivities.At(token.Element.Location, ToBegin, Value.From(kept).ToString()), ActivityPhase.Active);
        }

        Keep(step, token, token.Instance, next.Skip(1));
        step.Send(new Token(next[0], token.Instance));
        return Outcome.Wait;
    }

    private static void Keep(Step step, Token token, int id, IEnumerable<ElementDefinition> elements) => step.Emit(new VariablesSet(
        id, ValueContext.Of((ToBegin, Value.List([.. elements.Select(element => (Value)element.Id[token.Element.Prefix.Length..])])))));

    private static Diagnostic? Listed(
        ElementDefinition adHoc, IExpression list, IVariables variables, Step step, out ImmutableArray<ElementDefinition> listed)
    {
        listed = [];
        var result = step.Evaluate(list, variables);
        if (result.Failure is { } failure)
        {
            return failure;
        }

        if (Find(adHoc, result.Value.AsList ?? new ValueList([result.Value]), step) is not { } found)
        {
            return WorkflowCodes.NoActivities.At(adHoc.Location, list.Text, result.Value.ToString());
        }

        listed = found;
        return null;
    }

    private static ImmutableArray<ElementDefinition>? Find(ElementDefinition adHoc, ValueList ids, Step step)
    {
        var found = ImmutableArray.CreateBuilder<ElementDefinition>();
        foreach (var item in ids.Items)
        {
            if (item.AsString is not { } id || step.Definition.Find(adHoc.Prefix + id) is not { } element || !adHoc.Starts.Contains(element.Index))
            {
                return null;
            }

            found.Add(element);
        }

        return found.ToImmutable();
    }
}
