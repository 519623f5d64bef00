using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.Runtime.Commits;

/// <summary>Which open tasks a step gave to somebody else or took from somebody.</summary>
internal static class TaskHoldings
{
    public static ImmutableArray<TaskHolding> Between(CaseState before, CaseState after)
    {
        // What comes back to the worklists comes back with those who hold it.
        if (before.IsHeld && !after.IsHeld)
        {
            return [.. after.Workflow.Tasks.Select(task => Of(after.Claims.Find(task.Id), task.Id)).Where(held => held.Holder is not null)];
        }

        if (before.Claims == after.Claims || after.IsHeld)
        {
            return [];
        }

        return
        [
            .. before.Claims.ByTask.Keys.Union(after.Claims.ByTask.Keys).Order()
                .Where(after.Workflow.Tasks.Has)
                .Select(id => (Old: Of(before.Claims.Find(id), id), New: Of(after.Claims.Find(id), id)))
                .Where(held => held.Old != held.New)
                .Select(held => held.New),
        ];
    }

    private static TaskHolding Of(TaskClaim? claim, int id) => new(id, claim?.Holder, claim?.Ends?.At);
}
