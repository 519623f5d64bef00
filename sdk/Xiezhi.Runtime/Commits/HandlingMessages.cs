using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.Whistles;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Runtime.Commits;

/// <summary>Whom an event between parties that handle a case together is told, and in what words.</summary>
internal static class HandlingMessages
{
    public static (IEnumerable<string> Recipients, ValueContext Content) Of(CaseState state, CoHandlingEvent happened) => happened switch
    {
        CoHandlerInvited invited => ([invited.Party, .. invited.ByDuty ? state.Facts.Leads : []], Say("co-handler-invited", invited.Party, invited.Reason)),
        CoHandlerDismissed dismissed => ([dismissed.Party], Say("co-handler-dismissed", dismissed.Party, dismissed.Reason)),
        ContributionSubmitted given => (state.Facts.Leads, Say("contribution", given.Party, given.Text)),
        CoHandlerDisclaimed disclaimed => (state.Facts.Leads, Say("co-handler-disclaimed", disclaimed.Party, disclaimed.Reasons)),
        DisclaimerDecided decided => ([decided.Party], Say(decided.Accepted ? "disclaimer-accepted" : "disclaimer-refused", decided.Party, decided.Reasons)),
        WentOnWithout without => (without.Parties, Say("went-on-without", null, without.Reasons)),
        CoHandlerUnacknowledged late => ([late.Party, .. state.Facts.Leads], Say("co-handler-unacknowledged", late.Party, "")),
        ContributionOverdue late => ([late.Party, .. state.Facts.Leads], Say("contribution-overdue", late.Party, "")),
        CoHandlingLapsed lapsed => (lapsed.Parties, Say("co-handling-lapsed", null, "")),
        _ => ([], ValueContext.Empty),
    };

    public static (IEnumerable<string> Recipients, ValueContext Content) Of(CaseState state, WhistleEvent happened)
    {
        if (state.Whistles.Find(happened.Whistle) is not { } whistle)
        {
            return ([], ValueContext.Empty);
        }

        var about = ValueContext.Of(("whistle", whistle.Id), ("kind", whistle.Kind), ("place", whistle.Place), ("caller", whistle.Caller));
        (IEnumerable<string> Recipients, ValueContext Content) told = happened switch
        {
            WhistleBlown blown => ([.. blown.Parties, .. state.Facts.Leads, .. Petitioner(state)], Say("whistle-blown", null, blown.Reason)),
            PartiesCalled called => (called.Parties, Say("whistle-blown", null, called.Reason)),
            PartyReported reported => ([whistle.Caller], Say("reported-on-site", reported.Party, reported.Words)),
            CallUnacknowledged late => ([late.Party, whistle.Caller], Say("call-unacknowledged", late.Party, "")),
            NoShow late => ([late.Party, whistle.Caller], Say("no-show", late.Party, "")),
            CalledPartyEvaluated judged => ([judged.Party], Say("called-party-evaluated", judged.Party, judged.Words).With(ValueContext.Of(("points", judged.Points)))),
            WhistleLapsed => ([whistle.Caller, .. whistle.Calls.Select(call => call.Party)], Say("whistle-lapsed", null, "")),
            _ => ([], ValueContext.Empty),
        };
        return (told.Recipients, told.Content.With(about));
    }

    public static (IEnumerable<string> Recipients, ValueContext Content) Of(GovernancePackage package, CaseState state, ClosingEvent happened)
    {
        if (ClosingCircle.Find(package, state, happened.Of) is not { } circle)
        {
            return ([], ValueContext.Empty);
        }

        var about = ValueContext.Of(("of", happened.Of));
        (IEnumerable<string> Recipients, ValueContext Content) told = happened switch
        {
            ClosingProposed proposed => (circle.Parties, Say("closing-proposed", proposed.By, proposed.Account)),
            ClosingAgreed agreed => ([circle.Owner], Say("closing-agreed", agreed.Party, agreed.Words)),
            ClosingDissented dissented => ([circle.Owner], Say("closing-dissented", dissented.Party, dissented.Reasons)),

            // Silence goes up: whoever may close over it learns of it. Words for whole kinds of party name nobody to tell.
            ClosingSilent silent => (
                [silent.Party, circle.Superior, .. circle.Closers.Where(word => package.Organization.Party(word) is not null)], Say("closing-silent", silent.Party, "")),
            JointlyClosed closed => ([circle.Owner, .. circle.Parties, .. state.Facts.Leads, .. Petitioner(state)], Say("jointly-closed", closed.ClosedBy, closed.Reasons)),
            _ => ([], ValueContext.Empty),
        };
        return (told.Recipients, told.Content.With(about));
    }

    private static IEnumerable<string> Petitioner(CaseState state) =>
        state.OpenedBy is { Kind: PartyKind.Citizen } citizen ? [Actor.CitizenPrefix + citizen.Party] : [];

    private static ValueContext Say(string about, string? party, string words) => ValueContext.Of(("about", about), ("party", party), ("words", words));
}
