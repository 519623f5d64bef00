using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>Compiles how data moves in and out of an element, or refuses it.</summary>
internal sealed class DataCompilation(
    ElementDefinition element, List<ElementDefinition> elements, DataPlaces places, CompileOptions options, DiagnosticBag diagnostics)
{
    private readonly BpmnFlowNode _node = element.Source!;

    /// <summary>The variable that stands for what <paramref name="id"/> names, or <see langword="null"/>.</summary>
    internal string? Variable(string id) => places.Find(element.Prefix, id)?.Name;

    internal DataRule? Compile()
    {
        var data = _node.Data;
        if (data == BpmnData.None)
        {
            return null;
        }

        var isEvent = !GraphBuilder.IsActivity(_node.Kind);
        var (inputs, loopInputs) = Split(Moves(isInput: true), move => move.Target.Name, _node.Loop?.Collection);
        var (outputs, loopOutputs) = Split(Moves(isInput: false), move => move.Sources.Select(source => source.Name).FirstOrDefault(), _node.Loop?.OutputCollection);
        var given = outputs.SelectMany(move => move.Sources).Where(source => IsOwn(source) && source.Kind == BpmnDataKind.Output).Select(source => source.Name).Distinct().ToArray();
        var declared = places.Of(element.Index, BpmnDataKind.Property).Concat(element.Kind == BpmnKind.CallActivity ? [] : places.Of(element.Index, BpmnDataKind.Object));
        return new DataRule
        {
            Declared = [.. declared.Where(name => name != DataPlaces.Placeholder)],
            Inputs = inputs,
            // An event happens when it happens, and waits for no data.
            InputSets = isEvent ? [] : Sets(true, [.. inputs.Where(move => move.Sources.Any(source => source.Kind != BpmnDataKind.Store)).Select(move => move.Target.Name)]),
            Outputs = outputs,
            OutputSets = isEvent ? [] : Sets(false, [.. given]),
            LoopInputs = loopInputs,
            LoopOutputs = loopOutputs,
            Own = FrozenSet.ToFrozenSet(
                places.Of(element.Index, BpmnDataKind.Property)
                    .Concat(places.Of(element.Index, BpmnDataKind.Input))
                    .Concat(outputs.AddRange(loopOutputs).SelectMany(move => move.Sources).Where(IsOwn).Select(source => source.Name))),
            OnlyOutput = given.Length == 1 ? given[0] : null,
        };
    }

    private bool IsOwn(DataPlace place) => place.Home == element.Index && place.Kind != BpmnDataKind.Store;

    /// <summary>What carries the items of a multi-instance, or its outputs, is moved once around all repetitions.</summary>
    private (ImmutableArray<DataMove> Each, ImmutableArray<DataMove> Around) Split(ImmutableArray<DataMove> moves, Func<DataMove, string?> by, string? reference)
    {
        var name = reference is not null && places.Find(element.Prefix, reference) is { } place && IsOwn(place) ? place.Name : null;
        return name is null ? (moves, []) : ([.. moves.Where(move => by(move) != name)], [.. moves.Where(move => by(move) == name)]);
    }

    private ImmutableArray<DataGroup> Sets(bool isInput, HashSet<string> moved) =>
    [
        .. _node.Data.Sets.Where(set => set.IsInput == isInput).Select(set => new DataGroup(
            FrozenSet.ToFrozenSet(set.References.Concat(set.Optional).Select(Variable).OfType<string>()),
            [.. set.References.Except(set.Optional).Select(Variable).OfType<string>().Where(moved.Contains).Distinct()])),
    ];

    private ImmutableArray<DataMove> Moves(bool isInput)
    {
        var moves = ImmutableArray.CreateBuilder<DataMove>();
        foreach (var association in _node.Data.Associations.Where(one => one.IsInput == isInput))
        {
            if (Move(association) is { } move)
            {
                moves.Add(move);
            }
        }

        return moves.ToImmutable();
    }

    private DataMove? Move(BpmnDataAssociation association)
    {
        // What leads to or from nothing that is named shows that the data is used, under its own name.
        var says = association.Transformation is not null || !association.Assignments.IsEmpty;
        if (association.Target is null || (association.Sources.IsEmpty && !says))
        {
            return null;
        }

        var before = diagnostics.Count;
        var sources = association.Sources.Select(id => Place(association, id)).OfType<DataPlace>().ToImmutableArray();
        var target = Place(association, association.Target);
        if (target is { } own && association.IsInput && !IsOwn(own))
        {
            diagnostics.Add(WorkflowCodes.DataOutOfView, association.Location, association.Target);
        }

        if (sources.Length > 1 && !says)
        {
            diagnostics.Add(WorkflowCodes.MissingPart, association.Location, "transformation");
        }

        if (diagnostics.Count > before || target is not { } place || place.Name == DataPlaces.Placeholder || sources.Any(source => source.Name == DataPlaces.Placeholder))
        {
            return null;
        }

        foreach (var store in sources.Append(place).Where(one => one.Kind == BpmnDataKind.Store).Distinct())
        {
            diagnostics.Add(WorkflowCodes.DataStoreOutside, _node.Location, store.Name);
        }

        return new DataMove(sources, Expression(association.Transformation), [.. association.Assignments.Select(one => Assignment(association, one, place)).OfType<DataAssignment>()], place);
    }

    private DataPlace? Place(BpmnDataAssociation association, string id)
    {
        if (_node.Loop is { } loop)
        {
            if (loop.ItemId == id)
            {
                return new DataPlace(element.Index, LoopCompilation.ItemName(loop) ?? id, BpmnDataKind.Property);
            }

            if (loop.OutputItemId == id)
            {
                return new DataPlace(element.Index, loop.OutputItem ?? id, BpmnDataKind.Property);
            }
        }

        if (places.Find(element.Prefix, id) is not { } place)
        {
            diagnostics.Add(WorkflowCodes.UnknownReference, association.Location, "data", id);
            return null;
        }

        if (place.Kind != BpmnDataKind.Store && !IsAround(place.Home))
        {
            diagnostics.Add(WorkflowCodes.DataOutOfView, association.Location, id);
            return null;
        }

        return place;
    }

    private bool IsAround(int home)
    {
        for (var at = element.Index; at >= 0; at = elements[at].Parent)
        {
            if (at == home)
            {
                return true;
            }
        }

        return false;
    }

    private DataAssignment? Assignment(BpmnDataAssociation association, BpmnAssignment assignment, DataPlace target)
    {
        if (assignment.From is null || assignment.To is null)
        {
            diagnostics.Add(WorkflowCodes.MissingPart, association.Location, "from or to in assignment");
            return null;
        }

        var to = assignment.To.Text.TrimStart('=').Trim();
        var name = new[] { association.Target!, target.Name }.FirstOrDefault(name => to == name || to.StartsWith(name + ".", StringComparison.Ordinal));
        if (name is null)
        {
            diagnostics.Add(WorkflowCodes.AttributeNotRun, association.Location, "to", to, $"{target.Name}, {target.Name}.ENTRY");
            return null;
        }

        return Expression(assignment.From) is { } from
            ? new DataAssignment(from, to == name ? [] : [.. to[(name.Length + 1)..].Split('.', StringSplitOptions.TrimEntries)])
            : null;
    }

    private IExpression? Expression(BpmnExpression? source) => source is null ? null : ElementCompilation.Expression(source, options, _node.Location, diagnostics);
}
