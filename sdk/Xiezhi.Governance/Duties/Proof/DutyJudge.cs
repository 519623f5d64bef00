using System.Collections.Immutable;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Duties.Proof;

/// <summary>Judges one outcome: whether its lead is one, a party, of a kind that can lead, and has somebody in its positions.</summary>
internal sealed class DutyJudge(GovernancePackage package, DutyList list, DateOnly on)
{
    private readonly OrganizationDay _day = package.Organization.At(on);
    private readonly Dictionary<string, bool> _vacant = new(StringComparer.Ordinal);

    public (DutyVerdict Verdict, string Subject) Judge(DutyOutcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Missing => (DutyVerdict.Missing, ""),
        OutcomeKind.PossiblyMissing => (DutyVerdict.PossiblyMissing, ""),
        OutcomeKind.Several => (DutyVerdict.Several, outcome.Detail),
        OutcomeKind.PossiblySeveral => (DutyVerdict.PossiblySeveral, outcome.Detail),
        OutcomeKind.Failed => (DutyVerdict.Failed, outcome.Detail),
        _ => Judge(outcome.Assignment),
    };

    private (DutyVerdict Verdict, string Subject) Judge(DutyAssignment assignment)
    {
        if (assignment.Leads.IsEmpty)
        {
            return (DutyVerdict.Missing, "");
        }

        if (assignment.Lead is not { } lead)
        {
            return (DutyVerdict.Several, string.Join(", ", assignment.Leads));
        }

        var named = DutyRoles.Words.SelectMany(role => assignment.In(role));
        if (named.FirstOrDefault(id => package.Organization.Party(id) is null) is { } unknown)
        {
            return (DutyVerdict.UnknownParty, unknown);
        }

        return !list.LeadKinds.Contains(package.Organization.Party(lead)!.Kind) ? (DutyVerdict.WrongKind, lead)
            : IsVacant(lead) ? (DutyVerdict.Vacant, lead)
            : (assignment.IsBackstop ? DutyVerdict.Backstop : DutyVerdict.Clear, lead);
    }

    private bool IsVacant(string party)
    {
        if (!_vacant.TryGetValue(party, out var vacant))
        {
            var positions = package.Organization.Staffing.PositionsIn(party);
            vacant = !positions.IsEmpty && positions.All(position => _day.Holders(position.Id).IsEmpty);
            _vacant[party] = vacant;
        }

        return vacant;
    }
}
