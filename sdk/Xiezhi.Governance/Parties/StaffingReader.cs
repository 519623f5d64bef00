using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Parties;

/// <summary>Reads positions, people and delegations of <c>organization.json</c>.</summary>
internal sealed class StaffingReader(IReadOnlyCollection<string> parties, DiagnosticBag diagnostics)
{
    private const int DeepestDelegation = 8;

    private readonly Dictionary<string, (Position Position, JsonDocumentObject Item)> _positions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Person> _people = new(StringComparer.Ordinal);

    public Staffing Read(JsonDocumentObject root)
    {
        var people = ReadPeople(root);
        var positions = ReadPositions(root);
        var depth = root.Integer("delegationDepth") ?? Staffing.UsualDelegationDepth;
        if (depth is < 0 or > DeepestDelegation)
        {
            diagnostics.Add(GovernanceCodes.DelegationDepth, root.LocationOf("delegationDepth"), depth.ToString(CultureInfo.InvariantCulture), DeepestDelegation.ToString(CultureInfo.InvariantCulture));
            depth = Staffing.UsualDelegationDepth;
        }

        var delegations = root.Objects("delegations").Select(item => (Item: item, Delegation: ReadDelegation(item)))
            .Where(read => read.Delegation is not null).ToList();
        var staffing = new Staffing(positions, people, [.. delegations.Select(read => read.Delegation!)], (int)depth);
        StaffingCheck.Tenures(staffing, position => _positions[position].Item, diagnostics);
        StaffingCheck.Loops(staffing, i => delegations[i].Item.Location, diagnostics);
        return staffing;
    }

    private ImmutableArray<Person> ReadPeople(JsonDocumentObject root)
    {
        var people = ImmutableArray.CreateBuilder<Person>();
        foreach (var item in root.Objects("people"))
        {
            item.Allow("id", "title", "skills", "capacity", "absences");
            if (item.RequiredText("id") is not { } id)
            {
                continue;
            }

            var capacity = item.Integer("capacity");
            if (capacity is < 0 or > int.MaxValue)
            {
                diagnostics.Add(GovernanceCodes.CountOutOfRange, item.LocationOf("capacity"), capacity.Value.ToString(CultureInfo.InvariantCulture));
                capacity = null;
            }

            var absences = item.Objects("absences").Select(absence =>
            {
                absence.Allow("from", "to");
                return Span(absence);
            });
            var person = new Person(id, LocalizedTextReader.Read(item, "title", id), item.Texts("skills"), (int?)capacity, [.. absences]);
            if (_people.TryAdd(id, person))
            {
                people.Add(person);
            }
            else
            {
                diagnostics.Add(GovernanceCodes.DuplicateId, item.LocationOf("id"), id);
            }
        }

        return people.ToImmutable();
    }

    private ImmutableArray<Position> ReadPositions(JsonDocumentObject root)
    {
        var positions = ImmutableArray.CreateBuilder<Position>();
        foreach (var item in root.Objects("positions"))
        {
            item.Allow("id", "party", "title", "roles", "seats", "holders");
            if (item.RequiredText("id") is not { } id || item.RequiredText("party") is not { } party)
            {
                continue;
            }

            if (!parties.Contains(party))
            {
                diagnostics.Add(GovernanceCodes.UnknownParty, item.LocationOf("party"), party, Nearest.To(party, parties) ?? "");
            }

            var seats = item.Integer("seats");
            if (seats is < 1 or > int.MaxValue)
            {
                diagnostics.Add(GovernanceCodes.CountOutOfRange, item.LocationOf("seats"), seats.Value.ToString(CultureInfo.InvariantCulture));
                seats = null;
            }

            var position = new Position(id, party, LocalizedTextReader.Read(item, "title", id), item.Texts("roles"), ReadHolders(item)) { Seats = (int?)seats };
            if (_positions.TryAdd(id, (position, item)))
            {
                positions.Add(position);
            }
            else
            {
                diagnostics.Add(GovernanceCodes.DuplicateId, item.LocationOf("id"), id);
            }
        }

        return positions.ToImmutable();
    }

    private ImmutableArray<Tenure> ReadHolders(JsonDocumentObject position)
    {
        var holders = ImmutableArray.CreateBuilder<Tenure>();
        foreach (var item in position.Objects("holders"))
        {
            item.Allow("person", "from", "to");
            if (item.RequiredText("person") is { } person)
            {
                // Somebody unknown still holds it, so that one mistake is told once.
                IsPerson(item, "person", person);
                holders.Add(new Tenure(person, Span(item)));
            }
        }

        return holders.ToImmutable();
    }

    private Delegation? ReadDelegation(JsonDocumentObject item)
    {
        item.Allow("giver", "position", "taker", "takerPosition", "from", "to");
        var (giver, position, taker, takerPosition) = (item.Text("giver"), item.Text("position"), item.Text("taker"), item.Text("takerPosition"));
        if ((giver is null && position is null) || (taker is null) == (takerPosition is null) || (giver is not null && giver == taker))
        {
            diagnostics.Add(GovernanceCodes.UnclearDelegation, item.Location);
            return null;
        }

        var known = (giver is null || IsPerson(item, "giver", giver))
            & (taker is null || IsPerson(item, "taker", taker))
            & (position is null || IsPosition(item, "position", position))
            & (takerPosition is null || IsPosition(item, "takerPosition", takerPosition));
        return known ? new Delegation(giver, position, taker, takerPosition, Span(item)) : null;
    }

    private bool IsPerson(JsonDocumentObject item, string member, string id)
    {
        if (_people.ContainsKey(id))
        {
            return true;
        }

        diagnostics.Add(GovernanceCodes.UnknownPerson, item.LocationOf(member), id, Nearest.To(id, _people.Keys) ?? "");
        return false;
    }

    private bool IsPosition(JsonDocumentObject item, string member, string id)
    {
        if (_positions.ContainsKey(id))
        {
            return true;
        }

        diagnostics.Add(GovernanceCodes.UnknownPosition, item.LocationOf(member), id, Nearest.To(id, _positions.Keys) ?? "");
        return false;
    }

    private DateSpan Span(JsonDocumentObject item)
    {
        var span = new DateSpan(Date(item, "from"), Date(item, "to"));
        if (span.To < span.From)
        {
            diagnostics.Add(GovernanceCodes.ReversedDates, item.LocationOf("to"), Text(span.From.Value), Text(span.To.Value));
        }

        return span;
    }

    private DateOnly? Date(JsonDocumentObject item, string member)
    {
        if (item.Text(member) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        diagnostics.Add(GovernanceCodes.MalformedDate, item.LocationOf(member), text);
        return null;
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
