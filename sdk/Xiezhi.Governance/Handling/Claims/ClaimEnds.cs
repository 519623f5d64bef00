using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Handling.Claims;

/// <summary>When a claim ends by itself: when it lapses, or from the date on which its holder is away or no longer acts for the party.</summary>
internal static class ClaimEnds
{
    public static ClaimEnd? Of(CaseDraft draft, ClaimPolicy policy, TaskHolder holder)
    {
        var lapses = policy.LapseAfter is { } amount ? new ClaimEnd(Deadline.Of(draft, policy.Calendar, amount, "claims/lapseAfter"), TaskReleased.Lapsed) : null;
        var leaves = holder.Person is { } person ? Leaves(draft.Package, holder.Party, person, draft.Now) : null;
        return lapses is null || leaves?.At <= lapses.At ? leaves ?? lapses : lapses;
    }

    // Only a date on which something begins or ends can be the first one.
    private static ClaimEnd? Leaves(GovernancePackage package, string party, string person, DateTimeOffset now)
    {
        var staffing = package.Organization.Staffing;
        if (staffing.Person(person) is not { } found || !staffing.HasPeople(party))
        {
            return null;
        }

        var today = package.DateOf(now);
        var endings = staffing.PositionsIn(party).SelectMany(position => position.Holders.Select(tenure => tenure.During.To))
            .Concat(staffing.Delegations.Select(delegation => delegation.During.To))
            .OfType<DateOnly>().Where(date => date < DateOnly.MaxValue).Select(date => date.AddDays(1));
        foreach (var date in endings.Concat(found.Absences.Select(absence => absence.From).OfType<DateOnly>()).Where(date => date > today).Distinct().Order())
        {
            var day = package.Organization.At(date);
            var why = day.IsAbsent(person) ? TaskReleased.Absent : day.Acting(person, party) is null ? TaskReleased.Left : null;
            if (why is not null)
            {
                return new ClaimEnd(PackageZone.ToInstant(package.Manifest.Zone, date.ToDateTime(TimeOnly.MinValue)), why);
            }
        }

        return null;
    }
}
