using System.Collections.Immutable;
using Xiezhi.Governance.Cases;

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
    DateTimeOffset OpenedAt);
