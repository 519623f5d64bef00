using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Workflow.Events;

/// <summary>Something that happened in a process instance. The state is a fold over its events, nothing else.</summary>
/// <remarks>
/// Immutable, compared by value. Who caused it and when is added by whoever stores it. Ids are given out in order, from 1, within the
/// instance; a task or a job has the id of the element instance that it belongs to, and is over when that instance is completed or terminated.
/// </remarks>
public abstract record WorkflowEvent
{
    private protected WorkflowEvent()
    {
    }
}

/// <summary>The process began. Its own scope has the id 1.</summary>
/// <param name="Process">The process's id in the model.</param>
/// <param name="Variables">The variables that it began with.</param>
public sealed record ProcessStarted(string Process, ValueContext Variables) : WorkflowEvent;

/// <summary>An element was entered, and stays.</summary>
/// <param name="Id">The element instance.</param>
/// <param name="Element">The element's id in the model.</param>
/// <param name="Scope">The element instance around it; 1 for the process.</param>
/// <param name="Inputs">Variables local to the instance: its mapped inputs.</param>
public sealed record ElementEntered(int Id, string Element, int Scope, ValueContext Inputs) : WorkflowEvent;

/// <summary>An element was entered and left in the same moment: an event, a gateway, a decision, a script.</summary>
/// <param name="Element">The element's id in the model.</param>
/// <param name="Scope">The element instance around it; 1 for the process.</param>
public sealed record ElementPassed(string Element, int Scope) : WorkflowEvent;

/// <summary>An element was left because it was done. With it go its task, job, timers, awaited messages and incidents.</summary>
/// <param name="Id">The element instance.</param>
/// <param name="Element">The element's id in the model.</param>
public sealed record ElementCompleted(int Id, string Element) : WorkflowEvent;

/// <summary>An element was left because something else ended it. With it go its task, job, timers, awaited messages and incidents.</summary>
/// <param name="Id">The element instance.</param>
/// <param name="Element">The element's id in the model.</param>
public sealed record ElementTerminated(int Id, string Element) : WorkflowEvent;

/// <summary>A token waits at a joining gateway for the others.</summary>
/// <param name="Element">The gateway's id in the model.</param>
/// <param name="Scope">The element instance around it.</param>
/// <param name="Flow">The id of the sequence flow by which it came.</param>
public sealed record TokenArrived(string Element, int Scope, string Flow) : WorkflowEvent;

/// <summary>The tokens that waited at joins directly inside a scope are gone, because something ended what runs there.</summary>
/// <param name="Scope">The element instance around them.</param>
public sealed record TokensRemoved(int Scope) : WorkflowEvent;

/// <summary>An activity begins to be repeated.</summary>
/// <param name="Id">The element instance around the repetitions; each repetition is an instance of the same element inside it.</param>
/// <param name="Total">How many there are to be; -1 where only a condition tells.</param>
/// <param name="Items">The items; null where there is only a number of them.</param>
public sealed record LoopStarted(int Id, int Total, Value Items) : WorkflowEvent;

/// <summary>A repetition of an activity is done.</summary>
/// <param name="Id">The element instance around the repetitions.</param>
/// <param name="Index">Its place, from 1.</param>
/// <param name="Output">What it gave to the list of outputs; null where there is none.</param>
public sealed record LoopAdvanced(int Id, int Index, Value Output) : WorkflowEvent;

/// <summary>A task waits for a person.</summary>
/// <param name="Id">The task, which is the element instance.</param>
/// <param name="Element">The element's id in the model.</param>
/// <param name="Owners">Who may take it, as the model's resource roles gave it; empty where it names nobody.</param>
public sealed record TaskOpened(int Id, string Element, ImmutableArray<string> Owners) : WorkflowEvent
{
    /// <inheritdoc/>
    public bool Equals(TaskOpened? other) =>
        other is not null && Id == other.Id && Element == other.Element && Owners.AsSpan().SequenceEqual(other.Owners.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Element, Owners.Length);
}

