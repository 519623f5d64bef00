using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Limits;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.Execution;
using Commands = Xiezhi.Workflow.Commands;

namespace Xiezhi.Governance.Handling.CoHandling;

/// <summary>Invites co-handlers, takes what they contribute, and bars the concluding tasks until all have (主办、协办). Runs before the clocks.</summary>
internal sealed class CoHandlingKeeping : CaseAspect
{
    public override bool Owns(CaseCommand command) => command is CoHandlingCommand;

    /// <summary>Follows the duty list: whom it names is invited, whom it no longer names is dismissed where nothing was contributed.</summary>
    public override void Keep(CaseDraft draft)
    {
        if (draft.Package.Handling.CoHandling is not { } rule || !draft.State.IsOpen)
        {
            return;
        }

        var leads = draft.State.Facts.Leads;
        ImmutableArray<string> named = rule.InvitesByDuty
            ? [.. draft.State.Duties.Assignment.CoHandlers.Where(party => draft.Package.Organization.Party(party) is not null && !leads.Contains(party)).Distinct()]
            : [];

        // Nobody is let off while all are asked to close together.
        if (draft.State.Closings.Find(HandlingClocks.CoHandlingLevel) is not { IsOpen: true })
        {
            foreach (var coHandler in draft.State.CoHandling.Owing.ToList())
            {
                if (leads.Contains(coHandler.Party))
                {
                    draft.Record(new CoHandlerDismissed(coHandler.Party, CoHandlerDismissed.Leads) { ByDuty = true });
                }
                else if (coHandler.ByDuty && !named.Contains(coHandler.Party))
                {
                    draft.Record(new CoHandlerDismissed(coHandler.Party, CoHandlerDismissed.DutyChanged) { ByDuty = true });
                }
            }
        }

        var asked = named.Where(party => draft.State.CoHandling.Find(party) is null or { IsPresent: false, WasDismissedByDuty: true }).ToList();
        if (asked.Count == 0 || leads.IsEmpty || (rule.When is { } when && !when.Evaluate(new CaseVariables(draft.State, draft.Package), draft.Now).Value.IsTrue))
        {
            return;
        }

        foreach (var party in asked)
        {
            draft.Record(new CoHandlerInvited(party, "") { ByDuty = true });
        }
    }

    public override Diagnostic? Prevents(CaseDraft draft, CaseCommand command)
    {
        if (command is not CompleteTask complete || draft.Package.Handling.CoHandling is not { } rule || draft.State.CoHandling.All.IsEmpty
            || draft.State.Workflow.Tasks.Find(complete.TaskId) is not { } task || !rule.Concluding.Contains(task.Element))
        {
            return null;
        }

        return draft.State.CoHandling.Owing.Any()
            ? HandlingCodes.CoHandlersOwe.At(Location.None, task.Element, Names(draft.State.CoHandling.Owing))
            : rule.Closing is not null && draft.State.CoHandling.Present.Any() && draft.State.Closings.Find(HandlingClocks.CoHandlingLevel) is not { IsOpen: false }
                ? HandlingCodes.NotClosedTogether.At(Location.None, task.Element, HandlingClocks.CoHandlingLevel)
                : null;
    }

    public override void End(CaseDraft draft)
    {
        if (draft.State.CoHandling.Owing.Any())
        {
            draft.Record(new CoHandlingLapsed([.. draft.State.CoHandling.Owing.Select(one => one.Party)]));
        }
    }

    public override (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, CaseCommand command) =>
        package.Handling.CoHandling is not { } rule ? ([.. Enum.GetValues<PartyKind>().Select(PartyKinds.Word)], "")
        : command is AcknowledgeCoHandling or SubmitContribution or DisclaimCoHandling ? ([.. state.CoHandling.Present.Select(one => one.Party)], "")
        : (rule.LedBy, "");

