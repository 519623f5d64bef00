using System.Collections.Immutable;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.States;

namespace Xiezhi.Governance.Cases;

/// <summary>To whom an open task belongs.</summary>
public static class TaskOwners
{
    /// <summary>The parties and kinds of party on whose worklists a task stands: roles of the duty list and positions as the parties that hold them now.</summary>
    /// <remarks>A task whose procedure names no owner belongs to the lead. A task for a skill alone stays under <c>skill:…</c>, for nobody's party is named. Whom a task was passed on to finds it too.</remarks>
    public static ImmutableArray<string> Of(GovernancePackage package, CaseState state, OpenTask task)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(task);

        // Most tasks name parties, and then there is nothing to find out.
        var owners = state.Claims.OnWorklists(Named(state, task), task.Id);
        return owners.Any(owner => package.Organization.Party(owner) is null)
            ? [.. owners.SelectMany(owner => Parties(package, state, owner)).Distinct(StringComparer.Ordinal)]
            : owners;
    }

    /// <summary>The words of a task's owners as they hold now: where a ladder gave the case to another party, that party for those it stands for.</summary>
    internal static ImmutableArray<string> Named(CaseState state, OpenTask task)
    {
        var owners = task.Owners.IsEmpty ? state.Facts.Leads : task.Owners;
        return state.Reassigned is { } reassigned && state.Facts.Leads.Contains(reassigned.To) && owners.Any(reassigned.From.Items.Contains)
            ? [.. owners.Where(owner => !reassigned.From.Items.Contains(owner)).Append(reassigned.To).Distinct(StringComparer.Ordinal)]
            : owners;
    }

    /// <summary>The parties in a role of <see cref="DutyRoles"/> on a case.</summary>
    internal static ImmutableArray<string> InRole(CaseState state, string role) =>
        role == DutyRoles.Lead ? state.Facts.Leads
        : role == DutyRoles.CoHandler && !state.CoHandling.All.IsEmpty ? [.. state.CoHandling.Present.Select(one => one.Party)]
        : state.Duties.Assignment.In(role);

    private static ImmutableArray<string> Parties(GovernancePackage package, CaseState state, string owner)
    {
        var word = AuthorityWord.Parse(owner);
        return word.Position is { } id
            ? package.Organization.Staffing.Position(id) is { } position ? [position.Party] : [owner]
            : DutyRoles.IsRole(word.Base) ? InRole(state, word.Base) : [word.Base.Length == 0 ? owner : word.Base];
    }
}
