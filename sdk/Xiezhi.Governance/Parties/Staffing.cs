using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Xiezhi.Governance.Parties;

/// <summary>The positions and people of an organisation, and who may act for whom.</summary>
/// <remarks>Immutable. What holds on one date is asked of <see cref="Organization.At"/>.</remarks>
public sealed class Staffing
{
    /// <summary>How often a delegation may be passed on where the organisation does not say: the taker may pass it on once.</summary>
    public const int UsualDelegationDepth = 2;

    private readonly FrozenDictionary<string, Position> _positions;
    private readonly FrozenDictionary<string, Person> _people;
    private readonly FrozenDictionary<string, ImmutableArray<Position>> _positionsByParty;
    private readonly FrozenDictionary<string, ImmutableArray<Position>> _positionsByPerson;
    private readonly ILookup<string, Delegation> _delegationsByGiver;
    private readonly ILookup<string, Delegation> _delegationsByPosition;

    internal Staffing(ImmutableArray<Position> positions, ImmutableArray<Person> people, ImmutableArray<Delegation> delegations, int delegationDepth)
    {
        (Positions, People, Delegations, DelegationDepth) = (positions, people, delegations, delegationDepth);
        _positions = positions.ToFrozenDictionary(position => position.Id, StringComparer.Ordinal);
        _people = people.ToFrozenDictionary(person => person.Id, StringComparer.Ordinal);
        _positionsByParty = positions.GroupBy(position => position.Party, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
        _positionsByPerson = positions.SelectMany(position => position.Holders.Select(tenure => (tenure.Person, Position: position))).Distinct()
            .GroupBy(held => held.Person, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Select(held => held.Position).ToImmutableArray(), StringComparer.Ordinal);
        _delegationsByGiver = delegations.Where(delegation => delegation.Giver is not null).ToLookup(delegation => delegation.Giver!, StringComparer.Ordinal);
        _delegationsByPosition = delegations.Where(delegation => delegation.Giver is null).ToLookup(delegation => delegation.Position!, StringComparer.Ordinal);
    }

    /// <summary>Nobody: parties act as such.</summary>
    public static Staffing None { get; } = new([], [], [], UsualDelegationDepth);

    /// <summary>The positions in the order of the file.</summary>
    public ImmutableArray<Position> Positions { get; }

    /// <summary>The people in the order of the file.</summary>
    public ImmutableArray<Person> People { get; }

    /// <summary>The delegations in the order of the file.</summary>
    public ImmutableArray<Delegation> Delegations { get; }

    /// <summary>How many delegations may stand between the holder of a position and the one who acts; 0 where nothing may be delegated.</summary>
    public int DelegationDepth { get; }

    /// <summary>The position with <paramref name="id"/>, or <see langword="null"/>.</summary>
    public Position? Position(string? id) => id is not null && _positions.TryGetValue(id, out var position) ? position : null;

    /// <summary>The person with <paramref name="id"/>, or <see langword="null"/>.</summary>
    public Person? Person(string? id) => id is not null && _people.TryGetValue(id, out var person) ? person : null;

    /// <summary>The positions in a party.</summary>
    public ImmutableArray<Position> PositionsIn(string party) => _positionsByParty.GetValueOrDefault(party, []);

    /// <summary>Whether the organisation lists people for a party, at any date: then only they act for it.</summary>
    public bool HasPeople(string party)
    {
        foreach (var position in PositionsIn(party))
        {
            if (!position.Holders.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    internal ImmutableArray<Position> EverHeldBy(string person) => _positionsByPerson.GetValueOrDefault(person, []);

    /// <summary>What <paramref name="giver"/> may have given on: as a person, and as a holder of <paramref name="position"/> where that is the one they hold.</summary>
    internal IEnumerable<Delegation> GivenBy(string giver, string position, bool holds)
    {
        foreach (var delegation in _delegationsByGiver[giver])
        {
            if (delegation.Position is null || delegation.Position == position)
            {
                yield return delegation;
            }
        }

        if (holds)
        {
            foreach (var delegation in _delegationsByPosition[position])
            {
                yield return delegation;
            }
        }
    }
}
