using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Cases;

/// <summary>Who may do what on a case. What nobody was given, nobody may do.</summary>
internal static class Authority
{
    public static (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, CaseCommand command) => command switch
    {
        OpenCase { TimedStart: { } start } => ([Actor.Engine.Party], start),
        OpenCase => (package.Manifest.OpenedBy, ""),
        CompleteTask complete when OwnersOf(package, state, complete.TaskId) is var (owners, element) => (state.Claims.WithHolder(owners, complete.TaskId), element),
        ActOnDue or CompleteJob or FailJob => ([Actor.Engine.Party], ""),
        _ when CaseAspects.Of(command) is { } aspect => aspect.WhoMay(package, state, command),
        _ => (package.Manifest.OperatedBy.Add(Actor.Engine.Party), ""),
    };

    /// <summary>Whether <paramref name="actor"/> is who it claims to be, may act for its party on the date, and is among those who may.</summary>
    public static Admission Admit(GovernancePackage package, CaseState state, CaseCommand command, Actor actor, DateTimeOffset now)
    {
        var (allowed, element) = WhoMay(package, state, command);
        return Admit(package, state, allowed, element, actor, now);
    }

    /// <summary>Whether <paramref name="actor"/> is who it claims to be, may act for its party on the date, and is among <paramref name="allowed"/>.</summary>
    public static Admission Admit(
        GovernancePackage package, CaseState state, ImmutableArray<string> allowed, string element, Actor actor, DateTimeOffset now)
    {
        var claimed = actor.OnBehalfOf is null ? actor : actor with { OnBehalfOf = null };
        var admission = new Admission(claimed, allowed, element);
        if (ClaimAgainst(package.Organization, actor) is { } claim)
        {
            return admission with { Obstacle = claim };
        }

        var staffing = package.Organization.Staffing;
        var isStaffed = actor.Kind != PartyKind.Citizen && staffing.HasPeople(actor.Party);
        var actsAsSuch = actor.Person is null && (!isStaffed || package.Organization.Party(actor.Party)!.ActsAsSuch);
        var day = isStaffed && actor.Person is not null ? package.Organization.At(package.DateOf(now)) : null;
        ActingPerson? way = null;
        var isAmong = false;
        var isAdmitted = false;
        foreach (var text in allowed)
        {
            var word = AuthorityWord.Parse(text);
            if (!Names(word, package, state, actor))
            {
                continue;
            }

            isAmong = true;
            if (day is not null)
            {
                way = OrganizationDay.Nearer(way, Way(word, staffing, day, actor));
            }
            else if (!word.NeedsPerson && (actsAsSuch || !isStaffed))
            {
                isAdmitted = true;
            }
        }

        if (isAdmitted || way is not null)
        {
            return admission with { IsAdmitted = true, Way = way, Actor = way is { IsDelegated: true } ? claimed with { OnBehalfOf = way.Holder } : claimed };
        }

        return !isAmong || !isStaffed ? admission : admission with
        {
            Obstacle = day is null
                ? GovernanceCodes.PersonNeeded.At(Location.None, actor.Party)
                : GovernanceCodes.PersonMayNotAct.At(
                    Location.None, actor.Person!, actor.Party, day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), string.Join(", ", allowed)),
        };
    }

    /// <summary>Whether the party of <paramref name="actor"/> is among <paramref name="allowed"/>, whoever acts for it.</summary>
    public static bool IsAmong(GovernancePackage package, CaseState state, ImmutableArray<string> allowed, Actor actor) =>
        allowed.Any(text => Names(AuthorityWord.Parse(text), package, state, actor));

    // What the actor claims to be is compared with what the organisation says. Citizens, companies and programs need not be listed there.
    private static Diagnostic? ClaimAgainst(Organization organization, Actor actor)
    {
        if (actor.Kind == PartyKind.Citizen)
        {
            return null;
        }

        if (organization.Party(actor.Party) is { } party)
        {
            return party.Kind == actor.Kind
                ? null
                : GovernanceCodes.ActorOfOtherKind.At(Location.None, actor.ToString(), PartyKinds.Word(actor.Kind), PartyKinds.Word(party.Kind));
        }

        return actor.Kind is PartyKind.Agency or PartyKind.Department or PartyKind.StreetOffice
            ? GovernanceCodes.UnknownActor.At(Location.None, actor.ToString(), PartyKinds.Word(actor.Kind))
            : null;
    }

    // An actor of another kind must not pass by bearing a party's id: a citizen called "hotline-centre" is a citizen.
    private static bool Names(AuthorityWord word, GovernancePackage package, CaseState state, Actor actor)
    {
        if (word.Base == PartyKinds.Word(actor.Kind))
        {
            return true;
        }

        if (actor.Kind == PartyKind.Citizen)
        {
            return word.Base.Length == Actor.CitizenPrefix.Length + actor.Party.Length
                && word.Base.StartsWith(Actor.CitizenPrefix, StringComparison.Ordinal)
                && word.Base.EndsWith(actor.Party, StringComparison.Ordinal);
        }

        return word.Base.Length == 0
            || word.Base == actor.Party
            || (DutyRoles.IsRole(word.Base) && TaskOwners.InRole(state, word.Base).Contains(actor.Party))
            || (word.Position is { } position && package.Organization.Staffing.Position(position)?.Party == actor.Party);
    }

    private static ActingPerson? Way(AuthorityWord word, Staffing staffing, OrganizationDay day, Actor actor)
    {
        if (word.Skill is { } skill && staffing.Person(actor.Person)?.Skills.Contains(skill) != true)
        {
            return null;
        }

        ActingPerson? best = null;
        foreach (var position in staffing.PositionsIn(actor.Party))
        {
            if ((word.Position is null || word.Position == position.Id) && (word.Role is null || position.Roles.Contains(word.Role)))
            {
                best = OrganizationDay.Nearer(best, day.ActingIn(actor.Person!, position.Id));
            }
        }

        return best;
    }

    // An unknown task is left to the procedure to refuse.
    public static (ImmutableArray<string> Allowed, string Element) OwnersOf(GovernancePackage package, CaseState state, int taskId) =>
        state.Workflow.Tasks.Find(taskId) is { } task
            ? (TaskOwners.Named(package, state, task), task.Element)
            : ([.. Enum.GetValues<PartyKind>().Select(PartyKinds.Word)], "");
}