/// <summary>A job waits for a system: the caller carries it out once this is committed.</summary>
/// <param name="Id">The job, which is the element instance.</param>
/// <param name="Element">The element's id in the model.</param>
/// <param name="Implementation">What is to be called: <c>http:…</c>, <c>message:NAME</c>, a registered handler.</param>
/// <param name="Inputs">The mapped inputs; empty where the element maps none.</param>
/// <remarks>Again for the same id when an incident of it is retried.</remarks>
public sealed record JobOpened(int Id, string Element, string Implementation, ValueContext Inputs) : WorkflowEvent;

/// <summary>A job failed.</summary>
/// <param name="Id">The job.</param>
/// <param name="Code">The failure's code.</param>
/// <param name="Message">What happened, for people.</param>
public sealed record JobFailed(int Id, string Code, string Message) : WorkflowEvent;

/// <summary>A timer runs.</summary>
/// <param name="Id">The timer.</param>
/// <param name="Element">The timer event's id in the model.</param>
/// <param name="Owner">The element instance with which it ends: the activity that it is attached to, or the event itself.</param>
/// <param name="Due">When it is due.</param>
/// <param name="Interval">What it repeats at, as it was read: a duration, or a text of the timer port; <see langword="null"/> where it fires once.</param>
/// <param name="Remaining">How often it fires after that; -1 without end.</param>
public sealed record TimerSet(int Id, string Element, int Owner, DateTimeOffset Due, string? Interval, int Remaining) : WorkflowEvent;

/// <summary>A timer was due and is over; where it repeats, a new one is set.</summary>
/// <param name="Id">The timer.</param>
/// <param name="Element">The timer event's id in the model.</param>
public sealed record TimerFired(int Id, string Element) : WorkflowEvent;

/// <summary>An element waits for a message.</summary>
/// <param name="Id">The wait.</param>
/// <param name="Element">The catching element's id in the model.</param>
/// <param name="Owner">The element instance with which it ends.</param>
/// <param name="Name">The message's name.</param>
/// <param name="Key">The correlation key; <see langword="null"/> where the model gives none.</param>
public sealed record MessageAwaited(int Id, string Element, int Owner, string Name, string? Key) : WorkflowEvent;

/// <summary>The awaited message came.</summary>
/// <param name="Id">The wait.</param>
/// <param name="Element">The catching element's id in the model.</param>
public sealed record MessageReceived(int Id, string Element) : WorkflowEvent;

/// <summary>An element waits for a signal.</summary>
/// <param name="Id">The wait.</param>
/// <param name="Element">The catching element's id in the model.</param>
/// <param name="Owner">The element instance with which it ends.</param>
/// <param name="Name">The signal's name.</param>
public sealed record SignalAwaited(int Id, string Element, int Owner, string Name) : WorkflowEvent;

/// <summary>The awaited signal came.</summary>
/// <param name="Id">The wait.</param>
/// <param name="Element">The catching element's id in the model.</param>
public sealed record SignalReceived(int Id, string Element) : WorkflowEvent;

/// <summary>An element sent a signal. Who waits for it in this process instance gets it in the same step; the caller passes it on to others.</summary>
/// <param name="Element">The throwing element's id in the model.</param>
/// <param name="Name">The signal's name.</param>
/// <param name="Payload">What goes with it.</param>
public sealed record SignalThrown(string Element, string Name, ValueContext Payload) : WorkflowEvent;

/// <summary>An element waits for its condition to become true.</summary>
/// <param name="Id">The wait; again for the same id when only <paramref name="Armed"/> changes.</param>
/// <param name="Element">The catching element's id in the model.</param>
/// <param name="Owner">The element instance with which it ends.</param>
/// <param name="Armed">Whether it fires as soon as the condition holds; else the condition must fail to hold first.</param>
public sealed record ConditionAwaited(int Id, string Element, int Owner, bool Armed) : WorkflowEvent;

