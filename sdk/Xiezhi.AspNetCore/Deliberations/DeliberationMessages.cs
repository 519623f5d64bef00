using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Xiezhi.AspNetCore.Variables;
using Xiezhi.Governance.Deliberation;

namespace Xiezhi.AspNetCore.Deliberations;

/// <summary>A ballot.</summary>
/// <param name="Preferences">The options chosen, best first, those preferred alike in one group; none to abstain.</param>
/// <param name="Reasons">Why; an objection must say it.</param>
public sealed record BallotRequest(ImmutableArray<ImmutableArray<string>> Preferences, string? Reasons = null);

/// <summary>A participant to take out.</summary>
/// <param name="Participant">A party's id, or <c>citizen:</c> and a citizen's.</param>
/// <param name="Reasons">Why.</param>
public sealed record RecusalRequest(string Participant, string Reasons);

/// <summary>Something said.</summary>
/// <param name="Text">What.</param>
public sealed record TextRequest(string Text);

/// <summary>An answer to comments.</summary>
/// <param name="Comments">Their ids.</param>
/// <param name="Text">What is answered.</param>
public sealed record AnswerRequest(ImmutableArray<int> Comments, string Text);

/// <summary>A comment of the public.</summary>
/// <param name="Id">Its id within the deliberation.</param>
/// <param name="Text">What was said.</param>
/// <param name="Answer">What was answered.</param>
public sealed record CommentResponse(int Id, string Text, string? Answer);

/// <summary>The votes of an option.</summary>
/// <param name="Option">The option.</param>
/// <param name="Votes">How many votes, or how much weight.</param>
public sealed record VotesResponse(string Option, decimal Votes);

/// <summary>What a deliberation came to.</summary>
/// <param name="Outcome">In a word.</param>
/// <param name="Winner">The option decided on.</param>
/// <param name="Entitled">How many could cast a ballot.</param>
/// <param name="Present">How many did.</param>
/// <param name="Abstained">How many of them abstained.</param>
/// <param name="Missing">Stakeholder classes that were not represented.</param>
/// <param name="Votes">The votes of each option.</param>
public sealed record ConclusionResponse(
    [property: JsonConverter(typeof(WordConverter<DeliberationOutcome>))] DeliberationOutcome Outcome,
    string? Winner,
    int Entitled,
    int Present,
    int Abstained,
    ImmutableArray<string> Missing,
    ImmutableArray<VotesResponse> Votes);

/// <summary>A deliberation as it stands. What anybody chose is not in it, only who has cast a ballot.</summary>
/// <param name="Number">Its number within the case.</param>
/// <param name="Definition">Its id in the package.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Options">What can be chosen.</param>
/// <param name="Chair">Who leads it.</param>
/// <param name="Participants">Who decides.</param>
/// <param name="Recused">Who was taken out.</param>
/// <param name="Voted">Who has cast a ballot.</param>
/// <param name="ConsultedUntil">Until when the public may comment, UTC.</param>
/// <param name="Closes">Until when ballots are taken, UTC.</param>
/// <param name="Comments">The comments of the public, without who made them.</param>
/// <param name="Conclusion">What it came to.</param>
public sealed record DeliberationResponse(
    int Number,
    string Definition,
    [property: JsonConverter(typeof(WordConverter<DeliberationStatus>))] DeliberationStatus Status,
    ImmutableArray<string> Options,
    string Chair,
    ImmutableArray<string> Participants,
    ImmutableArray<string> Recused,
    ImmutableArray<string> Voted,
    DateTimeOffset? ConsultedUntil,
    DateTimeOffset? Closes,
    ImmutableArray<CommentResponse> Comments,
    ConclusionResponse? Conclusion)
{
    internal static DeliberationResponse From(DeliberationState state) => new(
        state.Id,
        state.Definition,
        state.Status,
        state.Options,
        state.Chair,
        [.. state.Participants.Select(participant => participant.Id)],
        [.. state.Recused],
        [.. state.Ballots.Keys],
        state.ConsultedUntil,
        state.Closes,
        [.. state.Comments.Select(comment => new CommentResponse(comment.Id, comment.Text, comment.Answer))],
        state.Conclusion is { } concluded
            ? new ConclusionResponse(
                concluded.Outcome, concluded.Winner, concluded.Entitled, concluded.Present, concluded.Abstained, concluded.Missing,
                [.. concluded.Votes.Select(votes => new VotesResponse(votes.Option, votes.Votes))])
            : null);
}
