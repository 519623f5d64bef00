using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;

namespace Xiezhi.Governance.Parties;

/// <summary>What can be wrong between tenures and between delegations, though each is well by itself.</summary>
internal static class StaffingCheck
{
    /// <summary>One person twice in a position, more people than seats, positions that nobody holds.</summary>
    public static void Tenures(Staffing staffing, Func<string, JsonDocumentObject> itemOf, DiagnosticBag diagnostics)
    {
        foreach (var position in staffing.Positions)
        {
            var item = itemOf(position.Id);
            if (position.Holders.IsEmpty)
            {
                diagnostics.Add(GovernanceCodes.PositionWithoutHolder, item.Location, position.Id);
            }

            foreach (var twice in position.Holders.GroupBy(tenure => tenure.Person, StringComparer.Ordinal))
            {
                var spans = twice.OrderBy(tenure => tenure.During.From ?? DateOnly.MinValue).ToList();
                for (var i = 1; i < spans.Count; i++)
                {
                    if (spans[i - 1].During.Overlaps(spans[i].During))
                    {
                        diagnostics.Add(GovernanceCodes.OverlappingTenure, item.LocationOf("holders"), twice.Key, position.Id);
                        break;
                    }
                }
            }

            // The number of holders grows only where somebody begins, so those dates are enough.
            if (position.Seats is { } seats)
            {
                foreach (var date in position.Holders.Select(tenure => tenure.During.From ?? DateOnly.MinValue).Distinct().Order())
                {
                    var there = position.Holders.Where(tenure => tenure.During.Includes(date)).Select(tenure => tenure.Person).Distinct(StringComparer.Ordinal).ToList();
                    if (there.Count > seats)
                    {
                        diagnostics.Add(
                            GovernanceCodes.TooManyHolders, item.LocationOf("holders"), position.Id, seats.ToString(CultureInfo.InvariantCulture), Text(date), string.Join(", ", there));
                        break;
                    }
                }
            }
        }
    }

    /// <summary>Delegations that come back, on some date, to somebody whom they came from.</summary>
    public static void Loops(Staffing staffing, Func<int, Location> whereIs, DiagnosticBag diagnostics)
    {
        if (staffing.Delegations.IsEmpty)
        {
            return;
        }

        // What holds changes only where a delegation or a tenure begins; a loop that exists on any date exists on one of these.
        var dates = staffing.Delegations.Select(delegation => delegation.During.From)
            .Concat(staffing.Positions.SelectMany(position => position.Holders).Select(tenure => tenure.During.From))
            .Select(date => date ?? DateOnly.MinValue).Distinct().Order().ToList();
        var told = new HashSet<int>();
        foreach (var position in staffing.Positions)
        {
            foreach (var date in dates)
            {
                if (Loop(staffing, position, date) is var (chain, at) && told.Add(at))
                {
                    diagnostics.Add(GovernanceCodes.DelegationLoop, whereIs(at), position.Id, string.Join(" → ", chain), Text(date));
                }
            }
        }
    }

    private static (List<string> Chain, int Delegation)? Loop(Staffing staffing, Position position, DateOnly date)
    {
        var holders = Holders(position, date);
        var cleared = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        return holders.Select(Visit).FirstOrDefault(found => found is not null);

        (List<string> Chain, int Delegation)? Visit(string person)
        {
            path.Add(person);
            for (var i = 0; i < staffing.Delegations.Length; i++)
            {
                var delegation = staffing.Delegations[i];
                var gives = delegation.Giver is { } giver
                    ? giver == person && (delegation.Position is null || delegation.Position == position.Id)
                    : delegation.Position == position.Id && holders.Contains(person);
                if (!gives || !delegation.During.Includes(date))
                {
                    continue;
                }

                foreach (var taker in delegation.Taker is { } one ? [one] : Holders(staffing.Position(delegation.TakerPosition)!, date))
                {
                    // Colleagues in one position who stand in for each other through it come back to nobody else.
                    if (taker == person && delegation.Taker is null)
                    {
                        continue;
                    }

                    if (path.IndexOf(taker) is >= 0 and var from)
                    {
                        return ([.. path.Skip(from), taker], i);
                    }

                    if (!cleared.Contains(taker) && Visit(taker) is { } found)
                    {
                        return found;
                    }
                }
            }

            path.RemoveAt(path.Count - 1);
            cleared.Add(person);
            return null;
        }
    }

    private static List<string> Holders(Position position, DateOnly date) =>
        [.. position.Holders.Where(tenure => tenure.During.Includes(date)).Select(tenure => tenure.Person).Distinct(StringComparer.Ordinal)];

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
