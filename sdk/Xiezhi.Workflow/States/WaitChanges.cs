using System.Collections.Immutable;

namespace Xiezhi.Workflow.States;

/// <summary>What a step opened and closed: what a store needs to keep its rows of tasks, jobs, timers, messages, signals and incidents in step.</summary>
/// <param name="OpenedTasks">Tasks that were not open before.</param>
/// <param name="ClosedTasks">Tasks that are no longer open.</param>
/// <param name="OpenedJobs">Jobs that were not open before.</param>
/// <param name="ClosedJobs">Jobs that are no longer open.</param>
/// <param name="OpenedTimers">Timers that did not run before.</param>
/// <param name="ClosedTimers">Timers that no longer run.</param>
/// <param name="OpenedMessages">Messages that were not waited for before.</param>
/// <param name="ClosedMessages">Messages that are no longer waited for.</param>
/// <param name="OpenedSignals">Signals that were not waited for before.</param>
/// <param name="ClosedSignals">Signals that are no longer waited for.</param>
/// <param name="OpenedIncidents">Incidents that did not stand before.</param>
/// <param name="ClosedIncidents">Incidents that no longer stand.</param>
/// <remarks>What was opened and closed within the step is in neither. Immutable.</remarks>
public sealed record WaitChanges(
    ImmutableArray<OpenTask> OpenedTasks,
    ImmutableArray<OpenTask> ClosedTasks,
    ImmutableArray<OpenJob> OpenedJobs,
    ImmutableArray<OpenJob> ClosedJobs,
    ImmutableArray<RunningTimer> OpenedTimers,
    ImmutableArray<RunningTimer> ClosedTimers,
    ImmutableArray<AwaitedMessage> OpenedMessages,
    ImmutableArray<AwaitedMessage> ClosedMessages,
    ImmutableArray<AwaitedSignal> OpenedSignals,
    ImmutableArray<AwaitedSignal> ClosedSignals,
    ImmutableArray<Incident> OpenedIncidents,
    ImmutableArray<Incident> ClosedIncidents)
{
    /// <summary>The difference between two states of the same process instance.</summary>
    public static WaitChanges Between(WorkflowState before, WorkflowState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new WaitChanges(
            Missing(after.Tasks, before.Tasks),
            Missing(before.Tasks, after.Tasks),
            Missing(after.Jobs, before.Jobs),
            Missing(before.Jobs, after.Jobs),
            Missing(after.Timers, before.Timers),
            Missing(before.Timers, after.Timers),
            Missing(after.Messages, before.Messages),
            Missing(before.Messages, after.Messages),
            Missing(after.Signals, before.Signals),
            Missing(before.Signals, after.Signals),
            Missing(after.Incidents, before.Incidents),
            Missing(before.Incidents, after.Incidents));
    }

    private static ImmutableArray<T> Missing<T>(StateTable<T> all, StateTable<T> known)
        where T : class, IStateEntry, IEquatable<T> =>
        ReferenceEquals(all, known) ? [] : [.. all.Where(entry => !known.Has(entry.Id))];
}
