using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Workflow.States;
using OpenTask = Xiezhi.Workflow.States.OpenTask;

namespace Xiezhi.Runtime.Commits;

/// <summary>Which tasks a step puts on worklists and takes from them: those that opened and closed, and all of a case that is held or goes on.</summary>
internal static class Worklist
{
    public static (ImmutableArray<OpenTask> Opened, ImmutableArray<int> Closed) Changes(CaseState before, CaseState after)
    {
        if (before.IsHeld || after.IsHeld)
        {
            return (after.IsHeld ? [] : [.. after.Workflow.Tasks], before.IsHeld ? [] : [.. before.Workflow.Tasks.Select(task => task.Id)]);
        }

        var (old, now) = (before.Workflow.Tasks, after.Workflow.Tasks);
        return ReferenceEquals(old, now) ? ([], []) : ([.. now.Where(task => !old.Has(task.Id))], [.. old.Where(task => !now.Has(task.Id)).Select(task => task.Id)]);
    }
}
