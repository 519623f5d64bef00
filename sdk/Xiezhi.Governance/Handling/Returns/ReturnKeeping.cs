using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Handling.Returns;

/// <summary>The arbiter (仲裁): takes what nobody takes, decides in time or gives it up the tree, and appoints who leads.</summary>
internal sealed class ReturnKeeping : CaseAspect
{
    private const string Moment = "arbitration";

    // What is decided exactly at due is in time: only the instant after is late.
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    public override IEnumerable<CaseMoment> NextMoments(GovernancePackage package, CaseState state)
    {
        if (state is { IsOpen: true, Arbitration: { IsOpen: true, Due: { } due } })
        {
            yield return new CaseMoment(Moment, due + Instant);
        }
    }

    public override void Act(CaseDraft draft, CaseMoment moment)
    {
        var arbitration = draft.State.Arbitration;
        var from = arbitration.Arbiter!;
        var above = draft.Package.Organization.SuperiorOf(from)?.Id;
        var to = above is not null && above != from ? above : draft.Package.Top;
        draft.Record(new ArbitrationRaised(
            arbitration.Number, from, to, arbitration.Due!.Value, to == from ? null : ReturnGate.Due(draft, draft.Package.Handling.Returns!)));
    }

    public override bool Owns(CaseCommand command) => command is ReturnCommand;

    public override (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, CaseCommand command) => command switch
    {
        ReferToArbiter => (package.Handling.Returns?.ReferredBy ?? [], ""),

        // Where nobody decides anything, the command itself says so, whoever gives it.
        _ => (state.Arbitration.Arbiter is { } arbiter ? [arbiter] : [.. PartyKinds.Words], ""),
    };

    public override Diagnostic? CarryOut(CaseDraft draft, CaseCommand command)
    {
        if (draft.Package.Handling.Returns is not { } policy)
        {
            return ReturnCodes.NoArbitration.At(Location.None);
        }

        return command is AppointLead appoint ? Appoint(draft, appoint) : Refer(draft, policy, (ReferToArbiter)command);
    }

    private static Diagnostic? Refer(CaseDraft draft, ReturnPolicy policy, ReferToArbiter refer)
    {
        if (string.IsNullOrWhiteSpace(refer.Reason))
        {
            return ReturnCodes.NotWritten.At(Location.None, nameof(ReferToArbiter));
        }

        if (draft.State.Arbitration is { IsOpen: true, Arbiter: { } arbiter })
        {
            return ReturnCodes.WithArbiter.At(Location.None, arbiter);
        }

        ReturnGate.Open(draft, policy, ArbitrationOpened.Referred, opened => opened with { Explanation = refer.Reason });
        return null;
    }

    private static Diagnostic? Appoint(CaseDraft draft, AppointLead appoint)
    {
        var arbitration = draft.State.Arbitration;
        if (arbitration is { IsOpen: false, Appointed: null })
        {
            return ReturnCodes.NothingToDecide.At(Location.None);
        }

        if (string.IsNullOrWhiteSpace(appoint.Reason))
        {
            return ReturnCodes.NotWritten.At(Location.None, nameof(AppointLead));
        }

        var parties = draft.Package.Organization.Parties;
        if (draft.Package.Organization.Party(appoint.Party) is not { Kind: not (PartyKind.Citizen or PartyKind.System) } party)
        {
            return ReturnCodes.CannotLead.At(Location.None, appoint.Party, Nearest.To(appoint.Party, parties.Select(known => known.Id)) ?? "");
        }

        ImmutableArray<long> evidence = [.. arbitration.Returns.Items.Select(made => made.Sequence).Append(arbitration.OpenedIn).Distinct().Order()];
        draft.Record(new LeadAppointed(arbitration.Number, party.Id, appoint.Reason, appoint.HadDuty, evidence));
        ImmutableArray<long> own = [.. arbitration.Returns.Items.Where(made => made.Party == party.Id && made.Sequence > arbitration.JudgedUpTo).Select(made => made.Sequence)];
        if (appoint.HadDuty && !own.IsEmpty)
        {
            draft.Record(new ReturnUnfounded(arbitration.Number, party.Id, own.Add(draft.State.Version)));
        }

        return null;
    }
}
