using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Claims;

namespace Xiezhi.Runtime.Cases;

/// <summary>A task (任务) that waits for somebody.</summary>
/// <param name="Tenant">Whose case it is.</param>
/// <param name="Case">The case.</param>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Element">The id of the element of the procedure.</param>
/// <param name="Name">The element's name.</param>
/// <param name="Owners">The parties that may do it.</param>
/// <param name="OpenedAt">Since when it waits, UTC.</param>
public sealed record OpenTask(
    string Tenant,
    CaseId Case,
    int TaskId,
    string Element,
    string Name,
    ImmutableArray<string> Owners,
    DateTimeOffset OpenedAt)
{
    /// <summary>Who holds it (认领), and only that one may complete it; <see langword="null"/> where nobody does.</summary>
    public TaskHolder? Holder { get; init; }

    /// <summary>When it is released by itself, UTC; <see langword="null"/> where nobody holds it or nothing ends the claim.</summary>
    public DateTimeOffset? HeldUntil { get; init; }
}

/// <summary>Who holds an open task from now on.</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Holder">Who; <see langword="null"/> for nobody.</param>
/// <param name="HeldUntil">When it is released by itself, UTC.</param>
public sealed record TaskHolding(int TaskId, TaskHolder? Holder, DateTimeOffset? HeldUntil);
