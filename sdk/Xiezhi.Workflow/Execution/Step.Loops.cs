using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

// Activities that are repeated: standard loops and multi-instances.
internal sealed partial class Step
{
    /// <summary>The name by which a repetition knows its place, from 1.</summary>
    internal const string LoopCounter = "loopCounter";

    /// <summary>Whether the token is inside the loop of its own element.</summary>
    internal bool IsRepetition(Token token) =>
        token.Element.Repeated is not null && Draft.Instance(token.Scope).Element == token.Element.Id;

    /// <summary>Begins to repeat an activity.</summary>
    internal Outcome BeginLoop(Token token)
    {
        var rule = token.Element.Program.Loop!;
        var inputs = ValueContext.Empty;
        if (token.Element.Program.Data is { } data)
        {
            if (!HasInputs(token))
            {
                return AwaitInputs(token);
            }

            if (MoveIn(token, data, out inputs, out _) is { } unmoved)
            {
                return Outcome.Incident(unmoved);
            }
        }

        var view = View(token.Scope, inputs);
        if (Size(token.Element, rule, view, out var total, out var items) is { } failure)
        {
            return Outcome.Incident(failure);
        }

        if (rule is { IsStandard: true, TestBefore: true })
        {
            if (Again(token.Element, rule, token.Scope, 0, out var undecided) is false)
            {
                return undecided is null ? Complete(token, ValueContext.Empty) : Outcome.Incident(undecided);
            }
        }
        else if (total == 0)
        {
            return CompleteNamed(token, rule.OutputVariable is { } name ? ValueContext.Of((name, ValueList.Empty)) : ValueContext.Empty);
        }

        if (PrepareAround(token with { Instance = 0 }, view, out var waits) is { } refused)
        {
            return Outcome.Incident(refused);
        }

        var loop = Open(token, inputs);
        Emit(new LoopStarted(loop, total, items));
        foreach (var wait in waits)
        {
            Await(loop, wait);
        }

        for (var i = 1; i <= (rule.IsSequential ? 1 : total); i++)
        {
            Send(new Token(token.Element, loop, null, 0, i));
        }

        return Outcome.Wait;
    }

    /// <summary>The variables by which a repetition knows its item and its place.</summary>
    internal ValueContext RepetitionVariables(Token token)
    {
        if (token.Index == 0)
        {
            // What is thrown in the name of a multi-instance carries how far that has come.
            return token.Element.PartOf >= 0 && Draft.Instance(token.Scope) is { Loop: not null } loop
                ? Numbers(definition.Elements[token.Element.PartOf].Program.Loop!, loop)
                : ValueContext.Empty;
        }

        var variables = ValueContext.Of((LoopCounter, token.Index));
        return token.Element.Program.Loop!.Item is { } item && Draft.Instance(token.Scope).Loop is { Items.AsList: { } items }
            ? variables.With(item, items[token.Index - 1])
            : variables;
    }

    /// <summary>A repetition is done: its output is kept, and the next begins, or enough are done.</summary>
    private Outcome CompleteRepetition(Token token, ValueContext local, ValueContext results, List<DataWrite>? moved)
    {
        var rule = token.Element.Program.Loop!;
        var output = Value.Null;
        if (rule.Output is { } expression)
        {
            var evaluated = Evaluate(expression, View(token.Instance == 0 ? token.Scope : token.Instance, local.With(results)));
            if (evaluated.Failure is { } failure)
            {
                return Outcome.Incident(failure, ActivityPhase.Completing, local);
            }

            if (!StoredData.Fits(evaluated.Value))
            {
                return Outcome.Incident(WorkflowCodes.NotData.At(token.Element.Location, rule.OutputVariable!), ActivityPhase.Completing, local);
            }

            output = evaluated.Value;
        }

        if (Throws(token, local.With(results), output, out var throws) is { } undecided)
        {
            return Outcome.Incident(undecided, ActivityPhase.Completing, local);
        }

        // What is gathered into a list does not overwrite itself as a variable as well, unless outputs are mapped on purpose.
        if (rule.Output is null || !token.Element.Program.Outputs.IsEmpty)
        {
            Write(Draft.Instance(token.Scope).Scope, results);
        }

        WriteMoved(moved);

        Emit(new LoopAdvanced(token.Scope, token.Index, output));
        Depart(token, []);
        AdvanceLoop(token.Element, token.Scope);
        foreach (var thrown in throws)
        {
            // What was thrown before may have ended the loop.
            if (Draft.Instances.Has(token.Scope))
            {
                EnterNow(new Token(definition.Elements[thrown], token.Scope));
            }
        }

        return Outcome.Settled;
    }

