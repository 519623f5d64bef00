using System.Collections.Immutable;

namespace Xiezhi.Workflow.Model;

/// <summary>How an activity is repeated (BPMN 2.0, 10.2.9).</summary>
public sealed record BpmnLoop : BpmnItem
{
    /// <summary>The name of its XML element: <c>standardLoopCharacteristics</c> or <c>multiInstanceLoopCharacteristics</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>Of a multi-instance: whether one comes after the other.</summary>
    public bool IsSequential { get; init; }

    /// <summary>Of a multi-instance: how many.</summary>
    public BpmnExpression? Cardinality { get; init; }

    /// <summary>Of a multi-instance: when no more are needed.</summary>
    public BpmnExpression? CompletionCondition { get; init; }

    /// <summary>Of a multi-instance: the variable that holds the items, and the name that one goes by.</summary>
    public string? Collection { get; init; }

    /// <summary>Of a multi-instance: the name that one item goes by.</summary>
    public string? Item { get; init; }

    /// <summary>Of a multi-instance: the id by which associations refer to one item.</summary>
    public string? ItemId { get; init; }

    /// <summary>Of a multi-instance: the variable that takes the outputs.</summary>
    public string? OutputCollection { get; init; }

    /// <summary>Of a multi-instance: the variable that holds one output.</summary>
    public string? OutputItem { get; init; }

    /// <summary>Of a multi-instance: the id by which associations refer to one output.</summary>
    public string? OutputItemId { get; init; }

    /// <summary>Of a multi-instance: when it throws events: <c>None</c>, <c>One</c>, <c>Complex</c>, or <c>All</c> for never.</summary>
    public string Behavior { get; init; } = "All";

    /// <summary>Of a multi-instance: the id of what is thrown each time that one is done, where <see cref="Behavior"/> is <c>None</c>.</summary>
    public string? NoneEventId { get; init; }

    /// <summary>Of a multi-instance: the id of what is thrown when the first is done, where <see cref="Behavior"/> is <c>One</c>.</summary>
    public string? OneEventId { get; init; }

    /// <summary>What <see cref="NoneEventId"/> or <see cref="OneEventId"/> names; <see langword="null"/> where that is nothing.</summary>
    public BpmnEventDefinition? ThrownEvent { get; init; }

    /// <summary>Of a multi-instance: what is thrown by conditions, where <see cref="Behavior"/> is <c>Complex</c>.</summary>
    public ImmutableArray<BpmnComplexBehavior> ComplexBehaviors { get; init; } = [];

    /// <summary>Of a standard loop: as long as it holds, the activity is repeated.</summary>
    public BpmnExpression? Condition { get; init; }

    /// <summary>Of a standard loop: whether the condition is asked before the first time.</summary>
    public bool TestBefore { get; init; }

    /// <summary>Of a standard loop: how often at most; as it is written.</summary>
    public string? Maximum { get; init; }
}

/// <summary>What a multi-instance throws when one is done and a condition holds.</summary>
/// <param name="Condition">The condition; <see langword="null"/> where the document gives none.</param>
/// <param name="EventDefinitions">What is thrown, in order.</param>
public sealed record BpmnComplexBehavior(BpmnExpression? Condition, ImmutableArray<BpmnEventDefinition> EventDefinitions);