/// <summary>The awaited condition became true.</summary>
/// <param name="Id">The wait.</param>
/// <param name="Element">The catching element's id in the model.</param>
public sealed record ConditionMet(int Id, string Element) : WorkflowEvent;

/// <summary>Of an event that needs all of its several definitions one has happened, and others have not.</summary>
/// <param name="Id">By which it is kept until all have happened; again for the same id when it happens again.</param>
/// <param name="Element">The id of the definition: the event's in the model, <c>#</c>, and its place from 1.</param>
/// <param name="Owner">The element instance with which it ends.</param>
/// <param name="Payload">What came with it.</param>
public sealed record TriggerOccurred(int Id, string Element, int Owner, ValueContext Payload) : WorkflowEvent;

/// <summary>A timer, message, signal or condition is waited for no longer, or need not be kept, though what it belongs to lives on.</summary>
/// <param name="Id">The wait, or what was kept.</param>
/// <param name="Element">The event's id in the model.</param>
public sealed record WaitClosed(int Id, string Element) : WorkflowEvent;

/// <summary>Variables changed.</summary>
/// <param name="Scope">The element instance whose variables these are; 1 for the process.</param>
/// <param name="Values">The new values; other variables stay as they are.</param>
public sealed record VariablesSet(int Scope, ValueContext Values) : WorkflowEvent;

/// <summary>A decision was made. Its result is in the variable from here on; no further event says so.</summary>
/// <param name="Element">The task's id in the model.</param>
/// <param name="Reference">The decision's name.</param>
/// <param name="Result">What was decided.</param>
/// <param name="Variable">The variable set to it; <see langword="null"/> where the task names none or maps its outputs.</param>
/// <param name="Scope">The element instance whose variable that is; 1 for the process.</param>
public sealed record DecisionMade(string Element, string Reference, Value Result, string? Variable, int Scope) : WorkflowEvent;

/// <summary>An error was raised, and something caught it or an incident follows.</summary>
/// <param name="Element">The id of the element that raised it.</param>
/// <param name="Code">The error's code.</param>
/// <param name="Message">What happened, for people.</param>
/// <param name="CaughtBy">The id of the event that caught it; <see langword="null"/> where nothing did.</param>
public sealed record ErrorThrown(string Element, string Code, string? Message, string? CaughtBy) : WorkflowEvent;

/// <summary>An escalation was raised, and something caught it.</summary>
/// <param name="Element">The id of the element that raised it.</param>
/// <param name="Code">The escalation's code.</param>
/// <param name="CaughtBy">The id of the event that caught it.</param>
public sealed record EscalationThrown(string Element, string Code, string CaughtBy) : WorkflowEvent;

/// <summary>An activity is about to be left because it was done, and can be undone from then on.</summary>
/// <param name="Id">By which it is known from here on; the order of these ids is the order of completion.</param>
/// <param name="Element">The activity's id in the model.</param>
/// <param name="Scope">The element instance around it.</param>
/// <param name="Instance">The element instance that it is, whose variables are kept; 0 for one that never stayed.</param>
public sealed record CompensationEnabled(int Id, string Element, int Scope, int Instance) : WorkflowEvent;

/// <summary>What was done is to be undone, the last first.</summary>
/// <param name="Id">The element instance of the throwing event, which goes on when all is undone.</param>
/// <param name="Element">The throwing event's id in the model.</param>
/// <param name="Activities">What is undone, by the ids of <see cref="CompensationEnabled"/>.</param>
public sealed record CompensationThrown(int Id, string Element, ImmutableArray<int> Activities) : WorkflowEvent
{
    /// <inheritdoc/>
    public bool Equals(CompensationThrown? other) =>
        other is not null && Id == other.Id && Element == other.Element && Activities.AsSpan().SequenceEqual(other.Activities.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Element, Activities.Length);
}

