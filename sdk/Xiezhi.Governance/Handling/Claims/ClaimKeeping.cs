using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.States;

namespace Xiezhi.Governance.Handling.Claims;

/// <summary>Claiming, releasing, delegating and assigning of open tasks; a claim that is over is released at its time.</summary>
internal sealed class ClaimKeeping : CaseAspect
{
    private const string MomentPrefix = "claim:";

    public override IEnumerable<CaseMoment> NextMoments(GovernancePackage package, CaseState state) =>
        state.IsOpen && !state.Claims.ByTask.IsEmpty ? Ends(state) : [];

    private static IEnumerable<CaseMoment> Ends(CaseState state)
    {
        foreach (var claim in state.Claims.ByTask.Values)
        {
            if (claim.Ends is { } ends && state.Workflow.Tasks.Has(claim.TaskId))
            {
                yield return new CaseMoment(MomentPrefix + claim.TaskId.ToString(CultureInfo.InvariantCulture), ends.At);
            }
        }
    }

    public override void Act(CaseDraft draft, CaseMoment moment)
    {
        var claim = draft.State.Claims.Find(int.Parse(moment.Name.AsSpan(MomentPrefix.Length), CultureInfo.InvariantCulture))!;
        draft.AsEngine("due", () => draft.Record(new TaskReleased(claim.TaskId, claim.Holder, claim.Ends!.Why, "")));
    }

    // A task without owners of its own belongs to the lead: where that changes, whoever held it for the old one holds it no more.
    public override void Keep(CaseDraft draft)
    {
        if (draft.State.Claims.ByTask.IsEmpty)
        {
            return;
        }

        foreach (var claim in draft.State.Claims.ByTask.Values)
        {
            if (draft.State.Workflow.Tasks.Has(claim.TaskId)
                && draft.Package.Organization.Party(claim.Principal.Party) is { } party
                && !Authority.IsAmong(draft.Package, draft.State, Authority.OwnersOf(draft.Package, draft.State, claim.TaskId).Allowed, new Actor(party.Kind, party.Id)))
            {
                draft.AsEngine("handed on", () => draft.Record(new TaskReleased(claim.TaskId, claim.Holder, TaskReleased.HandedOn, "")));
            }
        }
    }

    public override bool Owns(CaseCommand command) => command is ClaimCommand;

    public override Diagnostic? Prevents(CaseDraft draft, CaseCommand command)
    {
        if (command is not CompleteTask complete || draft.State.Workflow.Tasks.Find(complete.TaskId) is not { } task)
        {
            return null;
        }

        return draft.State.Claims.Find(task.Id) is { } claim
            ? IsHeldBy(claim.Holder, draft.Actor) ? null : HeldByOther(task, claim)
            : PolicyFor(draft.Package, task)?.Required == true ? HandlingCodes.ClaimNeeded.At(Location.None, task.Element) : null;
    }

    public override (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, CaseCommand command)
    {
        var asked = (ClaimCommand)command;
        var (owners, element) = Authority.OwnersOf(package, state, asked.TaskId);
        var held = state.Claims.WithHolder(owners, asked.TaskId);
        var policy = package.Handling.Claims;
        return asked switch
        {
            ClaimTask => (owners, element),
            AcceptTask or DeclineTask => ([.. held, .. policy?.Delegation?.To ?? []], element),
            AssignTask => ([Actor.Engine.Party, .. policy?.AssignedBy ?? []], element),
            ReleaseTask => ([.. held, .. Releasers(package, state, asked.TaskId)], element),
            _ => (held, element),
        };
    }

    public override Diagnostic? CarryOut(CaseDraft draft, CaseCommand command)
    {
        var asked = (ClaimCommand)command;
        if (draft.State.Workflow.Tasks.Find(asked.TaskId) is not { } task || PolicyFor(draft.Package, task) is not { } policy)
        {
            return HandlingCodes.NotClaimable.At(Location.None, asked.TaskId.ToString(CultureInfo.InvariantCulture));
        }

        return (asked, draft.State.Claims.Find(task.Id)) switch
        {
            (ClaimTask, null) => Claim(draft, task, policy),
            (ClaimTask, { } claim) => IsHeldBy(claim.Holder, draft.Actor) ? TakeForPerson(draft, policy, claim) : HeldByOther(task, claim),
            (AssignTask assign, null) => Assign(draft, task, policy, assign),
            (AssignTask assign, { } claim) => claim.Holder == new TaskHolder(assign.Party, assign.Person) ? null : HeldByOther(task, claim),
            (_, null) => HandlingCodes.NotHeld.At(Location.None, task.Element),
            (ReleaseTask release, { } claim) => Release(draft, task, claim, release),
            (AcceptTask, { } claim) => Accept(draft, policy, task, claim),
            (DeclineTask decline, { } claim) => Decline(draft, task, claim, decline),
            (DelegateTask delegated, { } claim) => IsHeldBy(claim.Holder, draft.Actor) ? Delegate(draft, policy, task, claim, delegated) : HeldByOther(task, claim),
            _ => null,
        };
    }

