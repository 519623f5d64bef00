using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.Variables;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.AspNetCore.Packages;

/// <summary>A package to publish, as JSON.</summary>
/// <param name="Files">Its files.</param>
public sealed record PublishPackageRequest(ImmutableArray<PackageFileRequest> Files);

/// <summary>A file of a package to publish; its content is given once, either way.</summary>
/// <param name="Path">Its path within the package's folder, with <c>/</c> between names.</param>
/// <param name="Text">Its content as text.</param>
/// <param name="Base64">Its content as bytes in base64.</param>
public sealed record PackageFileRequest(string Path, string? Text = null, string? Base64 = null);

/// <summary>That a package holds from a date on.</summary>
/// <param name="Id">The package's id: the SHA-256 of its content.</param>
/// <param name="Name">Its name.</param>
/// <param name="EffectiveFrom">From when cases begin with it, UTC.</param>
/// <param name="PublishedAt">When it was published, UTC.</param>
/// <param name="PublishedBy">Who published it.</param>
/// <param name="Diagnostics">What is worth knowing about it; only in the answer to publishing.</param>
public sealed record PublicationResponse(
    string Id,
    string Name,
    DateTimeOffset EffectiveFrom,
    DateTimeOffset PublishedAt,
    string PublishedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<DiagnosticResponse>? Diagnostics = null)
{
    internal static PublicationResponse From(PackagePublication publication) =>
        new(publication.PackageId, publication.Name, publication.EffectiveFrom, publication.PublishedAt, publication.PublishedBy);
}

/// <summary>One version of policy.</summary>
/// <param name="Id">Its id: the SHA-256 of its content.</param>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title, in the language asked for.</param>
/// <param name="Zone">The time zone in which its people live.</param>
/// <param name="Files">The names of its files.</param>
/// <param name="Decisions">The names of its decisions.</param>
/// <param name="Organization">Its territories and parties.</param>
/// <param name="Matters">Its catalogue.</param>
/// <param name="ServiceLevels">Its promises.</param>
public sealed record PackageResponse(
    string Id,
    string Name,
    string Title,
    string Zone,
    ImmutableArray<string> Files,
    ImmutableArray<string> Decisions,
    OrganizationResponse Organization,
    ImmutableArray<MatterResponse> Matters,
    ImmutableArray<ServiceLevelResponse> ServiceLevels)
{
    internal static PackageResponse From(GovernancePackage package, CultureInfo culture) => new(
        package.Id,
        package.Manifest.Name,
        package.Manifest.Title.In(culture),
        package.Manifest.Zone,
        [.. package.Files.Keys],
        [.. package.Decisions.Names],
        new OrganizationResponse(
            [.. package.Organization.Territories.Select(territory => new TerritoryResponse(territory.Code, territory.Title.In(culture), territory.Names, territory.Parent))],
            [.. package.Organization.Parties.Select(party => new PartyResponse(party.Id, party.Kind, party.Title.In(culture), party.Superior, party.Territory))]),
        [.. package.Matters.Matters.Select(matter => new MatterResponse(matter.Id, matter.Title.In(culture), matter.Parent))],
        [
            .. package.ServiceLevels.Select(level => new ServiceLevelResponse(
                level.Id,
                level.Title.In(culture),
                [.. level.Clocks.Select(clock => new ClockDefinitionResponse(clock.Id, clock.Title.In(culture), clock.TargetText, clock.Calendar.Id))])),
        ]);
}

/// <summary>The territories and parties of a package.</summary>
/// <param name="Territories">The territories.</param>
/// <param name="Parties">The parties.</param>
public sealed record OrganizationResponse(ImmutableArray<TerritoryResponse> Territories, ImmutableArray<PartyResponse> Parties);

/// <summary>A place that duties are given for.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Title">Its name, in the language asked for.</param>
/// <param name="Names">The names by which a message may call it.</param>
/// <param name="Parent">The code of the territory it lies in.</param>
public sealed record TerritoryResponse(string Code, string Title, ImmutableArray<string> Names, string? Parent);

/// <summary>Somebody who can be responsible.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Title">Its name, in the language asked for.</param>
/// <param name="Superior">The id of the party above it.</param>
/// <param name="Territory">The code of the territory it is for.</param>
public sealed record PartyResponse(
    string Id,
    [property: JsonConverter(typeof(WordConverter<PartyKind>))] PartyKind Kind,
    string Title,
    string? Superior,
    string? Territory);

/// <summary>A kind of issue.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its name, in the language asked for.</param>
/// <param name="Parent">The id of the wider matter it belongs to.</param>
public sealed record MatterResponse(string Id, string Title, string? Parent);

/// <summary>A promise.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its name, in the language asked for.</param>
/// <param name="Clocks">Its clocks.</param>
public sealed record ServiceLevelResponse(string Id, string Title, ImmutableArray<ClockDefinitionResponse> Clocks);

/// <summary>A clock of a promise.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its name, in the language asked for.</param>
/// <param name="Target">How much time is promised, such as <c>15wd</c>.</param>
/// <param name="Calendar">The id of the calendar it is measured on.</param>
public sealed record ClockDefinitionResponse(string Id, string Title, string Target, string Calendar);
