using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

// How data goes in and out of elements.
internal sealed partial class Step
{
    /// <summary>What is seen from <paramref name="scope"/>, behind <paramref name="front"/>.</summary>
    internal IVariables View(int scope, ValueContext front) => new ScopeVariables(this, Draft, scope, front, context.Ambient);

    internal EvaluationResult Evaluate(IExpression expression, IVariables variables) => expression.Evaluate(variables, context.Now);

    /// <summary>The mapped inputs of the element, or why there are none.</summary>
    internal Diagnostic? Inputs(Token token, out ValueContext inputs)
    {
        var front = RepetitionVariables(token);
        if (token.Element.Program.Data is { } data)
        {
            inputs = front;
            if (MoveIn(token, data, out var moved, out _) is { } unmoved)
            {
                return unmoved;
            }

            front = front.With(moved);
        }

        var failure = Map(token.Element, token.Element.Program.Inputs, token.Scope, front, out inputs);
        inputs = front.With(inputs);
        return failure;
    }

    /// <summary>The element is done: what it gave goes outward, and its token by the flows whose conditions hold.</summary>
    /// <remarks>Nothing is said before all of it is certain, so that a failure leaves nothing half done.</remarks>
    internal Outcome Complete(Token token, ValueContext given) =>
        CompleteNamed(token, token.Element.Program.ResultVariable is { } name && given.Count > 0 ? ValueContext.Of((name, (Value)given)) : given);

    /// <summary>As <see cref="Complete"/>, with what was given already under the names that it goes by inside.</summary>
    private Outcome CompleteNamed(Token token, ValueContext local)
    {
        var program = token.Element.Program;
        var results = local;
        var isLoop = program.Loop is not null && !IsRepetition(token);
        if (isLoop && token.Instance != 0 && Draft.Instance(token.Instance).Loop is { } loop)
        {
            results = local = LoopResults(program.Loop!, loop);
        }
        else if (!isLoop && !program.Outputs.IsEmpty)
        {
            var inside = token.Instance == 0 ? token.Scope : token.Instance;
            if (Map(token.Element, program.Outputs, inside, local, out results) is { } failure)
            {
                return Outcome.Incident(failure, ActivityPhase.Completing, local);
            }
        }

        List<DataWrite>? moved = null;
        if (program.Data is { } data)
        {
            var unmoved = MoveOut(token, data, ref local, out moved);
            results = program.Outputs.IsEmpty ? Outward(data, results) : results;
            if (unmoved is not null)
            {
                return Undecided(token, unmoved, local, results);
            }
        }

        if (IsRepetition(token))
        {
            return CompleteRepetition(token, local, results, moved);
        }

        if (Choose(token.Element, Seen(results, moved), token.Scope, out var flows) is { } undecided)
        {
            return Undecided(token, undecided, local, results);
        }

        Write(token.Scope, results);
        WriteMoved(moved);
        Depart(token, flows);
        return Outcome.Settled;
    }

    /// <summary>It is done, and can't go on: what was given must be there when that is tried again.</summary>
    private Outcome Undecided(Token token, Diagnostic failure, ValueContext local, ValueContext results)
    {
        // Mapped results can be made again from what was given; others are safe where they belong, but for what is the element's own.
        if (!token.Element.Program.Outputs.IsEmpty || IsRepetition(token))
        {
            return Outcome.Incident(failure, ActivityPhase.Completing, local);
        }

        Write(token.Scope, results);
        return Outcome.Incident(failure, ActivityPhase.Completing, token.Element.Program.Data is { } data ? OwnPart(data, local) : null);
    }

    /// <summary>Sets each variable where it is defined, looking outward from <paramref name="scope"/>; a new one is the process's.</summary>
    internal void Write(int scope, ValueContext values)
    {
        if (values.Count == 0)
        {
            return;
        }

        var groups = new SortedDictionary<int, ValueContext.Builder>();
        foreach (var (name, value) in values.Entries)
        {
            var home = Home(scope, name);
            if (!groups.TryGetValue(home, out var group))
            {
                groups.Add(home, group = new ValueContext.Builder());
            }

            group.Set(name, value);
        }

        foreach (var (home, group) in groups)
        {
            Emit(new VariablesSet(home, group.Build()));
        }
    }

    /// <summary>The scope in which <paramref name="name"/> is defined as seen from <paramref name="scope"/>; the process's, or the call's, where it is not.</summary>
    internal int Home(int scope, string name)
    {
        for (var at = scope; at > WorkflowState.ProcessScope;)
        {
            var instance = Draft.Instance(at);
            if (instance.Variables.Has(name))
            {
                return at;
            }

            if (IsDataRoot(instance))
            {
                return at;
            }

            at = instance.Scope;
        }

        return WorkflowState.ProcessScope;
    }

    /// <summary>Whether what is inside sees nothing of the variables around it: a call, once for each repetition.</summary>
    internal bool IsDataRoot(ElementInstance instance) =>
        definition.HasCalls
        && definition.Element(instance.Element) is { Kind: Model.BpmnKind.CallActivity } call
        && (call.Repeated is null || Draft.Instance(instance.Scope).Element == call.Id);

    private Diagnostic? Map(ElementDefinition element, ImmutableArray<Mapping> mappings, int scope, ValueContext front, out ValueContext mapped)
    {
        mapped = ValueContext.Empty;
        if (mappings.IsEmpty)
        {
            return null;
        }

        var view = View(scope, front);
        var builder = new ValueContext.Builder();
        foreach (var mapping in mappings)
        {
            var result = Evaluate(mapping.Source, view);
            if (result.Failure is { } failure)
            {
                return failure;
            }

            if (!StoredData.Fits(result.Value))
            {
                return WorkflowCodes.NotData.At(element.Location, mapping.Target);
            }

            builder.Set(mapping.Target, result.Value);
        }

        mapped = builder.Build();
        return null;
    }
}
