using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Xiezhi.AspNetCore.Variables;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Joining;

namespace Xiezhi.AspNetCore.Handling;

/// <summary>What a case has to do with others. A citizen learns of no other case by it, only whether theirs is merged and was answered.</summary>
/// <param name="Merged">Whether it is merged into another case, or ended with one.</param>
/// <param name="RepliedAt">When its petitioner was last answered, UTC; the main case's answer counts.</param>
/// <param name="Into">The case that it is, or is to be, merged into.</param>
/// <param name="Confirmed">Whether that case has taken it in.</param>
/// <param name="Petitions">For how many petitions it stands: its own and those of the cases merged into it.</param>
/// <param name="MergedCases">The cases merged into it, and into those.</param>
/// <param name="PartOf">The case that it is a part of.</param>
/// <param name="Parts">Its parts.</param>
/// <param name="Related">The cases related to it.</param>
public sealed record JoiningResponse(
    bool Merged,
    DateTimeOffset? RepliedAt,
    string? Into,
    bool Confirmed,
    int Petitions,
    ImmutableArray<string> MergedCases,
    string? PartOf,
    ImmutableArray<PartResponse> Parts,
    ImmutableArray<RelatedCaseResponse> Related)
{
    internal static JoiningResponse From(CaseState state)
    {
        var joining = state.Joining;
        return new(
            joining.Into is not null,
            state.RepliedAt,
            joining.Into,
            joining.IsConfirmed,
            joining.Petitions,
            [.. joining.MergedCases],
            joining.PartOf?.Case,
            [.. joining.Parts.Select(PartResponse.From)],
            [.. joining.Related.Select(related => new RelatedCaseResponse(related.Other, related.Kind, related.Note))]);
    }

    internal static JoiningResponse ForPetitioner(CaseState state) =>
        new(state.Joining.Into is not null, state.RepliedAt, null, state.Joining.IsConfirmed, state.Joining.OwnPetitions, [], null, [], []);
}

/// <summary>A part of a case that was split.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Package">The package it begins with.</param>
/// <param name="Case">Its case, once it is open.</param>
/// <param name="Failure">Why it could not be opened.</param>
/// <param name="Status">How it ended; <see langword="null"/> while it has not.</param>
/// <param name="Outcome">What it reported.</param>
public sealed record PartResponse(
    int Number,
    string Title,
    string Package,
    string? Case,
    string? Failure,
    [property: JsonConverter(typeof(WordConverter<CaseStatus>))] CaseStatus? Status,
    ValueContext Outcome)
{
    internal static PartResponse From(PartState part) => new(part.Part, part.Title, part.Package, part.Case, part.Failure, part.Status, part.Outcome);
}

/// <summary>A related case.</summary>
/// <param name="Case">The other case.</param>
/// <param name="Kind">The kind of relation.</param>
/// <param name="Note">More about it.</param>
public sealed record RelatedCaseResponse(string Case, string Kind, string Note);
