using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Cases;

/// <summary>One word of who may do something: a party, a kind of party, a role of the duty list, a position or a skill; narrowed by a role or a skill.</summary>
/// <param name="Base">A party's id, a kind of party, a role of <see cref="DutyRoles"/>, <c>position:ID</c>, or empty where only a skill is asked for.</param>
/// <param name="Role">What a position of the party must be for (<c>/role:verifier</c>), or <see langword="null"/>.</param>
/// <param name="Skill">What the person must be able to do (<c>/skill:surveying</c>), or <see langword="null"/>.</param>
internal readonly record struct AuthorityWord(string Base, string? Role, string? Skill)
{
    private const string PositionPrefix = "position:";
    private const string RoleMark = "/role:";
    private const string SkillMark = "/skill:";
    private const string SkillPrefix = "skill:";

    /// <summary>The id of the position that it names, or <see langword="null"/>.</summary>
    public string? Position => Base.StartsWith(PositionPrefix, StringComparison.Ordinal) ? Base[PositionPrefix.Length..] : null;

    /// <summary>Whether only a person can meet it, and no party as such.</summary>
    public bool NeedsPerson => Role is not null || Skill is not null || Position is not null;

    public static AuthorityWord Parse(string word)
    {
        if (word.StartsWith(SkillPrefix, StringComparison.Ordinal))
        {
            return new AuthorityWord("", null, word[SkillPrefix.Length..]);
        }

        var (rest, skill) = Cut(word, SkillMark);
        (rest, var role) = Cut(rest, RoleMark);
        return new AuthorityWord(rest, role, skill);
    }

    /// <summary>Whether the organisation knows what it names.</summary>
    public bool IsKnown(Organization organization) =>
        Base.Length == 0 || PartyKinds.TryParse(Base, out _) || DutyRoles.IsRole(Base)
        || (Position is { } position ? organization.Staffing.Position(position) is not null : organization.Party(Base) is not null);

    private static (string Before, string? After) Cut(string word, string mark) =>
        word.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at ? (word[..at], word[(at + mark.Length)..]) : (word, null);
}
