using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Xiezhi.AspNetCore.Findings;
using Xiezhi.AspNetCore.Variables;
using Xiezhi.Governance.Accountability;
using Xiezhi.Governance.Clocks;

namespace Xiezhi.AspNetCore.Accountability;

/// <summary>What a party owes and has answered for at a moment.</summary>
/// <param name="Party">The id of the party.</param>
/// <param name="At">The moment.</param>
/// <param name="Holds">The open cases that it answers for.</param>
/// <param name="Held">The spans for which it answered for cases, and no longer does.</param>
/// <param name="Owes">The promises that are still to be kept.</param>
/// <param name="AnsweredFor">The promises that were kept, broken or given up while it answered for their cases.</param>
/// <param name="Findings">What was held against it, as it stood.</param>
/// <param name="Points">The points of the findings that are final and upheld.</param>
public sealed record LedgerResponse(
    string Party,
    DateTimeOffset At,
    ImmutableArray<HeldCaseResponse> Holds,
    ImmutableArray<HeldCaseResponse> Held,
    ImmutableArray<PromiseResponse> Owes,
    ImmutableArray<PromiseResponse> AnsweredFor,
    ImmutableArray<LedgerFindingResponse> Findings,
    decimal Points)
{
    internal static LedgerResponse Of(PartyAccount account) => new(
        account.Party,
        account.At,
        [.. account.Holds.Select(HeldCaseResponse.Of)],
        [.. account.Held.Select(HeldCaseResponse.Of)],
        [.. account.Owes.Select(PromiseResponse.Of)],
        [.. account.AnsweredFor.Select(PromiseResponse.Of)],
        [.. account.Findings.Select(entry => new LedgerFindingResponse(entry.Case.ToString(), FindingResponse.From(entry.Finding)))],
        account.Points);

    internal static LedgerResponse Empty(string party, DateTimeOffset at) => new(party, at, [], [], [], [], [], 0);
}

/// <summary>A case that a party answers or answered for.</summary>
/// <param name="Case">The case.</param>
/// <param name="Basis">Why.</param>
/// <param name="From">From when on, UTC.</param>
/// <param name="Until">Until when, UTC; <see langword="null"/> where it still does.</param>
public sealed record HeldCaseResponse(
    string Case,
    [property: JsonConverter(typeof(WordConverter<ResponsibilityBasis>))] ResponsibilityBasis Basis,
    DateTimeOffset From,
    DateTimeOffset? Until)
{
    internal static HeldCaseResponse Of(HeldCase held) => new(held.Case.ToString(), held.Basis, held.From, held.Until);
}

/// <summary>A promise that a party owes or answered for.</summary>
/// <param name="Case">The case.</param>
/// <param name="ServiceLevel">The service level.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Due">When it is or was due, UTC.</param>
/// <param name="Standing">How it stood.</param>
public sealed record PromiseResponse(
    string Case,
    string ServiceLevel,
    string Clock,
    DateTimeOffset Due,
    [property: JsonConverter(typeof(WordConverter<ClockStanding>))] ClockStanding Standing)
{
    internal static PromiseResponse Of(OwedPromise promise) => new(promise.Case.ToString(), promise.ServiceLevel, promise.Clock, promise.Due, promise.Standing);
}

/// <summary>A finding against a party.</summary>
/// <param name="Case">The case.</param>
/// <param name="Finding">The finding.</param>
public sealed record LedgerFindingResponse(string Case, FindingResponse Finding);