    /// <summary>What is thrown now that a repetition is done, by what holds with it (BPMN 2.0, table 10.29).</summary>
    private Diagnostic? Throws(Token token, ValueContext given, Value output, out ImmutableArray<int> throws)
    {
        throws = [];
        var rule = token.Element.Program.Loop!;
        if (rule.Throws.IsEmpty)
        {
            return null;
        }

        var around = Draft.Instance(token.Scope);
        var loop = around.Loop!;
        var done = around with { Loop = loop with { Completed = loop.Completed + 1, Outputs = loop.Outputs.With(new LoopOutput(token.Index, output)) } };
        var active = Repetitions(done) - (token.Instance == 0 ? 0 : 1);
        var variables = View(token.Instance == 0 ? token.Scope : token.Instance, given.With(Numbers(rule, done)).With("numberOfActiveInstances", active));
        foreach (var one in rule.Throws)
        {
            if (one.Condition is { } condition)
            {
                var result = Evaluate(condition, variables);
                if ((result.Failure ?? (result.Value.IsBoolean ? null : WorkflowCodes.ConditionNotBoolean.At(token.Element.Location, token.Element.Id, result.Value.ToString()))) is { } failure)
                {
                    return failure;
                }

                if (!result.Value.IsTrue)
                {
                    continue;
                }
            }

            if (!one.OnlyOnce || loop.Completed == 0)
            {
                throws = throws.Add(one.Element);
            }
        }

        return null;
    }

    /// <summary>How many repetitions run; beside them may be what was thrown in their name.</summary>
    private int Repetitions(ElementInstance around)
    {
        if (definition.Element(around.Element).LoopThrows.IsEmpty)
        {
            return around.Children;
        }

        var count = 0;
        foreach (var instance in Draft.Instances)
        {
            count += instance.Scope == around.Id && instance.Element == around.Element ? 1 : 0;
        }

        return count;
    }

    /// <summary>Ends the repetitions that still run; what was thrown in their name goes on.</summary>
    private void ClearRepetitions(ElementInstance around)
    {
        if (definition.Element(around.Element).LoopThrows.IsEmpty)
        {
            ClearInside(around.Id);
            return;
        }

        foreach (var instance in Draft.Instances.Where(one => one.Scope == around.Id && one.Element == around.Element).Reverse().ToArray())
        {
            Terminate(instance.Id);
        }

        DropTokens(around.Id);
        Touch(around.Id);
    }

    /// <summary>Ends the loop when enough are done, or begins the next repetition.</summary>
    internal void AdvanceLoop(ElementDefinition element, int id)
    {
        var rule = element.Program.Loop!;
        var around = Draft.Instance(id);
        var loop = around.Loop!;
        var token = new Token(element, around.Scope, null, id);
        if (rule.Until is { } until)
        {
            var result = Evaluate(until, View(id, Numbers(rule, around)));
            if (result.Failed || !result.Value.IsBoolean)
            {
                Settle(token, Outcome.Incident(result.Failure ?? WorkflowCodes.ConditionNotBoolean.At(element.Location, element.Id, result.Value.ToString()), ActivityPhase.Active));
                return;
            }

            if (result.Value.IsTrue)
            {
                ClearRepetitions(around);
                return;
            }
        }

        if (!rule.IsSequential || Repetitions(around) > 0 || _moving.Any(moving => moving.Scope == id))
        {
            return;
        }

        if (rule.IsStandard)
        {
            if (Again(element, rule, id, loop.Completed, out var failure))
            {
                Send(new Token(element, id, null, 0, loop.Completed + 1));
            }
            else if (failure is not null)
            {
                Settle(token, Outcome.Incident(failure, ActivityPhase.Active));
            }
        }
        else if (loop.Completed < loop.Total)
        {
            Send(new Token(element, id, null, 0, loop.Completed + 1));
        }
    }

    /// <summary>What the whole loop gives: its outputs in the order of the items, those that were not done left out.</summary>
    private static ValueContext LoopResults(LoopRule rule, LoopProgress loop) => rule.OutputVariable is { } name
        ? ValueContext.Of((name, new ValueList([.. loop.Outputs.Select(one => one.Output)])))
        : ValueContext.Empty;

    private ValueContext Numbers(LoopRule rule, ElementInstance around) => ValueContext.Of(
        ("numberOfInstances", around.Loop!.Total),
        ("numberOfCompletedInstances", around.Loop.Completed),
        ("numberOfActiveInstances", Repetitions(around))).With(LoopResults(rule, around.Loop));

    private bool Again(ElementDefinition element, LoopRule rule, int scope, int completed, out Diagnostic? failure)
    {
        failure = null;
        if (rule.Maximum > 0 && completed >= rule.Maximum)
        {
            return false;
        }

        if (rule.While is not { } condition)
        {
            return true;
        }

        var result = Evaluate(condition, View(scope, ValueContext.Of((LoopCounter, completed))));
        failure = result.Failure ?? (result.Value.IsBoolean ? null : WorkflowCodes.ConditionNotBoolean.At(element.Location, element.Id, result.Value.ToString()));
        return failure is null && result.Value.IsTrue;
    }

    private Diagnostic? Size(ElementDefinition element, LoopRule rule, IVariables variables, out int total, out Value items)
    {
        (total, items) = (-1, Value.Null);
        if (rule.IsStandard)
        {
            return null;
        }

        var expression = rule.Collection ?? rule.Cardinality!;
        var result = Evaluate(expression, variables);
        if (result.Failure is { } failure)
        {
            return failure;
        }

        if (rule.Collection is not null && result.Value.AsList is { } list && StoredData.Fits(result.Value))
        {
            (total, items) = (list.Count, result.Value);
            return null;
        }

        if (rule.Collection is null && result.Value.AsNumber is { } number && number.TryToInt64(out var count) && count is >= 0 and <= 1_000_000)
        {
            total = (int)count;
            return null;
        }

        return WorkflowCodes.NoRepetitions.At(element.Location, expression.Text, result.Value.ToString());
    }
}
