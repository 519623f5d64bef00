using System.Collections.Immutable;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Duties;

/// <summary>What <c>package.json</c> says under <c>duties</c>: which decision is the duty list (权责清单), and what is asked of it.</summary>
public sealed record DutyList
{
    /// <summary>The name of the decision.</summary>
    public required string Decision { get; init; }

    /// <summary>The names of the input data that it needs, directly or through decisions that it requires.</summary>
    public required ImmutableArray<string> Inputs { get; init; }

    /// <summary>The kinds of party that may lead. Default: all but citizens and systems.</summary>
    public ImmutableArray<PartyKind> LeadKinds { get; init; } =
        [PartyKind.Agency, PartyKind.Department, PartyKind.StreetOffice, PartyKind.Company, PartyKind.SocialOrganisation];

    /// <summary>The gaps that are there on purpose, each with its reason.</summary>
    public ImmutableArray<AllowedGap> Gaps { get; init; } = [];

    /// <summary>What the decision is told besides the variables of the case; a name in it is never asked of anybody.</summary>
    internal static ImmutableArray<string> Known { get; } = [DutyNames.Matter, DutyNames.Territory, DutyNames.MatterPath, DutyNames.TerritoryPath, DutyNames.Organization];

    /// <summary>The inputs that are neither matter nor territory nor follow from these.</summary>
    internal ImmutableArray<string> FurtherInputs => [.. Inputs.Where(input => !Known.Contains(input))];
}

/// <summary>A gap of a duty list that is there on purpose.</summary>
/// <param name="Matters">The matters that it is about, with all under them; empty for all.</param>
/// <param name="Territories">The territories that it is about, with all in them; empty for all.</param>
/// <param name="Reason">Why nobody has this duty.</param>
public sealed record AllowedGap(ImmutableArray<string> Matters, ImmutableArray<string> Territories, string Reason);

/// <summary>The names of input data that duty decisions are given without anybody's asking.</summary>
internal static class DutyNames
{
    public const string Matter = "matter";
    public const string Territory = "territory";
    public const string MatterPath = "matterPath";
    public const string TerritoryPath = "territoryPath";
    public const string Organization = "organization";
    public const string Duties = "duties";
}
