using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Workflow.States;

/// <summary>An element that was entered and not yet left.</summary>
/// <param name="Id">Its id, also that of its task or job.</param>
/// <param name="Element">The element's id in the model; the process's own for the outermost.</param>
/// <param name="Scope">The instance around it; 0 for the process.</param>
/// <param name="Phase">Where it stands in its life.</param>
/// <param name="Variables">The variables local to it: mapped inputs, what a sub-process holds. The process's are <see cref="WorkflowState.Variables"/>.</param>
/// <param name="Children">How many tokens live directly inside: instances, and tokens waiting at joins.</param>
/// <param name="Waits">The ids of the timers, awaited messages and incidents that end with it.</param>
/// <param name="Arrivals">The tokens that wait at joins directly inside it, by sequence flow, in the order of their first arrival. Of a complex gateway that was
/// started: the flows from which it took a token, as long as it is not reset.</param>
/// <param name="Loop">Of an instance around the repetitions of an activity: how far they have come; <see langword="null"/> for others.</param>
public sealed record ElementInstance(
    int Id,
    string Element,
    int Scope,
    ActivityPhase Phase,
    ValueContext Variables,
    int Children,
    ImmutableArray<int> Waits,
    ImmutableArray<Arrival> Arrivals,
    LoopProgress? Loop = null) : IStateEntry
{
    /// <inheritdoc/>
    public bool Equals(ElementInstance? other) =>
        other is not null && Id == other.Id && Element == other.Element && Scope == other.Scope && Phase == other.Phase && Children == other.Children
        && Variables.Equals(other.Variables) && Waits.AsSpan().SequenceEqual(other.Waits.AsSpan()) && Arrivals.AsSpan().SequenceEqual(other.Arrivals.AsSpan())
        && Equals(Loop, other.Loop);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Element, Scope, Children);
}

/// <summary>Tokens that wait at a join.</summary>
/// <param name="Flow">The id of the sequence flow by which they came.</param>
/// <param name="Count">How many; at least one.</param>
public readonly record struct Arrival(string Flow, int Count);
