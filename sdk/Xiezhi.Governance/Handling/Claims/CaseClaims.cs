using System.Collections.Immutable;
using Xiezhi.Governance.Log;
using Xiezhi.Workflow.States;

namespace Xiezhi.Governance.Handling.Claims;

/// <summary>A claim on a task.</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Holder">Who holds it.</param>
/// <param name="Since">Since when.</param>
/// <param name="Ends">When it ends by itself; <see langword="null"/> where nothing ends it.</param>
public sealed record TaskClaim(int TaskId, TaskHolder Holder, DateTimeOffset Since, ClaimEnd? Ends)
{
    /// <summary>Who is asked to take it over and has not answered yet.</summary>
    public TaskHolder? Offered { get; init; }

    /// <summary>Who passed it on, the first first; none where the holder claimed it or was assigned it.</summary>
    public ImmutableArray<TaskHolder> Givers { get; init; } = [];

    /// <summary>Who came to it by their own right: the first giver, or the holder.</summary>
    public TaskHolder Principal => Givers.IsEmpty ? Holder : Givers[0];

    /// <inheritdoc/>
    public bool Equals(TaskClaim? other) =>
        other is not null && TaskId == other.TaskId && Holder == other.Holder && Since == other.Since && Ends == other.Ends && Offered == other.Offered
        && Givers.AsSpan().SequenceEqual(other.Givers.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TaskId, Holder, Since);
}

/// <summary>Who holds the tasks of a case.</summary>
/// <remarks>Claims on tasks that have closed are still here until another claim changes; ask for those of open tasks.</remarks>
public sealed record CaseClaims
{
    /// <summary>None.</summary>
    public static CaseClaims None { get; } = new();

    /// <summary>The claims by the ids of their tasks.</summary>
    public ImmutableSortedDictionary<int, TaskClaim> ByTask { get; private init; } = ImmutableSortedDictionary<int, TaskClaim>.Empty;

    // How often tasks were passed on, also where they were given back since.
    private ImmutableSortedDictionary<int, int> Delegations { get; init; } = ImmutableSortedDictionary<int, int>.Empty;

    /// <summary>The claim on a task, or <see langword="null"/> where nobody holds it.</summary>
    public TaskClaim? Find(int taskId) => ByTask.GetValueOrDefault(taskId);

    /// <summary>How often a task was passed on.</summary>
    public int DelegationsOf(int taskId) => Delegations.GetValueOrDefault(taskId);

    /// <summary>The owners of a task with whoever was passed it on.</summary>
    internal ImmutableArray<string> WithHolder(ImmutableArray<string> owners, int taskId) =>
        Find(taskId) is { Givers.IsEmpty: false } claim && !owners.Contains(claim.Holder.Party) ? owners.Add(claim.Holder.Party) : owners;

    /// <summary>The owners of a task with whoever was passed it on or is asked to take it.</summary>
    internal ImmutableArray<string> OnWorklists(ImmutableArray<string> owners, int taskId) =>
        WithHolder(owners, taskId) is var held && Find(taskId)?.Offered is { } offered && !held.Contains(offered.Party) ? held.Add(offered.Party) : held;

    internal CaseClaims Apply(ClaimEvent happened, RecordedEvent recorded, WorkflowState workflow)
    {
        var open = ByTask.RemoveRange(ByTask.Keys.Where(id => !workflow.Tasks.Has(id)));
        var counts = Delegations.RemoveRange(Delegations.Keys.Where(id => !workflow.Tasks.Has(id)));
        var (id, claim) = (happened.TaskId, Find(happened.TaskId));
        return happened switch
        {
            TaskClaimed claimed => this with { ByTask = open.SetItem(id, new TaskClaim(id, claimed.Holder, recorded.At, claimed.Ends)), Delegations = counts },
            TaskAssigned assigned => this with { ByTask = open.SetItem(id, new TaskClaim(id, assigned.Holder, recorded.At, assigned.Ends)), Delegations = counts },
            TaskReleased => this with { ByTask = open.Remove(id), Delegations = counts },
            TaskDelegated { NeedsAnswer: true } offered => this with
            {
                ByTask = open.SetItem(id, claim! with { Offered = offered.To }),
                Delegations = counts.SetItem(id, offered.Number),
            },
            TaskDelegated passed => this with
            {
                ByTask = open.SetItem(id, new TaskClaim(id, passed.To, recorded.At, passed.Ends) { Givers = claim!.Givers.Add(passed.From) }),
                Delegations = counts.SetItem(id, passed.Number),
            },
            DelegationAccepted accepted => this with
            {
                ByTask = open.SetItem(id, new TaskClaim(id, accepted.Holder, recorded.At, accepted.Ends) { Givers = claim!.Givers.Add(accepted.From) }),
                Delegations = counts,
            },
            DelegationDeclined => this with { ByTask = open.SetItem(id, claim! with { Offered = null }), Delegations = counts },
            _ => this,
        };
    }
}
