using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.Whistles;

namespace Xiezhi.Governance.Handling.Limits;

/// <summary>Records against whom a limit between parties has passed, once, in the words of the room that set it. Runs behind the clocks.</summary>
internal sealed class HandlingLateness : CaseAspect
{
    public override void Keep(CaseDraft draft)
    {
        if (draft.Package.Handling.Levels.IsEmpty)
        {
            return;
        }

        foreach (var clock in draft.State.Clocks)
        {
            if (clock is { BreachedAt: not null, Subject: not null } && draft.Package.Handling.HasLevel(clock.ServiceLevel) && Late(draft.State, clock) is { } late)
            {
                draft.Record(late);
            }
        }
    }

    private static CaseEvent? Late(CaseState state, ClockState clock) =>
        clock.ServiceLevel == HandlingClocks.CoHandlingLevel ? LateCoHandler(state, clock) : LateCall(state, clock);

    // A clock of an earlier invitation, or of an earlier closing, says nothing about this one.
    private static CaseEvent? LateCoHandler(CaseState state, ClockState clock)
    {
        if (state.CoHandling.Find(clock.Subject) is not { } coHandler || clock.StartedIn < coHandler.InvitedIn)
        {
            return null;
        }

        return clock.Clock switch
        {
            HandlingClocks.Acknowledge => coHandler.IsUnacknowledged ? null : new CoHandlerUnacknowledged(coHandler.Party, clock.Due),
            HandlingClocks.Contribute => coHandler.IsOverdue ? null : new ContributionOverdue(coHandler.Party, clock.Due),
            HandlingClocks.Speak => Silent(state, HandlingClocks.CoHandlingLevel, coHandler.Party, clock),
            _ => null,
        };
    }

    private static CaseEvent? LateCall(CaseState state, ClockState clock)
    {
        if (HandlingClocks.CallOf(clock.Subject) is not var (number, party) || state.Whistles.Find(number)?.Find(party) is not { } call)
        {
            return null;
        }

        return clock.Clock switch
        {
            HandlingClocks.Acknowledge => call.IsUnacknowledged ? null : new CallUnacknowledged(number, party, clock.Due),
            HandlingClocks.Arrive => call.IsNoShow ? null : new NoShow(number, party, clock.Due),
            HandlingClocks.Speak => Silent(state, ClosingState.OfWhistle(number), party, clock),
            _ => null,
        };
    }

    private static ClosingSilent? Silent(CaseState state, string of, string party, ClockState clock) =>
        state.Closings.Find(of) is { } closing && clock.StartedIn > closing.ProposedIn && !closing.Silent.Contains(party) ? new ClosingSilent(of, party, clock.Due) : null;
}
