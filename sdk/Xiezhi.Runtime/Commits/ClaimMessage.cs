using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Runtime.Commits;

/// <summary>Whom a change of who holds a task is told: the party that did not bring it about.</summary>
internal static class ClaimMessage
{
    public static (string Recipient, ValueContext Content)? Of(GovernancePackage package, CaseState state, ClaimEvent happened)
    {
        var (recipient, about, person, reason) = happened switch
        {
            TaskDelegated passed => (passed.To.Party, "task-delegated", passed.To.Person, passed.Reason),
            DelegationAccepted accepted => (accepted.From.Party, "delegation-accepted", accepted.From.Person, ""),
            DelegationDeclined declined => (declined.Holder.Party, "delegation-declined", declined.Holder.Person, declined.Reason),
            TaskAssigned assigned => (assigned.Holder.Party, "task-assigned", assigned.Holder.Person, assigned.Reason),
            TaskReleased { Why: not TaskReleased.GivenBack } released => (released.Holder.Party, "task-released", released.Holder.Person, released.Reason),
            _ => (null, "", null, ""),
        };
        if (package.Organization.Party(recipient) is null)
        {
            return null;
        }

        var element = state.Workflow.Tasks.Find(happened.TaskId)?.Element;
        return (recipient!, ValueContext.Of(
            ("about", about),
            ("taskId", happened.TaskId),
            ("task", element is null ? null : package.Procedure.Find(element)?.Name ?? element),
            ("person", person),
            ("why", (happened as TaskReleased)?.Why),
            ("reason", reason)));
    }
}
