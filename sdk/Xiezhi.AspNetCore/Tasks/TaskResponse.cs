using System.Collections.Immutable;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.AspNetCore.Tasks;

/// <summary>A task that waits for somebody.</summary>
/// <param name="Case">The case.</param>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Element">The id of the element of the procedure.</param>
/// <param name="Name">The element's name.</param>
/// <param name="Owners">The parties that may do it.</param>
/// <param name="OpenedAt">Since when it waits, UTC.</param>
public sealed record TaskResponse(string Case, int TaskId, string Element, string Name, ImmutableArray<string> Owners, DateTimeOffset OpenedAt)
{
    /// <summary>The party that holds it, and only that one may complete it; <see langword="null"/> where nobody does.</summary>
    public string? HolderParty { get; init; }

    /// <summary>The person who holds it.</summary>
    public string? HolderPerson { get; init; }

    /// <summary>When it is released by itself, UTC.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    internal static TaskResponse From(OpenTask task) => new(task.Case.ToString(), task.TaskId, task.Element, task.Name, task.Owners, task.OpenedAt)
    {
        HolderParty = task.Holder?.Party,
        HolderPerson = task.Holder?.Person,
        HeldUntil = task.HeldUntil,
    };
}
