using System.Collections.Immutable;

namespace Xiezhi.Governance.Parties;

/// <summary>An organisation on one date: who holds which position, who acts for whom, who is there.</summary>
/// <remarks>
/// Immutable and thread-safe. The date is one of the package's zone. A person who is absent keeps the position, and whoever was delegated acts; delegation
/// does not need an absence. What a person may do by delegation they may pass on, as often as <see cref="Staffing.DelegationDepth"/> allows.
/// </remarks>
public sealed class OrganizationDay
{
    private readonly Organization _organization;
    private readonly Staffing _staffing;

    internal OrganizationDay(Organization organization, DateOnly date)
    {
        _organization = organization;
        _staffing = organization.Staffing;
        Date = date;
    }

    /// <summary>The date.</summary>
    public DateOnly Date { get; }

    /// <summary>The ids of those who hold a position, present or absent, in the order of the file.</summary>
    public ImmutableArray<string> Holders(string position) => _staffing.Position(position) is { } found ? Holders(found) : [];

    /// <summary>The positions that a person holds.</summary>
    public ImmutableArray<Position> PositionsOf(string person) =>
        [.. _staffing.EverHeldBy(person).Where(position => position.Holders.Any(tenure => tenure.Person == person && tenure.During.Includes(Date)))];

    /// <summary>Whether a person is away; false also for somebody whom the organisation does not list.</summary>
    public bool IsAbsent(string person) => _staffing.Person(person)?.IsAbsent(Date) == true;

    /// <summary>Everybody who may act in a position, present or absent: its holders, then those by delegation, the nearest to the holder first.</summary>
    /// <remarks>Each person once, with the shortest way. Nobody is reached by more delegations than allowed, and loops end where they began.</remarks>
    public ImmutableArray<ActingPerson> MayAct(string position)
    {
        var reached = ImmutableArray.CreateBuilder<ActingPerson>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var holder in Holders(position))
        {
            if (seen.Add(holder))
            {
                reached.Add(new ActingPerson(holder, position, []));
            }
        }

        for (var next = 0; next < reached.Count; next++)
        {
            var giver = reached[next];
            if (giver.OnBehalfOf.Length >= _staffing.DelegationDepth)
            {
                continue;
            }

            foreach (var delegation in _staffing.GivenBy(giver.Person, position, holds: !giver.IsDelegated))
            {
                if (!delegation.During.Includes(Date))
                {
                    continue;
                }

                foreach (var taker in Takers(delegation))
                {
                    if (seen.Add(taker))
                    {
                        reached.Add(new ActingPerson(taker, position, giver.OnBehalfOf.Add(giver.Person)));
                    }
                }
            }
        }

        return reached.ToImmutable();
    }

    /// <summary>Who acts in a position: those of <see cref="MayAct"/> who are not away.</summary>
    public ImmutableArray<ActingPerson> ActsFor(string position) => [.. MayAct(position).Where(acting => !IsAbsent(acting.Person))];

    /// <summary>How a person may act for a party: in the position with the fewest delegations; <see langword="null"/> where they may not.</summary>
    public ActingPerson? Acting(string person, string party)
    {
        ActingPerson? best = null;
        foreach (var position in _staffing.PositionsIn(party))
        {
            best = Nearer(best, ActingIn(person, position.Id));
        }

        return best;
    }

    /// <summary>How a person may act in a position; <see langword="null"/> where they may not.</summary>
    public ActingPerson? ActingIn(string person, string position) => MayAct(position).FirstOrDefault(acting => acting.Person == person);

    /// <summary>Whether somebody acts for a party: somebody in one of its positions who is not away, or the party as such where no people are listed for it.</summary>
    public bool IsManned(string party) =>
        !_staffing.HasPeople(party) || _staffing.PositionsIn(party).Any(position => !ActsFor(position.Id).IsEmpty);

    /// <summary>Those who are there, hold a position and have a skill, in the order of the file.</summary>
    public ImmutableArray<Person> WithSkill(string skill) =>
        [.. _staffing.People.Where(person => person.Skills.Contains(skill) && !IsAbsent(person.Id) && !PositionsOf(person.Id).IsEmpty)];

    /// <summary>Those who are there and act for a party in its positions or by delegation, each once.</summary>
    public ImmutableArray<Person> AvailableFor(string party) =>
        [.. _staffing.PositionsIn(party).SelectMany(position => ActsFor(position.Id)).Select(acting => acting.Person).Distinct(StringComparer.Ordinal)
            .Select(_staffing.Person).OfType<Person>()];

    /// <summary>The parties for a territory: those whose territory it is, or one that it lies in, the nearest first.</summary>
    public ImmutableArray<Party> PartiesFor(string territory)
    {
        var found = ImmutableArray.CreateBuilder<Party>();
        foreach (var place in _organization.PathOf(territory))
        {
            found.AddRange(_organization.Parties.Where(party => party.Territory == place.Code));
        }

        return found.ToImmutable();
    }

    internal static ActingPerson? Nearer(ActingPerson? one, ActingPerson? other) =>
        one is null || (other is not null && other.OnBehalfOf.Length < one.OnBehalfOf.Length) ? other : one;

    private ImmutableArray<string> Holders(Position position) =>
        [.. position.Holders.Where(tenure => tenure.During.Includes(Date)).Select(tenure => tenure.Person)];

    private ImmutableArray<string> Takers(Delegation delegation) => delegation.Taker is { } person ? [person] : Holders(delegation.TakerPosition!);
}
