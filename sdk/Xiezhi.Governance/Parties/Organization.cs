using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Governance.Parties;

/// <summary>The territories and parties of a package, as trees; further lines of superiors beside them; positions and people.</summary>
/// <remarks>Immutable; built only by <see cref="OrganizationReader"/>, which refuses ids that occur twice, unknown parents and cycles.</remarks>
public sealed class Organization
{
    private readonly FrozenDictionary<string, Party> _parties;
    private readonly FrozenDictionary<string, Territory> _territories;

    internal Organization(ImmutableArray<Territory> territories, ImmutableArray<Party> parties, Staffing? staffing = null)
    {
        Staffing = staffing ?? Staffing.None;
        Territories = territories;
        Parties = parties;
        _territories = territories.ToFrozenDictionary(territory => territory.Code, StringComparer.Ordinal);
        _parties = parties.ToFrozenDictionary(party => party.Id, StringComparer.Ordinal);
        AsValue = Describe();
    }

    /// <summary>The territories in the order of the file.</summary>
    public ImmutableArray<Territory> Territories { get; }

    /// <summary>The parties in the order of the file.</summary>
    public ImmutableArray<Party> Parties { get; }

    /// <summary>Its positions and people; nobody where the package lists none.</summary>
    public Staffing Staffing { get; }

    /// <summary>The organisation as expressions see it under the name <c>organization</c>.</summary>
    public Value AsValue { get; }

    /// <summary>The party with <paramref name="id"/>, or <see langword="null"/>.</summary>
    public Party? Party(string? id) => id is not null && _parties.TryGetValue(id, out var party) ? party : null;

    /// <summary>The territory with <paramref name="code"/>, or <see langword="null"/>.</summary>
    public Territory? Territory(string? code) => code is not null && _territories.TryGetValue(code, out var territory) ? territory : null;

    /// <summary>The party above <paramref name="id"/>, or the party itself at the top of its tree; <see langword="null"/> for an unknown id.</summary>
    public Party? SuperiorOf(string? id) => Party(id) is { } party ? Party(party.Superior) ?? party : null;

    /// <summary>The party above <paramref name="id"/> in a line such as <c>professional</c> (条块); <see langword="null"/> where it has none in that line.</summary>
    public Party? SuperiorOf(string? id, string line) => Party(id) is { } party ? Party(party.SuperiorIn(line)) : null;

    /// <summary>The organisation on a date of the package's zone: who holds which position, who acts for whom, who is there.</summary>
    public OrganizationDay At(DateOnly date) => new(this, date);

    /// <summary>A territory and all that it lies in, the nearest first; nothing for an unknown code.</summary>
    public IEnumerable<Territory> PathOf(string? code)
    {
        for (var at = Territory(code); at is not null; at = Territory(at.Parent))
        {
            yield return at;
        }
    }

    /// <summary>Whether a territory is <paramref name="wider"/> or lies in it.</summary>
    public bool LiesIn(string? code, string wider) => PathOf(code).Any(territory => territory.Code == wider);

    private Value Describe() => ValueContext.Of(
        ("territories", new ValueList(Territories.Select(territory => Value.From(ValueContext.Of(
            ("code", territory.Code),
            ("names", new ValueList([.. territory.Names.Select(name => Value.From(name))])),
            ("parent", territory.Parent)))).ToImmutableArray())),
        ("parties", new ValueList(Parties.Select(party => Value.From(ValueContext.Of(
            ("id", party.Id),
            ("kind", PartyKinds.Word(party.Kind)),
            ("superior", party.Superior),
            ("territory", party.Territory)))).ToImmutableArray())));
}
