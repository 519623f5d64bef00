using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

/// <summary>A value that is to be set in a scope.</summary>
internal readonly record struct DataWrite(int Scope, string Name, Value Value);

// Data that moves by associations, in before an element begins and out after it is done (BPMN 2.0, 10.4.2).
internal sealed partial class Step
{
    /// <summary>Whether one of the input sets is available, or there is none; what fails is looked at when it is moved.</summary>
    internal bool HasInputs(Token token)
    {
        if (token.Element.Program.Data is not { } data)
        {
            return true;
        }

        var sets = IsAroundLoop(token) ? AroundSets(data) : data.InputSets;
        return sets.Length == 0 || MoveIn(token, data, out _, out var chosen) is not null || chosen is not null;
    }

    /// <summary>The activity stays ready until its inputs are available (BPMN 2.0, 13.3.2).</summary>
    internal Outcome AwaitInputs(Token token)
    {
        var id = Open(token, token.Instance == 0 ? RepetitionVariables(token) : ValueContext.Empty);
        Emit(new ConditionAwaited(Draft.NextId, token.Element.Id, id, Armed: true));
        return Outcome.Wait;
    }

    /// <summary>What is moved in, with the variables that the element has of its own.</summary>
    /// <param name="token">The token.</param>
    /// <param name="data">How.</param>
    /// <param name="moved">What the element begins with.</param>
    /// <param name="chosen">The input set that is available; <see langword="null"/> where none is.</param>
    internal Diagnostic? MoveIn(Token token, DataRule data, out ValueContext moved, out DataGroup? chosen)
    {
        var around = IsAroundLoop(token);
        var own = new ValueContext.Builder();
        foreach (var name in around ? [] : data.Declared)
        {
            own.Set(name, Value.Null);
        }

        moved = own.Build();
        chosen = null;
        var found = new List<(string Name, Value Value)>();
        foreach (var move in around ? data.LoopInputs : data.Inputs)
        {
            if (Move(move, token, token.Scope, RepetitionVariables(token), out var value) is { } failure)
            {
                return failure;
            }

            if (value is { } available)
            {
                found.Add((move.Target.Name, available));
            }
        }

        var sets = around ? AroundSets(data) : data.InputSets;
        var group = chosen = sets.FirstOrDefault(set => set.Required.All(name => found.Any(one => one.Name == name && !one.Value.IsNull)));
        foreach (var (name, value) in found)
        {
            // What belongs to another set than the chosen one stays outside.
            if (group is null || group.All.Contains(name) || !sets.Any(set => set.All.Contains(name)))
            {
                moved = moved.With(name, value);
            }
        }

        return null;
    }

    /// <summary>What is moved out, and what of the results stays inside.</summary>
    /// <param name="token">The token.</param>
    /// <param name="data">How.</param>
    /// <param name="local">What was given; its own part takes in what is moved to it.</param>
    /// <param name="writes">What is set outside.</param>
    private Diagnostic? MoveOut(Token token, DataRule data, ref ValueContext local, out List<DataWrite> writes)
    {
        writes = [];
        var around = IsAroundLoop(token);
        if (!around && data.OnlyOutput is { } only && local.Count > 0 && !local.Has(only))
        {
            local = local.With(only, local.Count == 1 ? local.Entries[0].Value : local);
        }

        if (!around && data.OutputSets.Length > 0)
        {
            var given = local;
            if (!data.OutputSets.Any(set => set.Required.All(name => ReadOwn(token, given, name) is { IsNull: false })))
            {
                var missing = data.OutputSets[0].Required.First(name => ReadOwn(token, given, name) is not { IsNull: false });
                return WorkflowCodes.OutputNotGiven.At(token.Element.Location, token.Element.Id, missing);
            }
        }

        var inside = token.Instance == 0 ? token.Scope : token.Instance;
        foreach (var move in around ? data.LoopOutputs : data.Outputs)
        {
            if (Move(move, token, inside, local, out var value) is { } failure)
            {
                return failure;
            }

            if (value is { } available)
            {
                if (move.Target.Home == token.Element.Index)
                {
                    local = local.With(move.Target.Name, available);
                }
                else
                {
                    writes.Add(new DataWrite(HomeOf(move.Target, token.Scope), move.Target.Name, available));
                }
            }
        }

        return null;
    }

    /// <summary>What of the results goes outward under its own name.</summary>
    private static ValueContext Outward(DataRule data, ValueContext results)
    {
        foreach (var name in results.Names.Where(data.Own.Contains).ToArray())
        {
            results = results.Without(name);
        }

        return results;
    }

