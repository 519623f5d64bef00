using System.Collections.Immutable;

namespace Xiezhi.Workflow.Model;

/// <summary>The kinds of item-aware element (BPMN 2.0, 10.4.1).</summary>
public enum BpmnDataKind
{
    /// <summary>Data that lives as long as the process or sub-process that holds it.</summary>
    Object,

    /// <summary>A place in the diagram where a data object appears, in some state.</summary>
    ObjectReference,

    /// <summary>Data that outlives processes, kept outside of them.</summary>
    Store,

    /// <summary>A place in the diagram where a data store appears.</summary>
    StoreReference,

    /// <summary>Data of a process, activity or event that no diagram shows.</summary>
    Property,

    /// <summary>What an activity, event or process takes in.</summary>
    Input,

    /// <summary>What an activity, event or process gives out.</summary>
    Output,
}

/// <summary>The data that a process, activity or event declares, and how it moves in and out (BPMN 2.0, 10.4).</summary>
/// <remarks>Immutable.</remarks>
public sealed record BpmnData
{
    /// <summary>No data.</summary>
    public static BpmnData None { get; } = new();

    /// <summary>Data objects, stores, their references, properties, inputs and outputs, in order.</summary>
    public ImmutableArray<BpmnDataItem> Items { get; init; } = [];

    /// <summary>Which inputs are needed together, and which outputs are given together, in order.</summary>
    public ImmutableArray<BpmnDataSet> Sets { get; init; } = [];

    /// <summary>How data moves in before and out after, in order.</summary>
    public ImmutableArray<BpmnDataAssociation> Associations { get; init; } = [];
}

/// <summary>An item-aware element.</summary>
public sealed record BpmnDataItem : BpmnItem
{
    /// <summary>Its kind.</summary>
    public required BpmnDataKind Kind { get; init; }

    /// <summary>Of a reference: the id of the data object or store.</summary>
    public string? Reference { get; init; }

    /// <summary>The id of its item definition.</summary>
    public string? ItemDefinition { get; init; }

    /// <summary>The name of the state that the diagram shows it in.</summary>
    public string? State { get; init; }

    /// <summary>Whether it is a list.</summary>
    public bool IsCollection { get; init; }
}

/// <summary>Inputs that are needed together, or outputs that are given together.</summary>
/// <param name="IsInput">Whether it is a set of inputs.</param>
/// <param name="References">The ids of the inputs or outputs.</param>
/// <param name="Optional">Those of them that may be absent.</param>
public sealed record BpmnDataSet(bool IsInput, ImmutableArray<string> References, ImmutableArray<string> Optional);

/// <summary>How a value moves from somewhere to somewhere.</summary>
public sealed record BpmnDataAssociation : BpmnItem
{
    /// <summary>Whether it moves in before, not out after.</summary>
    public bool IsInput { get; init; }

    /// <summary>The ids of what is moved.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>The id of where it is moved; <see langword="null"/> where it is not said.</summary>
    public string? Target { get; init; }

    /// <summary>What is moved in place of the source.</summary>
    public BpmnExpression? Transformation { get; init; }

    /// <summary>What is moved into parts of the target.</summary>
    public ImmutableArray<BpmnAssignment> Assignments { get; init; } = [];
}

/// <summary>A value and the part of a target that takes it.</summary>
/// <param name="From">The value.</param>
/// <param name="To">The part.</param>
public sealed record BpmnAssignment(BpmnExpression? From, BpmnExpression? To);

/// <summary>A type of data, by a name that some type system outside knows.</summary>
public sealed record BpmnItemDefinition : BpmnItem
{
    /// <summary>The name of the type; <see langword="null"/> where there is none.</summary>
    public string? Structure { get; init; }

    /// <summary>Whether it is a list of them.</summary>
    public bool IsCollection { get; init; }
}