    /// <summary>How an actor's party is called where parties and citizens are named alike.</summary>
    internal static string NameOf(Actor actor) => actor.Kind == PartyKind.Citizen ? Actor.CitizenPrefix + actor.Party : actor.Party;

    /// <summary>Whether an actor is the holder, or acts by the holder's delegation.</summary>
    internal static bool IsHeldBy(TaskHolder holder, Actor actor) =>
        holder.Party == NameOf(actor) && (holder.Person is null || holder.Person == actor.Person || holder.Person == actor.OnBehalfOf);

    /// <summary>How claims are made on a task; <see langword="null"/> where it can't be claimed.</summary>
    internal static ClaimPolicy? PolicyFor(GovernancePackage package, OpenTask task) =>
        package.Handling.Claims is { } policy && policy.Covers(task.Element) && !package.Deliberations.ByElement.ContainsKey(task.Element) ? policy : null;

    /// <summary>What stands against somebody being given a task; <see langword="null"/> where nothing does.</summary>
    internal static Diagnostic? AgainstGiving(
        GovernancePackage package, CaseState state, ImmutableArray<string> allowed, string party, string? person, DateTimeOffset now)
    {
        var refused = HandlingCodes.MayNotBeGiven.At(Location.None, new TaskHolder(party, person).ToString(), string.Join(", ", allowed));
        // Of a party that lists nobody no person can be told from another: the party as such holds it.
        if (package.Organization.Party(party) is not { } found || (person is not null && !package.Organization.Staffing.HasPeople(party)))
        {
            return refused;
        }

        var actor = new Actor(found.Kind, party, person);
        if (person is null)
        {
            return Authority.IsAmong(package, state, allowed, actor) ? null : refused;
        }

        var date = package.DateOf(now);
        return package.Organization.At(date).IsAbsent(person)
            ? HandlingCodes.PersonAway.At(Location.None, person, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : Authority.Admit(package, state, allowed, "", actor, now).IsAdmitted ? null : refused;
    }

    private static Diagnostic? Claim(CaseDraft draft, OpenTask task, ClaimPolicy policy)
    {
        var holder = HolderOf(draft);
        draft.Record(new TaskClaimed(task.Id, holder, ClaimEnds.Of(draft, policy, holder)));
        return null;
    }

    // What a party was given without naming a person becomes the task of the one who takes it.
    private static Diagnostic? TakeForPerson(CaseDraft draft, ClaimPolicy policy, TaskClaim claim)
    {
        var holder = HolderOf(draft);
        if (claim.Holder.Person is null && holder.Person is not null)
        {
            draft.Record(new TaskClaimed(claim.TaskId, holder, ClaimEnds.Of(draft, policy, holder)));
        }

        return null;
    }

    private static Diagnostic? Assign(CaseDraft draft, OpenTask task, ClaimPolicy policy, AssignTask assign)
    {
        var owners = Authority.OwnersOf(draft.Package, draft.State, task.Id).Allowed;
        if (AgainstGiving(draft.Package, draft.State, owners, assign.Party, assign.Person, draft.Now) is { } against)
        {
            return against;
        }

        var holder = new TaskHolder(assign.Party, assign.Person);
        draft.Record(new TaskAssigned(task.Id, holder, assign.Reason, ClaimEnds.Of(draft, policy, holder)) { Evidence = assign.Evidence });
        return null;
    }

    private static Diagnostic? Release(CaseDraft draft, OpenTask task, TaskClaim claim, ReleaseTask release)
    {
        if (IsHeldBy(claim.Holder, draft.Actor))
        {
            draft.Record(new TaskReleased(task.Id, claim.Holder, TaskReleased.GivenBack, release.Reason));
            return null;
        }

        if (!Authority.Admit(draft.Package, draft.State, Releasers(draft.Package, draft.State, task.Id), task.Element, draft.Actor, draft.Now).IsAdmitted)
        {
            return HeldByOther(task, claim);
        }

        if (string.IsNullOrWhiteSpace(release.Reason))
        {
            return GovernanceCodes.ReasonsNeeded.At(Location.None);
        }

        draft.Record(new TaskReleased(task.Id, claim.Holder, TaskReleased.TakenAway, release.Reason));
        return null;
    }

    private static Diagnostic? Delegate(CaseDraft draft, ClaimPolicy policy, OpenTask task, TaskClaim claim, DelegateTask asked)
    {
        var to = new TaskHolder(asked.Party, asked.Person);
        var number = draft.State.Claims.DelegationsOf(task.Id) + 1;
        if (policy.Delegation is not { } rule || number > rule.Times)
        {
            return HandlingCodes.PassedOnTooOften.At(Location.None, task.Element, (policy.Delegation?.Times ?? 0).ToString(CultureInfo.InvariantCulture));
        }

        if (string.IsNullOrWhiteSpace(asked.Reason))
        {
            return GovernanceCodes.ReasonsNeeded.At(Location.None);
        }

        if (claim.Offered is { } waits)
        {
            return HandlingCodes.DelegationWaits.At(Location.None, task.Element, waits.ToString());
        }

        if (to == claim.Holder || AgainstGiving(draft.Package, draft.State, AllowedIn(draft, rule, task.Id, claim, to.Party), to.Party, to.Person, draft.Now) is not null)
        {
            return AgainstGiving(draft.Package, draft.State, AllowedIn(draft, rule, task.Id, claim, to.Party), to.Party, to.Person, draft.Now)
                ?? HandlingCodes.MayNotBeGiven.At(Location.None, to.ToString(), string.Join(", ", rule.To));
        }

        draft.Record(new TaskDelegated(task.Id, claim.Holder, to, number, asked.Reason, rule.Accept, rule.Accept ? null : ClaimEnds.Of(draft, policy, to)));
        return null;
    }

    private static Diagnostic? Accept(CaseDraft draft, ClaimPolicy policy, OpenTask task, TaskClaim claim)
    {
        if (claim.Offered is not { } offered || policy.Delegation is not { } rule || !IsHeldBy(offered, draft.Actor))
        {
            return HandlingCodes.NothingToAnswer.At(Location.None, task.Element, draft.Actor.ToString());
        }

        // An offer to a party is taken by a person who has what the task asks for.
        var holder = offered.Person is null ? HolderOf(draft) : offered;
        if (AgainstGiving(draft.Package, draft.State, AllowedIn(draft, rule, task.Id, claim, holder.Party), holder.Party, holder.Person, draft.Now) is { } against)
        {
            return against;
        }

        draft.Record(new DelegationAccepted(task.Id, claim.Holder, holder, ClaimEnds.Of(draft, policy, holder)));
        return null;
    }

    private static Diagnostic? Decline(CaseDraft draft, OpenTask task, TaskClaim claim, DeclineTask decline)
    {
        if (claim.Offered is not { } offered || !IsHeldBy(offered, draft.Actor))
        {
            return HandlingCodes.NothingToAnswer.At(Location.None, task.Element, draft.Actor.ToString());
        }

        if (string.IsNullOrWhiteSpace(decline.Reason))
        {
            return GovernanceCodes.ReasonsNeeded.At(Location.None);
        }

        draft.Record(new DelegationDeclined(task.Id, claim.Holder, HolderOf(draft), decline.Reason));
        return null;
    }

    // Within the holder's party whoever could have claimed the task can be given it; another party must be among those that the file names.
    private static ImmutableArray<string> AllowedIn(CaseDraft draft, TaskDelegationPolicy rule, int taskId, TaskClaim claim, string party) =>
        party != claim.Holder.Party ? rule.To
        : claim.Holder.Party == claim.Principal.Party ? Authority.OwnersOf(draft.Package, draft.State, taskId).Allowed
        : [.. rule.To, party];

    private static ImmutableArray<string> Releasers(GovernancePackage package, CaseState state, int taskId)
    {
        var superior = state.Claims.Find(taskId) is { } claim ? package.Organization.Party(claim.Holder.Party)?.Superior : null;
        return
        [
            .. (package.Handling.Claims?.ReleasedBy ?? []).Select(word => word == MemberWords.Superior ? superior : word).OfType<string>(),
            .. package.Manifest.OperatedBy,
            Actor.Engine.Party,
        ];
    }

    private static TaskHolder HolderOf(CaseDraft draft) =>
        new(NameOf(draft.Actor), draft.Package.Organization.Staffing.HasPeople(draft.Actor.Party) ? draft.Actor.Person : null);

    private static Diagnostic HeldByOther(OpenTask task, TaskClaim claim) => HandlingCodes.HeldByOther.At(
        Location.None, task.Element, claim.Holder.ToString(), claim.Since.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture));
}
