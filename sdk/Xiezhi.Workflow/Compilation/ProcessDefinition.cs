using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>A process ready to run: a graph whose elements and flows are known by index, with every expression compiled.</summary>
/// <remarks>Immutable and safe to share between threads. Made by <see cref="ProcessCompiler.Compile"/>.</remarks>
public sealed class ProcessDefinition
{
    private readonly FrozenDictionary<string, ElementDefinition> _elements;
    private readonly FrozenDictionary<string, FlowDefinition> _flows;

    internal ProcessDefinition(BpmnProcess source, string file, ImmutableArray<ElementDefinition> elements, ImmutableArray<FlowDefinition> flows, IDecisions? decisions)
    {
        Source = source;
        File = file;
        Elements = elements;
        Flows = flows;
        Decisions = decisions;
        HasAdHoc = elements.Any(element => element.Kind == BpmnKind.AdHocSubProcess);
        HasComplexJoins = elements.Any(element => element.Program.Activation is not null);
        HasCalls = elements.Any(element => element.Kind == BpmnKind.CallActivity);
        _elements = elements.ToFrozenDictionary(element => element.Id, StringComparer.Ordinal);
        _flows = flows.ToFrozenDictionary(flow => flow.Id, StringComparer.Ordinal);
    }

    /// <summary>The process's id in the model.</summary>
    public string Id => Source.Id;

    /// <summary>The process's name.</summary>
    public string? Name => Source.Name;

    /// <summary>The file that it was read from.</summary>
    public string File { get; }

    /// <summary>The process in the model.</summary>
    public BpmnProcess Source { get; }

    /// <summary>The elements: the process itself at 0, then its flow nodes, those of a sub-process behind it.</summary>
    public ImmutableArray<ElementDefinition> Elements { get; }

    /// <summary>The sequence flows.</summary>
    public ImmutableArray<FlowDefinition> Flows { get; }

    /// <summary>The element with this id, or <see langword="null"/>.</summary>
    public ElementDefinition? Find(string id) => _elements.GetValueOrDefault(id);

    /// <summary>What begins an instance from outside: messages, signals, times and conditions, in the order of the model.</summary>
    public ImmutableArray<StartTrigger> StartTriggers { get; internal init; } = [];

    internal IDecisions? Decisions { get; }

    /// <summary>Whether there are scopes that may end while something still runs inside.</summary>
    internal bool HasAdHoc { get; }

    /// <summary>Whether there are joins that a condition opens.</summary>
    internal bool HasComplexJoins { get; }

    /// <summary>Whether there are scopes that see nothing of the variables around them.</summary>
    internal bool HasCalls { get; }

    internal ElementDefinition Element(string id) =>
        _elements.TryGetValue(id, out var element) ? element : throw new InvalidOperationException($"The process {Id} has no element {id}.");

    internal FlowDefinition Flow(string id) =>
        _flows.TryGetValue(id, out var flow) ? flow : throw new InvalidOperationException($"The process {Id} has no sequence flow {id}.");
}

