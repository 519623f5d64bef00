using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Xiezhi.Workflow.Model;

/// <summary>A process of the document.</summary>
public sealed record BpmnProcess : BpmnItem
{
    /// <summary>Whether the modeller marked it as executable; <see langword="null"/> where the document does not say.</summary>
    public bool? IsExecutable { get; init; }

    /// <summary>Its flow nodes, those of sub-processes inside them.</summary>
    public ImmutableArray<BpmnFlowNode> Nodes { get; init; } = [];

    /// <summary>Its sequence flows.</summary>
    public ImmutableArray<BpmnFlow> Flows { get; init; } = [];

    /// <summary>Its lanes, those of nested lane sets behind the one they are in.</summary>
    public ImmutableArray<BpmnLane> Lanes { get; init; } = [];

    /// <summary>The data objects, properties, inputs and outputs that it declares.</summary>
    public BpmnData Data { get; init; } = BpmnData.None;
}

/// <summary>An activity, event or gateway.</summary>
/// <remarks>What only some kinds have is null or empty on the others.</remarks>
public sealed record BpmnFlowNode : BpmnItem
{
    /// <summary>Its kind.</summary>
    public required BpmnKind Kind { get; init; }

    /// <summary>The name of its XML element, without prefix.</summary>
    public required string Tag { get; init; }

    /// <summary>BPMN's own attributes as they are written.</summary>
    public FrozenDictionary<string, string> Attributes { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>What triggers the event, in order; referenced definitions are resolved.</summary>
    public ImmutableArray<BpmnEventDefinition> EventDefinitions { get; init; } = [];

    /// <summary>The references to event definitions that are nowhere in the document.</summary>
    public ImmutableArray<string> UnknownEventDefinitions { get; init; } = [];

    /// <summary>What triggers the event, in one word.</summary>
    public EventKind EventKind => EventDefinitions.Length switch { 0 => EventKind.None, 1 => EventDefinitions[0].Kind, _ => EventKind.Multiple };

    /// <summary>Of a boundary event: the id of the activity that it is attached to.</summary>
    public string? AttachedTo { get; init; }

    /// <summary>Of a boundary event or the start of an event sub-process: whether it ends what it interrupts. True where nothing is said.</summary>
    public bool Interrupts { get; init; } = true;

    /// <summary>The id of the default sequence flow.</summary>
    public string? Default { get; init; }

    /// <summary>BPMN's implementation attribute; <see langword="null"/> where it is absent or left open.</summary>
    public string? Implementation { get; init; }

    /// <summary>Of a send or receive task: the id of its message.</summary>
    public string? MessageId { get; init; }

    /// <summary>Of a script task: the script.</summary>
    public string? Script { get; init; }

    /// <summary>Of a script task: the media type of the script's language.</summary>
    public string? ScriptFormat { get; init; }

    /// <summary>Of a user task: who may take it, as expressions or names of resources.</summary>
    public ImmutableArray<BpmnResourceRole> Resources { get; init; } = [];

    /// <summary>Of an activity: how it is repeated; <see langword="null"/> where it is not.</summary>
    public BpmnLoop? Loop { get; init; }

    /// <summary>Of an ad-hoc sub-process: when no more is begun.</summary>
    public BpmnExpression? CompletionCondition { get; init; }

    /// <summary>The data that it declares, and how it moves in and out.</summary>
    public BpmnData Data { get; init; } = BpmnData.None;

    /// <summary>Of a complex gateway: when the tokens that have come are enough; <see langword="null"/> where it only splits.</summary>
    public BpmnExpression? ActivationCondition { get; init; }

    /// <summary>Of a sub-process: its flow nodes.</summary>
    public ImmutableArray<BpmnFlowNode> Nodes { get; init; } = [];

    /// <summary>Of a sub-process: its sequence flows.</summary>
    public ImmutableArray<BpmnFlow> Flows { get; init; } = [];
}

/// <summary>A sequence flow.</summary>
public sealed record BpmnFlow : BpmnItem
{
    /// <summary>The id of the node that it leaves.</summary>
    public required string Source { get; init; }

    /// <summary>The id of the node that it enters.</summary>
    public required string Target { get; init; }

    /// <summary>Its condition, or <see langword="null"/>.</summary>
    public BpmnExpression? Condition { get; init; }
}

/// <summary>An expression in the document.</summary>
/// <param name="Text">As it is written, trimmed.</param>
/// <param name="Language">The language named on the expression itself, or <see langword="null"/>.</param>
public sealed record BpmnExpression(string Text, string? Language)
{
    /// <summary>The language that the document names for all its expressions that name none, or <see langword="null"/>.</summary>
    public string? DocumentLanguage { get; init; }
}

/// <summary>Who may take a task, or does it.</summary>
/// <param name="Tag">The name of its XML element: <c>potentialOwner</c>, <c>humanPerformer</c>, <c>performer</c>, <c>resourceRole</c>.</param>
/// <param name="Assignment">The expression that gives them, or <see langword="null"/>.</param>
/// <param name="Resource">The name of the resource referred to, or <see langword="null"/>.</param>
public sealed record BpmnResourceRole(string Tag, BpmnExpression? Assignment, string? Resource);

/// <summary>What triggers an event.</summary>
public sealed record BpmnEventDefinition : BpmnItem
{
    /// <summary>Its kind.</summary>
    public required EventKind Kind { get; init; }

    /// <summary>The id of the message, error, signal or escalation, or of the activity to compensate; <see langword="null"/> where none is named.</summary>
    public string? Reference { get; init; }

    /// <summary>Of a timer: <c>timeDate</c>, <c>timeDuration</c> or <c>timeCycle</c>.</summary>
    public string? TimerTag { get; init; }

    /// <summary>Of a throwing compensation event: whether it waits until all is undone; <see langword="null"/> where nothing is said, which means that it does.</summary>
    public bool? WaitsForCompletion { get; init; }

    /// <summary>The time, or the condition.</summary>
    public BpmnExpression? Expression { get; init; }
}

/// <summary>A lane of a process.</summary>
public sealed record BpmnLane : BpmnItem
{
    /// <summary>The ids of the flow nodes in it.</summary>
    public ImmutableArray<string> NodeIds { get; init; } = [];
}

/// <summary>A message, error, signal or escalation that events refer to.</summary>
public sealed record BpmnRoot : BpmnItem
{
    /// <summary>The name of its XML element: <c>message</c>, <c>error</c>, <c>signal</c>, <c>escalation</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>The error's or escalation's code; <see langword="null"/> where there is none.</summary>
    public string? Code { get; init; }
}

/// <summary>A pool of a collaboration.</summary>
public sealed record BpmnParticipant : BpmnItem
{
    /// <summary>The id of the process inside; <see langword="null"/> for a closed pool.</summary>
    public string? ProcessId { get; init; }
}

/// <summary>A tie between two elements that no token follows.</summary>
public sealed record BpmnAssociation : BpmnItem
{
    /// <summary>The id of the one end.</summary>
    public string Source { get; init; } = "";

    /// <summary>The id of the other end.</summary>
    public string Target { get; init; } = "";
}

/// <summary>A message flow between pools.</summary>
public sealed record BpmnMessageFlow : BpmnItem
{
    /// <summary>The id of the sender.</summary>
    public string Source { get; init; } = "";

    /// <summary>The id of the receiver.</summary>
    public string Target { get; init; } = "";
}
