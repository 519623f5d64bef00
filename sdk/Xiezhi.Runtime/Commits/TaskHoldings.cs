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
        if (before.Claims == after.Claims)
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
