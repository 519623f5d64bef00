using System.Globalization;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Handling.Returns;

/// <summary>Whether a rework (重办) may be demanded: by whom, until when after the reply, with which reasons; and what the third one brings.</summary>
internal static class ReworkGate
{
    public static Diagnostic? Objection(CaseDraft draft, ValueContext given, string command)
    {
        if (draft.Package.Handling.Reworks is not { } policy)
        {
            return null;
        }

        if (!policy.DemandedBy.IsEmpty)
        {
            string[] allowed = [.. policy.DemandedBy.Select(word => word == ReworkPolicy.Petitioner ? Petitioner(draft.State) : word)];
            var admission = Authority.Admit(draft.Package, draft.State, [.. allowed], "", draft.Actor, draft.Now);
            if (!admission.IsAdmitted)
            {
                draft.Record(new CommandRefused(command, "", admission.Allowed) { Reason = admission.Obstacle?.Code });
                return admission.Obstacle ?? GovernanceCodes.BeyondDuty.At(Location.None, draft.Actor.ToString(), "rework", string.Join(", ", allowed));
            }
        }

        if (Until(draft, policy) is { } until && draft.Now > until)
        {
            var local = PackageZone.ToLocal(draft.Package.Manifest.Zone, until);
            return ReturnCodes.ReworkTooLate.At(Location.None, local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        }

        return policy.Reasons is { } reasons ? GivenReason.Missing(reasons, given) : null;
    }

    /// <summary>Raises the case by a level, where the package says so for this rework.</summary>
    public static void Raise(CaseDraft draft, int count)
    {
        if (draft.Package.Handling.Reworks?.RaiseFrom is not { } from || count < from)
        {
            return;
        }

        var state = draft.State;
        var holder = state.LevelHolder ?? state.Facts.Lead ?? state.Facts.Leads.FirstOrDefault();
        var to = draft.Package.Organization.SuperiorOf(holder)?.Id ?? draft.Package.Top;
        draft.Record(new ReworkRaised(count, to, state.Level + 1, state.Arbitration.Reworks.Items));
    }

    private static DateTimeOffset? Until(CaseDraft draft, ReworkPolicy policy) =>
        policy.Within is { } within && draft.State.RepliedAt is { } replied
            ? draft.Package.CalendarNow(policy.Calendar!).Due(replied, within, Counting.Usual(within.Unit)).Due?.ToUniversalTime()
            : null;

    private static string Petitioner(CaseState state) =>
        state.OpenedBy is { Kind: PartyKind.Citizen } citizen ? Actor.CitizenPrefix + citizen.Party : state.OpenedBy?.Party ?? "";
}