    private static ValueContext OwnPart(DataRule data, ValueContext local) =>
        ValueContext.From(local.Entries.Where(entry => data.Own.Contains(entry.Key)));

    private static ValueContext Seen(ValueContext results, List<DataWrite>? moved)
    {
        if (moved is not null)
        {
            foreach (var write in moved)
            {
                results = results.With(write.Name, write.Value);
            }
        }

        return results;
    }

    private void WriteMoved(List<DataWrite>? writes)
    {
        if (writes is null)
        {
            return;
        }

        foreach (var scope in writes.GroupBy(write => write.Scope).OrderBy(group => group.Key))
        {
            var values = new ValueContext.Builder();
            foreach (var write in scope)
            {
                values.Set(write.Name, write.Value);
            }

            Emit(new VariablesSet(scope.Key, values.Build()));
        }
    }

    /// <summary>The value that an association moves; <see langword="null"/> where its source is not available.</summary>
    private Diagnostic? Move(DataMove move, Token token, int from, ValueContext front, out Value? moved)
    {
        moved = null;
        var value = Value.Null;
        for (var i = 0; i < move.Sources.Length; i++)
        {
            var source = move.Sources[i];
            var read = source.Home == token.Element.Index && source.Kind != BpmnDataKind.Store ? ReadOwn(token, front, source.Name) : Read(source, token.Scope);
            if (read is null or { IsNull: true } && source.Kind != BpmnDataKind.Store)
            {
                return null;
            }

            front = front.With(source.Name, read ?? Value.Null);
            value = i == 0 ? read ?? Value.Null : value;
        }

        var view = View(from, front);
        if (move.Transformation is { } transformation && Evaluated(transformation, view, token, move, out value) is { } failure)
        {
            return failure;
        }

        if (move.Transformation is null && !move.Assignments.IsEmpty)
        {
            value = (move.Target.Home == token.Element.Index ? ReadOwn(token, front, move.Target.Name) : Read(move.Target, token.Scope)) ?? Value.Null;
        }

        foreach (var assignment in move.Assignments)
        {
            if (Evaluated(assignment.From, view, token, move, out var part) is { } refused)
            {
                return refused;
            }

            value = Assigned(value, assignment.Path.AsSpan(), part);
        }

        moved = value;
        return null;
    }

    private Diagnostic? Evaluated(IExpression expression, IVariables view, Token token, DataMove move, out Value value)
    {
        var result = Evaluate(expression, view);
        value = result.Value;
        return result.Failure ?? (StoredData.Fits(value) ? null : WorkflowCodes.NotData.At(token.Element.Location, move.Target.Name));
    }

    private static Value Assigned(Value whole, ReadOnlySpan<string> path, Value part)
    {
        if (path.IsEmpty)
        {
            return part;
        }

        var context = whole.AsContext ?? ValueContext.Empty;
        return context.With(path[0], Assigned(context[path[0]], path[1..], part));
    }

    private Value? ReadOwn(Token token, ValueContext front, string name) =>
        front.TryGet(name, out var value) || (token.Instance != 0 && Draft.Instance(token.Instance).Variables.TryGet(name, out value)) ? (Value?)value : null;

    private Value? Read(DataPlace place, int scope)
    {
        var home = HomeOf(place, scope);
        var variables = home == WorkflowState.ProcessScope ? Draft.Variables : Draft.Instance(home).Variables;
        return variables.TryGet(place.Name, out var value) || (place.Kind == BpmnDataKind.Store && context.Ambient?.TryGet(place.Name, out value) == true) ? (Value?)value : null;
    }

    /// <summary>The nearest instance outward of the element that the data belongs to; the process where that is not around.</summary>
    private int HomeOf(DataPlace place, int scope)
    {
        if (place.Home == 0)
        {
            return WorkflowState.ProcessScope;
        }

        var home = definition.Elements[place.Home].Id;
        var at = scope;
        while (at > WorkflowState.ProcessScope && Draft.Instance(at).Element != home)
        {
            at = Draft.Instance(at).Scope;
        }

        return at;
    }

    private bool IsAroundLoop(Token token) => token.Element.Program.Loop is not null && token.Index == 0 && !IsRepetition(token);

    // Without its items a multi-instance can't begin, whatever the sets say.
    private static ImmutableArray<DataGroup> AroundSets(DataRule data) =>
        data.LoopInputs.IsEmpty ? [] : [new DataGroup(FrozenSet<string>.Empty, [.. data.LoopInputs.Select(move => move.Target.Name).Distinct()])];
}