/// <summary>An element of a compiled process.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ElementDefinition
{
    internal ElementDefinition(int index, int parent, string id, string? name, BpmnKind kind, EventKind trigger, BpmnFlowNode? source)
    {
        Index = index;
        Parent = parent;
        Id = id;
        Name = name;
        Kind = kind;
        Trigger = trigger;
        Source = source;
    }

    /// <summary>Its place in <see cref="ProcessDefinition.Elements"/>.</summary>
    public int Index { get; }

    /// <summary>The index of the process or sub-process around it; -1 for the process.</summary>
    public int Parent { get; }

    /// <summary>Its id in the model; inside a called process behind the id of the call: <c>CALL/ID</c>.</summary>
    public string Id { get; }

    /// <summary>Its name in the model.</summary>
    public string? Name { get; }

    /// <summary>Its kind.</summary>
    public BpmnKind Kind { get; }

    /// <summary>Of an event: what triggers it.</summary>
    public EventKind Trigger { get; }

    /// <summary>The flow node in the model, with its extensions; <see langword="null"/> for the process.</summary>
    public BpmnFlowNode? Source { get; }

    /// <summary>The innermost lane it stands in, or <see langword="null"/>.</summary>
    public BpmnLane? Lane { get; internal set; }

    /// <summary>The indices of the flows that enter it.</summary>
    public ImmutableArray<int> Incoming { get; internal set; } = [];

    /// <summary>The indices of the flows that leave it.</summary>
    public ImmutableArray<int> Outgoing { get; internal set; } = [];

    /// <summary>The indices of the boundary events attached to it.</summary>
    public ImmutableArray<int> Boundary { get; internal set; } = [];

    /// <summary>Of a boundary event: the index of the activity that it is attached to; -1 for others.</summary>
    public int AttachedTo { get; internal set; } = -1;

    /// <summary>Of the process or a sub-process: the indices of the elements that a token begins at.</summary>
    public ImmutableArray<int> Starts { get; internal set; } = [];

    /// <summary>Of a task that names one: what is called, or the decision with its prefix.</summary>
    public string? Implementation { get; internal set; }

    /// <summary>Of an element that catches or sends a message: the message's name.</summary>
    public string? MessageName { get; internal set; }

    /// <summary>
    /// Of an activity: the data inputs without which it stays in <see cref="ActivityPhase.Ready"/>, by the names of their variables: those of its first input
    /// set, or what brings the items of a multi-instance.
    /// </summary>
    public ImmutableArray<string> RequiredInputs => Program.Data switch
    {
        null => [],
        { LoopInputs.IsEmpty: false } data => [.. data.LoopInputs.Select(move => move.Target.Name).Distinct()],
        { InputSets.IsEmpty: false } data => data.InputSets[0].Required,
        _ => [],
    };

    /// <summary>
    /// Of one of the several definitions of an event: the index of that event; of what a multi-instance throws: that of the activity; -1 for others.
    /// Its id is the other's with <c>#</c> and its place from 1, and it is what waits or acts in the other's name.
    /// </summary>
    public int PartOf { get; internal init; } = -1;

    /// <summary>Of an event with several definitions: the indices of these, in their order.</summary>
    public ImmutableArray<int> Parts { get; internal set; } = [];

    /// <summary>Of an event with several definitions: whether all of them must have happened; else any of them will do.</summary>
    internal bool NeedsAll => !Parts.IsEmpty && Source!.Attributes.GetValueOrDefault("parallelMultiple")?.Trim() is "true" or "1";

    /// <summary>The document that it stands in: for what was called, the called one's.</summary>
    internal BpmnDocument Document { get; init; } = null!;

    /// <summary>Before the ids of the process that it stands in, where that was called: the path of the call.</summary>
    internal string Prefix { get; init; } = "";

    internal ElementBehavior Behavior { get; set; } = null!;

    /// <summary>Of an activity that is repeated: what each repetition does.</summary>
    internal ElementBehavior? Repeated { get; set; }

    /// <summary>Of a multi-instance: what it throws when one is done.</summary>
    internal ImmutableArray<LoopThrow> LoopThrows { get; set; } = [];

    internal ElementProgram Program { get; set; } = ElementProgram.Empty;

    /// <summary>The outgoing flows.</summary>
    internal ImmutableArray<FlowDefinition> OutgoingFlows { get; set; } = [];

    /// <summary>The outgoing flows but the default one.</summary>
    internal ImmutableArray<FlowDefinition> ConditionalFlows { get; set; } = [];

    internal FlowDefinition? DefaultFlow { get; set; }

    /// <summary>Of a scope: the indices of the start events of the event sub-processes directly inside.</summary>
    internal ImmutableArray<int> Handlers { get; set; } = [];

    /// <summary>Of an event sub-process: the index of the start event that begins it.</summary>
    internal ImmutableArray<int> HandlerStarts { get; set; } = [];

    /// <summary>Of a throwing link: the index of the catching one.</summary>
    internal int LinkTarget { get; set; } = -1;

    /// <summary>Of an activity: the index of the activity associated with its compensation event, which undoes it; -1 where there is none.</summary>
    internal int CompensationHandler { get; set; } = -1;

    /// <summary>Of a scope: the index of the start event of its compensation event sub-process; -1 where there is none.</summary>
    internal int CompensationStart { get; set; } = -1;

    /// <summary>Of a throwing compensation event: the index of the activity to be undone; -1 for all of its scope.</summary>
    internal int CompensationTarget { get; set; } = -1;

    /// <summary>Whether there may be something to undo when it is completed: on its border, or inside.</summary>
    internal bool IsCompensable { get; set; }

    /// <summary>Whether it undoes what was done inside by a handler of its own; around its repetitions it does not, each of them does.</summary>
    internal bool UndoesItself(string around) => CompensationStart >= 0 && (Repeated is null || around == Id);

    /// <summary>Whether its message begins a process instance, without a start event.</summary>
    internal bool Instantiates =>
        Kind is BpmnKind.ReceiveTask or BpmnKind.EventBasedGateway && Source!.Attributes.GetValueOrDefault("instantiate")?.Trim() is "true" or "1";

    /// <summary>Of an inclusive or complex gateway that joins: for each incoming flow, from where a token can reach it.</summary>
    internal ImmutableArray<FrozenSet<int>> Reach { get; set; } = [];

    /// <summary>As <see cref="Reach"/>, by sequence flows and links alone.</summary>
    internal ImmutableArray<FrozenSet<int>> ReachByFlow { get; set; } = [];

    /// <summary>Whether its token may leave by less than all of its flows.</summary>
    internal bool HasConditions { get; set; }

    /// <summary>Where the file holds it, for what is said about it at run time.</summary>
    internal Location Location => Source?.Location ?? Location.None;
}

/// <summary>A sequence flow of a compiled process.</summary>
/// <remarks>Immutable.</remarks>
public sealed class FlowDefinition
{
    internal FlowDefinition(int index, string id, string? name, int source, int target)
    {
        Index = index;
        Id = id;
        Name = name;
        Source = source;
        Target = target;
    }

    /// <summary>Its place in <see cref="ProcessDefinition.Flows"/>.</summary>
    public int Index { get; }

    /// <summary>Its id in the model; made from its ends where the model gives none.</summary>
    public string Id { get; }

    /// <summary>Its name in the model.</summary>
    public string? Name { get; }

    /// <summary>The index of the element that it leaves.</summary>
    public int Source { get; }

    /// <summary>The index of the element that it enters.</summary>
    public int Target { get; }

    /// <summary>Its condition, or <see langword="null"/>.</summary>
    public IExpression? Condition { get; internal set; }

    /// <summary>Whether it is taken when no other is.</summary>
    public bool IsDefault { get; internal set; }

    internal bool HasCondition { get; set; }

    internal Location Location { get; set; } = Location.None;
}
