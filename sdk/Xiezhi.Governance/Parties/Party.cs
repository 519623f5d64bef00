using System.Collections.Immutable;
using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Parties;

/// <summary>Somebody who can be responsible (主体): an agency, department, street office, company, social organisation, citizen or system.</summary>
/// <param name="Id">Its id in the organisation.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Title">Its name.</param>
/// <param name="Superior">The id of the party above it, or <see langword="null"/> at the top.</param>
/// <param name="Territory">The code of the territory it is for, or <see langword="null"/>.</param>
public sealed record Party(string Id, PartyKind Kind, LocalizedText Title, string? Superior, string? Territory)
{
    /// <summary>The line of <see cref="Superior"/> (块): who governs the party.</summary>
    public const string Administrative = "administrative";

    /// <summary>The parties above it in further lines, by the line's name, such as <c>professional</c> (条): who guides its trade.</summary>
    public ImmutableSortedDictionary<string, string> FurtherSuperiors { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether the party also acts as such, without a person, where people are listed for it: for programs that act in its name.</summary>
    public bool ActsAsSuch { get; init; }

    /// <summary>The id of the party above it in a line, or <see langword="null"/>.</summary>
    public string? SuperiorIn(string line) => line == Administrative ? Superior : FurtherSuperiors.GetValueOrDefault(line);
}
