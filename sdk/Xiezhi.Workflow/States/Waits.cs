using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Workflow.States;

/// <summary>A task that waits for a person.</summary>
/// <param name="Id">The task, which is the element instance.</param>
/// <param name="Element">The element's id in the model.</param>
/// <param name="Owners">Who may take it; empty where the model names nobody.</param>
public sealed record OpenTask(int Id, string Element, ImmutableArray<string> Owners) : IStateEntry
{
    /// <inheritdoc/>
    public bool Equals(OpenTask? other) =>
        other is not null && Id == other.Id && Element == other.Element && Owners.AsSpan().SequenceEqual(other.Owners.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Element);
}

/// <summary>A job that waits for a system.</summary>
/// <param name="Id">The job, which is the element instance.</param>
/// <param name="Element">The element's id in the model.</param>
/// <param name="Implementation">What is to be called.</param>
/// <param name="Inputs">The mapped inputs.</param>
/// <param name="Failures">How often it has failed.</param>
public sealed record OpenJob(int Id, string Element, string Implementation, ValueContext Inputs, int Failures) : IStateEntry;

/// <summary>A timer that runs.</summary>
/// <param name="Id">The timer.</param>
/// <param name="Element">The timer event's id in the model.</param>
/// <param name="Owner">The element instance with which it ends.</param>
/// <param name="Due">When it is due.</param>
/// <param name="Interval">What it repeats at, as it was read: a duration, or a text of the timer port; <see langword="null"/> where it fires once.</param>
/// <param name="Remaining">How often it fires after that; -1 without end.</param>
public sealed record RunningTimer(int Id, string Element, int Owner, DateTimeOffset Due, string? Interval, int Remaining) : IStateEntry;

/// <summary>A message that an element waits for.</summary>
/// <param name="Id">The wait.</param>
/// <param name="Element">The catching element's id in the model.</param>
/// <param name="Owner">The element instance with which it ends.</param>
/// <param name="Name">The message's name.</param>
/// <param name="Key">The correlation key; <see langword="null"/> where the model gives none.</param>
public sealed record AwaitedMessage(int Id, string Element, int Owner, string Name, string? Key) : IStateEntry;

/// <summary>A signal that an element waits for.</summary>
/// <param name="Id">The wait.</param>
/// <param name="Element">The catching element's id in the model.</param>
/// <param name="Owner">The element instance with which it ends.</param>
/// <param name="Name">The signal's name.</param>
public sealed record AwaitedSignal(int Id, string Element, int Owner, string Name) : IStateEntry;

/// <summary>A condition that an element waits for.</summary>
/// <param name="Id">The wait.</param>
/// <param name="Element">The catching element's id in the model.</param>
/// <param name="Owner">The element instance with which it ends.</param>
/// <param name="Armed">Whether it fires as soon as the condition holds; else the condition must fail to hold first.</param>
public sealed record AwaitedCondition(int Id, string Element, int Owner, bool Armed) : IStateEntry;

/// <summary>What has happened of an event that needs all of its several definitions.</summary>
/// <param name="Id">By which it is kept.</param>
/// <param name="Element">The id of the definition: the event's in the model, <c>#</c>, and its place from 1.</param>
/// <param name="Owner">The element instance with which it ends.</param>
/// <param name="Payload">What came with it.</param>
public sealed record OccurredTrigger(int Id, string Element, int Owner, ValueContext Payload) : IStateEntry;

/// <summary>An element instance that can't go on until somebody mends the cause and retries.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Owner">The element instance that stands still.</param>
/// <param name="Element">Its element's id in the model.</param>
/// <param name="Phase">The phase of its life that a retry tries again.</param>
/// <param name="Code">The stable code of what went wrong.</param>
/// <param name="Message">What went wrong, in English.</param>
/// <param name="Arguments">What fills the gaps of the text.</param>
public sealed record Incident(int Id, int Owner, string Element, ActivityPhase Phase, string Code, string Message, ImmutableArray<string> Arguments) : IStateEntry
{
    /// <inheritdoc/>
    public bool Equals(Incident? other) =>
        other is not null && Id == other.Id && Owner == other.Owner && Element == other.Element && Phase == other.Phase && Code == other.Code
        && Message == other.Message && Arguments.AsSpan().SequenceEqual(other.Arguments.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Owner, Code);
}
