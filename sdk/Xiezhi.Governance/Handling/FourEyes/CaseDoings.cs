using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Governance.Handling.FourEyes;

/// <summary>That a task was done, and by whom.</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Element">The id of its element.</param>
/// <param name="Round">How often the case had been handled again before.</param>
/// <param name="Sequence">The event in which it was done.</param>
/// <param name="By">Everybody who had a part in it: who completed it, on whose behalf, who held it, who had passed it on.</param>
public sealed record TaskDoing(int TaskId, string Element, int Round, long Sequence, ImmutableArray<TaskHolder> By)
{
    /// <inheritdoc/>
    public bool Equals(TaskDoing? other) =>
        other is not null && TaskId == other.TaskId && Element == other.Element && Round == other.Round && Sequence == other.Sequence
        && By.AsSpan().SequenceEqual(other.By.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TaskId, Element, Sequence);
}

/// <summary>Who did the tasks of a case that four-eyes rules are about.</summary>
/// <param name="All">In order.</param>
public sealed record CaseDoings(ImmutableArray<TaskDoing> All)
{
    /// <summary>None.</summary>
    public static CaseDoings None { get; } = new(ImmutableArray<TaskDoing>.Empty);

    /// <summary>With what an event says; <paramref name="before"/> is the case as it stood before it.</summary>
    internal CaseDoings Apply(GovernancePackage package, CaseState before, RecordedEvent recorded) =>
        package.Handling.FourEyes.IsEmpty
        || recorded.Event is not ProcedureMoved { Event: ElementCompleted completed }
        || !before.Workflow.Tasks.Has(completed.Id)
        || package.Deliberations.ByElement.ContainsKey(completed.Element)
        || !package.Handling.FourEyes.Any(rule => rule.OthersOf(completed.Element).Any())
            ? this
            : new CaseDoings(All.Add(new TaskDoing(
                completed.Id, completed.Element, before.Reworks, recorded.Sequence, [.. PartsOf(recorded.Actor, before.Claims.Find(completed.Id)).Distinct()])));

    /// <summary>Everybody who has a part where an actor does a task: the actor, on whose behalf, and those of a claim.</summary>
    internal static IEnumerable<TaskHolder> PartsOf(Actor actor, TaskClaim? claim)
    {
        var party = ClaimKeeping.NameOf(actor);
        yield return new TaskHolder(party, actor.Person);
        if (actor.OnBehalfOf is { } holder)
        {
            yield return new TaskHolder(party, holder);
        }

        foreach (var part in claim is null ? [] : claim.Givers.Add(claim.Holder))
        {
            // A party that holds a task without naming a person says nothing of those in it who had no part.
            if (part.Person is not null || part.Party != party)
            {
                yield return part;
            }
        }
    }
}
