namespace Xiezhi.Workflow.Model;

/// <summary>The kinds of flow node (BPMN 2.0, chapter 10).</summary>
public enum BpmnKind
{
    /// <summary>An element that BPMN does not know, or that the reader does not.</summary>
    Unknown,

    /// <summary>The process itself.</summary>
    Process,

    /// <summary>A start event.</summary>
    StartEvent,

    /// <summary>An end event.</summary>
    EndEvent,

    /// <summary>An intermediate event that waits.</summary>
    IntermediateCatchEvent,

    /// <summary>An intermediate event that acts.</summary>
    IntermediateThrowEvent,

    /// <summary>An event on the border of an activity.</summary>
    BoundaryEvent,

    /// <summary>A task of no kind.</summary>
    Task,

    /// <summary>A task that a person does with the system.</summary>
    UserTask,

    /// <summary>A task that a person does without the system.</summary>
    ManualTask,

    /// <summary>A task that a service does.</summary>
    ServiceTask,

    /// <summary>A task that rules do.</summary>
    BusinessRuleTask,

    /// <summary>A task that the engine does itself, by an expression.</summary>
    ScriptTask,

    /// <summary>A task that sends a message.</summary>
    SendTask,

    /// <summary>A task that waits for a message.</summary>
    ReceiveTask,

    /// <summary>A call of another process or a global task.</summary>
    CallActivity,

    /// <summary>An embedded sub-process.</summary>
    SubProcess,

    /// <summary>A sub-process that an event starts.</summary>
    EventSubProcess,

    /// <summary>A sub-process that is done whole or undone.</summary>
    Transaction,

    /// <summary>A sub-process without a drawn order.</summary>
    AdHocSubProcess,

    /// <summary>One of several ways.</summary>
    ExclusiveGateway,

    /// <summary>All ways.</summary>
    ParallelGateway,

    /// <summary>Some of several ways.</summary>
    InclusiveGateway,

    /// <summary>The way whose event comes first.</summary>
    EventBasedGateway,

    /// <summary>A way of the modeller's own.</summary>
    ComplexGateway,
}

/// <summary>What triggers an event, or what it triggers.</summary>
public enum EventKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A message.</summary>
    Message,

    /// <summary>Time.</summary>
    Timer,

    /// <summary>A business error.</summary>
    Error,

    /// <summary>A signal to all who listen.</summary>
    Signal,

    /// <summary>An escalation.</summary>
    Escalation,

    /// <summary>A condition that became true.</summary>
    Conditional,

    /// <summary>A link to another place in the diagram.</summary>
    Link,

    /// <summary>What was done is undone.</summary>
    Compensation,

    /// <summary>A transaction is cancelled.</summary>
    Cancel,

    /// <summary>Everything in the scope ends.</summary>
    Terminate,

    /// <summary>Any of several, or all of them in parallel.</summary>
    Multiple,
}
