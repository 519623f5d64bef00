using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Workflow.States;

/// <summary>How far a process instance has come.</summary>
public enum WorkflowStatus
{
    /// <summary>Nothing has happened yet.</summary>
    NotStarted,

    /// <summary>Tokens live in it.</summary>
    Running,

    /// <summary>Done: no token is left.</summary>
    Completed,

    /// <summary>Ended by a terminate end event.</summary>
    Terminated,

    /// <summary>Ended from outside.</summary>
    Cancelled,
}

/// <summary>Where a process instance stands: a fold over its events.</summary>
/// <remarks>Immutable, compared by value, safe to share between threads. It can be written and read with <see cref="Json.WorkflowJson"/>.</remarks>
public sealed record WorkflowState
{
    /// <summary>The id of the process's own scope.</summary>
    public const int ProcessScope = 1;

    internal WorkflowState()
    {
    }

    /// <summary>Before anything has happened.</summary>
    public static WorkflowState Empty { get; } = new();

    /// <summary>How far it has come.</summary>
    public WorkflowStatus Status { get; internal init; }

    /// <summary>The next id to be given out.</summary>
    public int NextId { get; internal init; } = ProcessScope;

    /// <summary>The variables of the process; they stay readable after its end.</summary>
    public ValueContext Variables { get; internal init; } = ValueContext.Empty;

    /// <summary>Every element that was entered and not yet left, the process itself first.</summary>
    public StateTable<ElementInstance> Instances { get; internal init; } = StateTable<ElementInstance>.Empty;

    /// <summary>The tasks that wait for people.</summary>
    public StateTable<OpenTask> Tasks { get; internal init; } = StateTable<OpenTask>.Empty;

    /// <summary>The jobs that wait for systems.</summary>
    public StateTable<OpenJob> Jobs { get; internal init; } = StateTable<OpenJob>.Empty;

    /// <summary>The timers that run.</summary>
    public StateTable<RunningTimer> Timers { get; internal init; } = StateTable<RunningTimer>.Empty;

    /// <summary>The messages that are waited for.</summary>
    public StateTable<AwaitedMessage> Messages { get; internal init; } = StateTable<AwaitedMessage>.Empty;

    /// <summary>The signals that are waited for.</summary>
    public StateTable<AwaitedSignal> Signals { get; internal init; } = StateTable<AwaitedSignal>.Empty;

    /// <summary>The conditions that are waited for.</summary>
    public StateTable<AwaitedCondition> Conditions { get; internal init; } = StateTable<AwaitedCondition>.Empty;

    /// <summary>What has happened of events that need all of their several definitions.</summary>
    public StateTable<OccurredTrigger> Occurred { get; internal init; } = StateTable<OccurredTrigger>.Empty;

    /// <summary>What was completed and can be undone, in the order of completion.</summary>
    public StateTable<CompensableActivity> Compensables { get; internal init; } = StateTable<CompensableActivity>.Empty;

    /// <summary>What can't go on by itself.</summary>
    public StateTable<Incident> Incidents { get; internal init; } = StateTable<Incident>.Empty;

    /// <summary>Whether it has come to an end, whichever.</summary>
    public bool HasEnded => Status is WorkflowStatus.Completed or WorkflowStatus.Terminated or WorkflowStatus.Cancelled;

    /// <summary>The state after <paramref name="happened"/>.</summary>
    /// <param name="definition">The process that the events are of.</param>
    /// <param name="happened">The next event.</param>
    /// <exception cref="InvalidOperationException">The event does not fit: it is of another process or a log with a gap.</exception>
    public WorkflowState Apply(ProcessDefinition definition, WorkflowEvent happened) => Apply(definition, [happened]);

    /// <summary>The state after all of <paramref name="happened"/>, in their order.</summary>
    /// <param name="definition">The process that the events are of.</param>
    /// <param name="happened">The next events.</param>
    /// <exception cref="InvalidOperationException">An event does not fit: it is of another process or a log with a gap.</exception>
    public WorkflowState Apply(ProcessDefinition definition, IEnumerable<WorkflowEvent> happened)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(happened);
        var draft = new StateDraft(this, definition);
        foreach (var one in happened)
        {
            draft.Apply(one);
        }

        return draft.ToState();
    }
}
