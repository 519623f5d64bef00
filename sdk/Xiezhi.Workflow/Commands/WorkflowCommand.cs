using Xiezhi.Foundation.Values;

namespace Xiezhi.Workflow.Commands;

/// <summary>Something asked of a process instance; <see cref="Execution.WorkflowEngine.Step"/> carries it out or rejects it.</summary>
/// <remarks>Immutable. Closed: the engine knows every kind.</remarks>
public abstract record WorkflowCommand
{
    private protected WorkflowCommand()
    {
    }
}

/// <summary>Starts the process.</summary>
/// <param name="Variables">The variables that it begins with.</param>
/// <param name="Element">The id of the start event to begin at; <see langword="null"/> for the one without a trigger.</param>
public sealed record StartProcess(ValueContext Variables, string? Element = null) : WorkflowCommand;

/// <summary>Completes an open user or manual task.</summary>
/// <param name="Task">The task's id.</param>
/// <param name="Variables">What the person gave; mapped outward as the task says.</param>
public sealed record CompleteTask(int Task, ValueContext Variables) : WorkflowCommand;

/// <summary>Reports that a job was carried out.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Variables">What it gave; mapped outward as the element says.</param>
public sealed record CompleteJob(int Job, ValueContext Variables) : WorkflowCommand;

/// <summary>Reports that a job could not be carried out.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Code">The business error's code, which an error boundary event may catch; or any code that tells the failure.</param>
/// <param name="Message">What happened, for people.</param>
/// <param name="WillRetry">Whether the caller tries again by itself: then the failure is only counted.</param>
public sealed record FailJob(int Job, string Code, string Message, bool WillRetry = false) : WorkflowCommand;

/// <summary>Raises a business error from an open task or job, for an error boundary event to catch.</summary>
/// <param name="Activity">The task's or job's id.</param>
/// <param name="Code">The error's code.</param>
/// <param name="Message">What happened, for people.</param>
/// <param name="Variables">What goes with it, set as variables where it is caught; <see langword="null"/> for nothing.</param>
/// <remarks>Rejected where nothing catches the code: nothing changes then.</remarks>
public sealed record ThrowError(int Activity, string Code, string? Message = null, ValueContext? Variables = null) : WorkflowCommand;

/// <summary>Begins an activity of an ad-hoc sub-process.</summary>
/// <param name="Scope">The element instance of the ad-hoc sub-process.</param>
/// <param name="Element">The activity's id; inside a called process with the path of the call.</param>
/// <remarks>Rejected where a flow leads to it, the sub-process does not allow it now, or it runs one after the other and something runs.</remarks>
public sealed record StartActivity(int Scope, string Element) : WorkflowCommand;

/// <summary>Tells that a timer is due.</summary>
/// <param name="Timer">The timer's id.</param>
/// <remarks>Rejected before it is due by <see cref="Execution.StepContext.Now"/>.</remarks>
public sealed record FireTimer(int Timer) : WorkflowCommand;

/// <summary>Delivers a message to the element that waits for it, or to a message start event when the process has not begun.</summary>
/// <param name="Name">The message's name.</param>
/// <param name="Key">The correlation key; <see langword="null"/> fits any.</param>
/// <param name="Payload">What the message holds; mapped outward as the element says.</param>
/// <remarks>Where several wait for the same, the one that has waited longest gets it.</remarks>
public sealed record DeliverMessage(string Name, string? Key, ValueContext Payload) : WorkflowCommand;

/// <summary>Delivers a signal to every element that waits for it, or to a signal start event when the process has not begun.</summary>
/// <param name="Name">The signal's name.</param>
/// <param name="Payload">What goes with it; mapped outward as each element says.</param>
/// <remarks>Rejected where nothing waits for it.</remarks>
public sealed record DeliverSignal(string Name, ValueContext Payload) : WorkflowCommand;

/// <summary>Sets variables from outside.</summary>
/// <param name="Values">The new values.</param>
/// <param name="Scope">The scope to set them in; 0 for the process's.</param>
public sealed record SetVariables(ValueContext Values, int Scope = 0) : WorkflowCommand;

/// <summary>Tries again what failed, after its cause was mended.</summary>
/// <param name="Incident">The incident's id.</param>
public sealed record RetryIncident(int Incident) : WorkflowCommand;

/// <summary>Ends an element instance, whatever it waits for or fails at, and puts its token before another element of the same scope.</summary>
/// <param name="Instance">The element instance: a task, a job, what waits, what an incident holds.</param>
/// <param name="To">The id of the element to enter next; a joining gateway is entered at once.</param>
/// <param name="Reason">Why, for people; it is recorded.</param>
/// <remarks>
/// Rejected for the process itself, a repetition of an activity, an event sub-process, and what is being undone; and where the element to enter
/// stands in another scope, or is one that no token enters.
/// </remarks>
public sealed record MoveToken(int Instance, string To, string Reason) : WorkflowCommand;

/// <summary>Ends the process at once, with all that is open in it.</summary>
/// <param name="Reason">Why, for people.</param>
public sealed record CancelProcess(string Reason) : WorkflowCommand;
