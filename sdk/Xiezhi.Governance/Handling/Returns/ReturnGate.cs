using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Handling.Returns;

/// <summary>Whether a party may return a case (退单): with reasons, not too often, and not against the arbiter's word.</summary>
internal static class ReturnGate
{
    /// <summary>Why the return can't be; a return that is one too many opens the arbitration.</summary>
    public static Diagnostic? Objection(CaseDraft draft, ValueContext given)
    {
        if (draft.Package.Handling.Returns is not { } policy)
        {
            return null;
        }

        var arbitration = draft.State.Arbitration;
        if (arbitration.IsOpen)
        {
            return ReturnCodes.WithArbiter.At(Location.None, arbitration.Arbiter!);
        }

        if (GivenReason.Missing(policy.Reasons, given) is { } missing)
        {
            return missing;
        }

        var lead = draft.State.Facts.Lead;
        if (lead is not null && arbitration.Appointed == lead)
        {
            if (!policy.Appeal || arbitration.Appealed.Items.Contains(lead))
            {
                return ReturnCodes.AppointedMayNotReturn.At(Location.None, lead, arbitration.Arbiter!);
            }

            return Refuse(draft, policy, given, ArbitrationOpened.Appeal, null);
        }

        var (perCase, perParty, decided) = Limits(draft, policy);
        if (perCase is { } most && draft.State.Returns >= most)
        {
            return Refuse(draft, policy, given, ArbitrationOpened.CaseLimit, decided ?? Text(most));
        }

        var own = arbitration.Returns.Items.Count(made => made.Party == lead);
        return perParty is { } mostOfParty && own >= mostOfParty
            ? Refuse(draft, policy, given, ArbitrationOpened.PartyLimit, decided ?? Text(mostOfParty))
            : null;
    }

    /// <summary>Gives the case to the arbiter, who leads it until a lead is appointed.</summary>
    public static ArbitrationOpened Open(CaseDraft draft, ReturnPolicy policy, string ground, Func<ArbitrationOpened, ArbitrationOpened>? also = null)
    {
        var state = draft.State;
        var lead = state.Facts.Lead ?? state.Facts.Leads.FirstOrDefault();
        var (arbiter, sought) = ground == ArbitrationOpened.Appeal ? (state.Arbitration.Arbiter!, null) : Arbiter(draft, policy, lead);
        var named = FactKeeping.LeadsOf(draft.Package, state);
        var instead = named.IsEmpty ? state.Facts.Leads : named;
        var opened = new ArbitrationOpened(
            state.Arbitration.Number + 1, ground, lead, arbiter, instead, Due(draft, policy), [.. state.Arbitration.Returns.Items.Select(made => made.Sequence)])
        {
            Sought = sought,
        };
        opened = also is null ? opened : also(opened);
        draft.Record(opened);
        return opened;
    }

    /// <summary>Until when somebody who begins now has to decide.</summary>
    public static DateTimeOffset? Due(CaseDraft draft, ReturnPolicy policy) =>
        policy.Within is { } within ? Deadline.Of(draft, policy.Calendar!, within, "returns/arbiter/within") : null;

    private static Diagnostic Refuse(CaseDraft draft, ReturnPolicy policy, ValueContext given, string ground, string? limit)
    {
        var opened = Open(draft, policy, ground, opened => opened with
        {
            Reason = given[policy.Reasons.Variable].AsString,
            Explanation = given[policy.Reasons.ExplanationVariable].AsString,
            Limit = limit,
        });

        // Nothing but this moves, so that the arbiter leads from here on although the completion is refused.
        CaseStep.Keep(draft);
        return ReturnCodes.ReturnRefused.At(Location.None, opened.Party ?? "", limit ?? ground, opened.Arbiter);
    }

    private static (int? PerCase, int? PerParty, string? Decided) Limits(CaseDraft draft, ReturnPolicy policy)
    {
        if (policy.LimitDecision is not { } decision)
        {
            return (policy.PerCase, policy.PerParty, null);
        }

        var lead = draft.State.Facts.Lead;
        var known = ValueContext.Of(("party", lead), ("partyReturns", draft.State.Arbitration.Returns.Items.Count(made => made.Party == lead)));
        var value = draft.Package.Decisions.Decide(decision, new LayeredVariables(known, new CaseVariables(draft.State, draft.Package)), draft.Now).Value;
        var text = "decision:" + decision + " = " + value;
        return value.AsContext is { } context ? (Number(context["perCase"]), Number(context["perParty"]), text)
            : value.IsTrue ? (null, null, text)

            // What the decision does not allow is not allowed.
            : (Number(value) ?? 0, null, text);
    }

    private static (string Arbiter, string? Sought) Arbiter(CaseDraft draft, ReturnPolicy policy, string? lead)
    {
        var organization = draft.Package.Organization;
        string? named;
        string sought;
        if (policy.ArbiterDecision is { } decision)
        {
            named = draft.Package.Decisions.Decide(decision, new CaseVariables(draft.State, draft.Package), draft.Now).Value.AsString;
            sought = "decision:" + decision;
        }
        else
        {
            named = policy.Arbiter == ReturnPolicy.Superior ? organization.SuperiorOf(lead)?.Id
                : DutyRoles.IsRole(policy.Arbiter) ? TaskOwners.InRole(draft.State, policy.Arbiter).FirstOrDefault()
                : policy.Arbiter;
            sought = policy.Arbiter;
        }

        // Nobody judges its own return, as long as somebody is above it.
        return organization.Party(named) is { } party && party.Id != lead
            ? (party.Id, null)
            : (organization.SuperiorOf(lead)?.Id is { } above && above != lead ? above : draft.Package.Top, sought);
    }

    private static int? Number(Value value) => value.AsNumber is { } number && number.TryToInt64(out var whole) && whole >= 0 ? (int)Math.Min(whole, int.MaxValue) : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
