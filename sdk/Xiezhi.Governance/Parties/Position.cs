using System.Collections.Immutable;
using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Parties;

/// <summary>A post in a party (岗位) that people hold, one after the other or several at a time.</summary>
/// <param name="Id">Its id in the organisation.</param>
/// <param name="Party">The id of the party that it is in.</param>
/// <param name="Title">Its name.</param>
/// <param name="Roles">What its holders are there for, in the package's own words: <c>dispatcher</c>, <c>verifier</c>.</param>
/// <param name="Holders">Who holds it and when.</param>
public sealed record Position(string Id, string Party, LocalizedText Title, ImmutableArray<string> Roles, ImmutableArray<Tenure> Holders)
{
    /// <summary>How many people may hold it at a time; <see langword="null"/> where no number is set.</summary>
    public int? Seats { get; init; }
}

/// <summary>One person's time in a position (任职).</summary>
/// <param name="Person">The person's id.</param>
/// <param name="During">When, both dates included.</param>
public readonly record struct Tenure(string Person, DateSpan During);