/// <summary>A completed scope is open again, with the variables that it had, so that what was done inside it is undone.</summary>
/// <param name="Id">The new element instance.</param>
/// <param name="Element">The scope's id in the model.</param>
/// <param name="Scope">The element instance that undoes it.</param>
/// <param name="Activity">What is undone, by the id of <see cref="CompensationEnabled"/>.</param>
public sealed record CompensationBegan(int Id, string Element, int Scope, int Activity) : WorkflowEvent;

/// <summary>An activity is undone by the handler associated with it, which begins.</summary>
/// <param name="Activity">What is undone, by the id of <see cref="CompensationEnabled"/>.</param>
/// <param name="Element">The activity's id in the model.</param>
public sealed record CompensationHandled(int Activity, string Element) : WorkflowEvent;

/// <summary>A scope that was open again is left: what was done inside it is undone.</summary>
/// <param name="Id">The element instance.</param>
/// <param name="Element">The scope's id in the model.</param>
public sealed record ElementCompensated(int Id, string Element) : WorkflowEvent;

/// <summary>A transaction is cancelled: what was completed in it is undone, the last first, and then it is terminated.</summary>
/// <remarks>The event on its border is passed at the same moment; its token goes on when the transaction is terminated.</remarks>
/// <param name="Id">The element instance of the transaction.</param>
/// <param name="Element">The id of the cancel end event in the model.</param>
/// <param name="Activities">What is undone, by the ids of <see cref="CompensationEnabled"/>.</param>
public sealed record TransactionCancelled(int Id, string Element, ImmutableArray<int> Activities) : WorkflowEvent
{
    /// <inheritdoc/>
    public bool Equals(TransactionCancelled? other) =>
        other is not null && Id == other.Id && Element == other.Element && Activities.AsSpan().SequenceEqual(other.Activities.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Element, Activities.Length);
}

/// <summary>An element instance can't go on.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Owner">The element instance that stands still.</param>
/// <param name="Element">Its element's id in the model.</param>
/// <param name="Phase">The phase of its life that is tried again by a retry.</param>
/// <param name="Code">The stable code of what went wrong.</param>
/// <param name="Message">What went wrong, in English; another language is made from code and arguments.</param>
/// <param name="Arguments">What fills the gaps of the text.</param>
public sealed record IncidentRaised(int Id, int Owner, string Element, ActivityPhase Phase, string Code, string Message, ImmutableArray<string> Arguments)
    : WorkflowEvent
{
    /// <inheritdoc/>
    public bool Equals(IncidentRaised? other) =>
        other is not null && Id == other.Id && Owner == other.Owner && Element == other.Element && Phase == other.Phase && Code == other.Code
        && Message == other.Message && Arguments.AsSpan().SequenceEqual(other.Arguments.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Owner, Element, Phase, Code);
}

/// <summary>A token was moved by hand. What it stood in is terminated by the next events, and the other element is entered.</summary>
/// <param name="Id">The element instance that it stood in.</param>
/// <param name="Element">That element's id in the model.</param>
/// <param name="To">The id of the element before which it is put.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record TokenMoved(int Id, string Element, string To, string Reason) : WorkflowEvent;

/// <summary>An incident is over; its element instance goes on.</summary>
/// <param name="Id">The incident.</param>
public sealed record IncidentResolved(int Id) : WorkflowEvent;

/// <summary>The process is done: no token is left.</summary>
public sealed record ProcessCompleted : WorkflowEvent;

/// <summary>The process was ended by a terminate end event. What was open was terminated by events of its own before.</summary>
/// <param name="Element">The end event's id in the model.</param>
public sealed record ProcessTerminated(string Element) : WorkflowEvent;

/// <summary>The process was cancelled from outside. What was open was terminated by events of its own before.</summary>
/// <param name="Reason">Why, for people.</param>
public sealed record ProcessCancelled(string Reason) : WorkflowEvent;
