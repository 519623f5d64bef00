using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Workflow.Compilation;

/// <summary>What data an element has of its own and how it moves, compiled.</summary>
internal sealed record DataRule
{
    /// <summary>The variables that begin empty with the element: its properties, and the data objects of a scope.</summary>
    internal ImmutableArray<string> Declared { get; init; } = [];

    /// <summary>What is moved in before; of an activity that is repeated before each repetition.</summary>
    internal ImmutableArray<DataMove> Inputs { get; init; } = [];

    /// <summary>Which inputs must be there together; one of the sets is enough.</summary>
    internal ImmutableArray<DataGroup> InputSets { get; init; } = [];

    /// <summary>What is moved out after; of an activity that is repeated after each repetition.</summary>
    internal ImmutableArray<DataMove> Outputs { get; init; } = [];

    /// <summary>Which outputs must be there together; one of the sets is enough.</summary>
    internal ImmutableArray<DataGroup> OutputSets { get; init; } = [];

    /// <summary>Of a multi-instance: what brings its items.</summary>
    internal ImmutableArray<DataMove> LoopInputs { get; init; } = [];

    /// <summary>Of a multi-instance: what takes its outputs.</summary>
    internal ImmutableArray<DataMove> LoopOutputs { get; init; } = [];

    /// <summary>The variables that are the element's own and do not go outward under their names.</summary>
    internal FrozenSet<string> Own { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The only output that is moved on: what is given under other names is taken for it.</summary>
    internal string? OnlyOutput { get; init; }
}

/// <summary>Inputs or outputs that belong together.</summary>
/// <param name="All">All of them.</param>
/// <param name="Required">Those without which the set is not available.</param>
internal sealed record DataGroup(FrozenSet<string> All, ImmutableArray<string> Required);

/// <summary>How a value moves.</summary>
internal sealed record DataMove(ImmutableArray<DataPlace> Sources, IExpression? Transformation, ImmutableArray<DataAssignment> Assignments, DataPlace Target);

/// <summary>A value, and which entry of the target takes it; the whole target where the path is empty.</summary>
internal readonly record struct DataAssignment(IExpression From, ImmutableArray<string> Path);

/// <summary>A variable as an expression, whatever its name: null where there is none.</summary>
internal sealed class VariableExpression(string name) : IExpression
{
    public string Text => name;

    public EvaluationResult Evaluate(IVariables variables, DateTimeOffset now) => new(variables.TryGet(name, out var value) ? value : Value.Null);
}
