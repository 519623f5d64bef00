using System.Collections.Frozen;

namespace Xiezhi.Governance.Parties;

/// <summary>The words that files and interfaces use for <see cref="PartyKind"/>.</summary>
public static class PartyKinds
{
    private static readonly FrozenDictionary<string, PartyKind> ByWord = new Dictionary<string, PartyKind>
    {
        ["agency"] = PartyKind.Agency,
        ["department"] = PartyKind.Department,
        ["street-office"] = PartyKind.StreetOffice,
        ["company"] = PartyKind.Company,
        ["social-organisation"] = PartyKind.SocialOrganisation,
        ["citizen"] = PartyKind.Citizen,
        ["system"] = PartyKind.System,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<PartyKind, string> ByKind = ByWord.ToFrozenDictionary(entry => entry.Value, entry => entry.Key);

    /// <summary>All words.</summary>
    public static IEnumerable<string> Words => ByWord.Keys.Order(StringComparer.Ordinal);

    /// <summary>The word for <paramref name="kind"/>.</summary>
    public static string Word(PartyKind kind) => ByKind[kind];

    /// <summary>Reads a word.</summary>
    public static bool TryParse(string? word, out PartyKind kind)
    {
        kind = default;
        return word is not null && ByWord.TryGetValue(word, out kind);
    }
}
