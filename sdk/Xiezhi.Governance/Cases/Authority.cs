using System.Collections.Immutable;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Cases;

/// <summary>Who may do what on a case. What nobody was given, nobody may do.</summary>
internal static class Authority
{
    public static (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, CaseCommand command) => command switch
    {
        OpenCase => (package.Manifest.OpenedBy, ""),
        CompleteTask complete => OwnersOf(state, complete.TaskId),
        ActOnDue or CompleteJob or FailJob => ([Actor.Engine.Party], ""),
        _ when CaseAspects.Of(command) is { } aspect => aspect.WhoMay(package, state, command),
        _ => (package.Manifest.OperatedBy.Add(Actor.Engine.Party), ""),
    };

    /// <summary>Whether <paramref name="actor"/> is among <paramref name="allowed"/>: as a party, or as one of a kind of parties.</summary>
    public static bool Includes(ImmutableArray<string> allowed, Actor actor)
    {
        // An actor of another kind must not pass by bearing a party's id: a citizen called "hotline-centre" is a citizen.
        var isIndividual = actor.Kind == PartyKind.Citizen;
        foreach (var word in allowed)
        {
            if (word == PartyKinds.Word(actor.Kind)
                || (isIndividual
                    ? word.Length == Actor.CitizenPrefix.Length + actor.Party.Length && word.StartsWith(Actor.CitizenPrefix, StringComparison.Ordinal) && word.EndsWith(actor.Party, StringComparison.Ordinal)
                    : word == actor.Party))
            {
                return true;
            }
        }

        return false;
    }

    // A task whose procedure names no owner belongs to the lead; an unknown task is left to the procedure to refuse.
    private static (ImmutableArray<string> Allowed, string Element) OwnersOf(CaseState state, int taskId)
    {
        if (state.Workflow.Tasks.Find(taskId) is not { } task)
        {
            return ([.. Enum.GetValues<PartyKind>().Select(PartyKinds.Word)], "");
        }

        // Where a ladder gave the case to another party, that party also does the tasks of those it stands for.
        var owners = task.Owners.IsEmpty ? state.Facts.Leads : task.Owners;
        return (state.Reassigned is { } reassigned && owners.Any(reassigned.From.Items.Contains)
            ? [.. owners.Where(owner => !reassigned.From.Items.Contains(owner)).Append(reassigned.To).Distinct()]
            : owners, task.Element);
    }
}
