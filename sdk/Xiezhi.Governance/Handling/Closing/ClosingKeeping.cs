using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Limits;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Handling.Closing;

/// <summary>Closes what parties did together once all of them have agreed or dissented, or over their silence.</summary>
internal sealed class ClosingKeeping : CaseAspect
{
    public override bool Owns(CaseCommand command) => command is ClosingCommand;

    public override (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, CaseCommand command)
    {
        var asked = (ClosingCommand)command;

        // What is not there to be closed is refused for that reason, whoever asks.
        if (ClosingCircle.Find(package, state, asked.Of) is not { } circle)
        {
            return ([.. Enum.GetValues<PartyKind>().Select(PartyKinds.Word)], asked.Of);
        }

        return (asked switch
        {
            ProposeClosing => [.. new[] { circle.Owner, circle.Superior }.Distinct()],
            CloseOverSilence => circle.Closers,
            _ => circle.Parties,
        }, asked.Of);
    }

    public override Diagnostic? CarryOut(CaseDraft draft, CaseCommand command)
    {
        var asked = (ClosingCommand)command;
        if (ClosingCircle.Find(draft.Package, draft.State, asked.Of) is not { } circle || IsOver(draft.State, asked.Of) || circle.Parties.IsEmpty)
        {
            return HandlingCodes.NothingToClose.At(Location.None, asked.Of);
        }

        var closing = draft.State.Closings.Find(asked.Of);
        if (command is ProposeClosing propose)
        {
            return Propose(draft, closing, propose);
        }

        if (closing is not { IsOpen: true })
        {
            return Stands(asked.Of, closing);
        }

        switch (asked)
        {
            case DissentFromClosing dissent when string.IsNullOrWhiteSpace(dissent.Reasons):
                return GovernanceCodes.ReasonMissing.At(Location.None);
            case DissentFromClosing dissent:
                draft.Record(new ClosingDissented(asked.Of, draft.Actor.Party, dissent.Reasons));
                break;
            case AgreeToClosing agree:
                draft.Record(new ClosingAgreed(asked.Of, draft.Actor.Party, agree.Words ?? ""));
                break;
            case CloseOverSilence over:
                return Close(draft, circle, closing, over);
        }

        return draft.State.Closings.Find(asked.Of) is { } spoken && circle.Parties.All(spoken.HasSpoken) ? Close(draft, circle, spoken, null, "") : null;
    }

    private static Diagnostic? Propose(CaseDraft draft, ClosingState? closing, ProposeClosing propose)
    {
        if (closing is not null)
        {
            return Stands(propose.Of, closing);
        }

        if (string.IsNullOrWhiteSpace(propose.Account))
        {
            return GovernanceCodes.ReasonMissing.At(Location.None);
        }

        draft.Record(new ClosingProposed(propose.Of, draft.Actor.Party, propose.Account));
        return null;
    }

    private static Diagnostic? Close(CaseDraft draft, ClosingCircle circle, ClosingState closing, CloseOverSilence over)
    {
        var silent = circle.Parties.Where(party => !closing.HasSpoken(party)).ToList();
        // Nobody is above whoever called the others where that is the top itself.
        if ((draft.Actor.Party == circle.Owner && circle.Superior != circle.Owner) || silent.Contains(draft.Actor.Party))
        {
            draft.Record(new CommandRefused(nameof(CloseOverSilence), over.Of, [.. circle.Closers.Where(word => word != circle.Owner && !silent.Contains(word))])
            {
                Reason = HandlingCodes.MayNotCloseOwn.Code,
            });
            return HandlingCodes.MayNotCloseOwn.At(Location.None, draft.Actor.ToString(), over.Of);
        }

        if (string.IsNullOrWhiteSpace(over.Reasons))
        {
            return GovernanceCodes.ReasonMissing.At(Location.None);
        }

        // Where the time to speak can't be told no clock runs, and then nobody waits for it for ever.
        var waiting = silent.Where(party => !closing.Silent.Contains(party) && HandlingClocks.HasTimeToSpeak(draft.State, over.Of, party)).ToList();
        return waiting.Count > 0
            ? HandlingCodes.SilenceNotOver.At(Location.None, string.Join(", ", waiting))
            : Close(draft, circle, closing, draft.Actor.Party, over.Reasons);
    }

    private static Diagnostic? Close(CaseDraft draft, ClosingCircle circle, ClosingState closing, string? by, string reasons)
    {
        draft.Record(new JointlyClosed(
            circle.Of,
            [.. circle.Parties.Where(party => closing.Positions.GetValueOrDefault(party) is { Agrees: true })],
            [.. circle.Parties.Where(party => closing.Positions.GetValueOrDefault(party) is { Agrees: false })],
            [.. circle.Parties.Where(party => !closing.HasSpoken(party))],
            by,
            reasons));

        // The variable also wakes conditions that the procedure waits for.
        return circle.Rule.Result is { } result
            ? CaseStep.Move(draft, new Workflow.Commands.SetVariables(ValueContext.Of((result, draft.State.Closings.Find(circle.Of)!.AsValue()))))
            : null;
    }

    private static Diagnostic Stands(string of, ClosingState? closing) =>
        HandlingCodes.ClosingStands.At(Location.None, of, closing is null ? "not proposed" : closing.IsOpen ? "proposed" : "closed");

    private static bool IsOver(CaseState state, string of) => state.Whistles.All.Any(whistle => whistle.Of == of && whistle.IsOver);
}