    public override Diagnostic? CarryOut(CaseDraft draft, CaseCommand command)
    {
        if (draft.Package.Handling.CoHandling is not { } rule)
        {
            return HandlingCodes.NoCoHandling.At(Location.None);
        }

        var own = draft.State.CoHandling.Find(draft.Actor.Party);
        return command switch
        {
            InviteCoHandler invite => Invite(draft, invite),
            DismissCoHandler dismiss => Dismiss(draft, dismiss),
            AcknowledgeCoHandling => own!.Status == CoHandlerStatus.Invited ? Record(draft, new CoHandlerAcknowledged(own.Party)) : Stands(own),
            DisclaimCoHandling disclaim => own!.Status is CoHandlerStatus.Invited or CoHandlerStatus.Acknowledged
                ? Said(disclaim.Reasons) ?? Record(draft, new CoHandlerDisclaimed(own.Party, disclaim.Reasons))
                : Stands(own),
            DecideDisclaimer decide => Decide(draft, decide),
            GoOnWithout without => draft.State.CoHandling.Owing.Any()
                ? Said(without.Reasons) ?? Record(draft, new WentOnWithout([.. draft.State.CoHandling.Owing.Select(one => one.Party)], without.Reasons))
                : HandlingCodes.NoCoHandler.At(Location.None, ""),
            SubmitContribution submit => Submit(draft, rule, own!, submit),
            _ => throw new ArgumentException($"{command.GetType().Name} is not a command on co-handling.", nameof(command)),
        };
    }

    private static Diagnostic? Invite(CaseDraft draft, InviteCoHandler invite)
    {
        if (draft.Package.Organization.Party(invite.Party) is not { } party)
        {
            var known = draft.Package.Organization.Parties.Select(one => one.Id);
            return GovernanceCodes.UnknownParty.At(Location.None, invite.Party ?? "", Nearest.To(invite.Party ?? "", known) ?? "");
        }

        return draft.State.CoHandling.Find(party.Id) is { IsPresent: true } there ? Stands(there)
            : draft.State.Facts.Leads.Contains(party.Id) ? HandlingCodes.LeadIsNoCoHandler.At(Location.None, party.Id)
            : Said(invite.Reason) ?? Record(draft, new CoHandlerInvited(party.Id, invite.Reason));
    }

    private static Diagnostic? Dismiss(CaseDraft draft, DismissCoHandler dismiss) =>
        draft.State.CoHandling.Find(dismiss.Party) is not { IsPresent: true } coHandler ? HandlingCodes.NoCoHandler.At(Location.None, dismiss.Party ?? "")
        : !coHandler.Owes || draft.State.Closings.Find(HandlingClocks.CoHandlingLevel) is { IsOpen: true } ? Stands(coHandler)
        : Said(dismiss.Reason) ?? Record(draft, new CoHandlerDismissed(coHandler.Party, dismiss.Reason));

    private static Diagnostic? Decide(CaseDraft draft, DecideDisclaimer decide) =>
        draft.State.CoHandling.Find(decide.Party) is not { IsPresent: true } coHandler ? HandlingCodes.NoCoHandler.At(Location.None, decide.Party ?? "")
        : coHandler.Status != CoHandlerStatus.Disclaimed ? Stands(coHandler)
        : decide.Accepted && draft.State.Closings.Find(HandlingClocks.CoHandlingLevel) is { IsOpen: true } ? Stands(coHandler)
        : Said(decide.Reasons) ?? Record(draft, new DisclaimerDecided(coHandler.Party, decide.Accepted, decide.Reasons));

    private static Diagnostic? Submit(CaseDraft draft, CoHandlingRule rule, CoHandler own, SubmitContribution submit)
    {
        if (Said(submit.Text) is { } empty)
        {
            return empty;
        }

        // What can't be kept is refused before anything is recorded.
        var contribution = new ContributionSubmitted(own.Party, submit.Text, submit.Variables ?? ValueContext.Empty);
        var given = new Commands.SetVariables(ValueContext.Of((rule.Result, ValueContext.Of((own.Party, contribution.Variables)))));
        if (CaseStep.Objection(draft, given) is { } objection)
        {
            return objection;
        }

        draft.Record(contribution);
        return CaseStep.Move(draft, new Commands.SetVariables(ValueContext.Of((rule.Result, draft.State.CoHandling.Contributions()))));
    }

    private static Diagnostic? Record(CaseDraft draft, CoHandlingEvent happened)
    {
        draft.Record(happened);
        return null;
    }

    private static Diagnostic? Said(string? words) => string.IsNullOrWhiteSpace(words) ? GovernanceCodes.ReasonMissing.At(Location.None) : null;

    private static Diagnostic Stands(CoHandler coHandler) =>
        HandlingCodes.CoHandlerStands.At(Location.None, coHandler.Party, CoHandlingState.Word(coHandler.Status));

    private static string Names(IEnumerable<CoHandler> coHandlers) => string.Join(", ", coHandlers.Select(one => one.Party));
}
