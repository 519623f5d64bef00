using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xiezhi.AspNetCore.Cases;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.AspNetCore.Deliberations;

/// <summary>Deciding together (会商). Who takes part is decided by the case's package.</summary>
internal static class DeliberationEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/{id}/deliberations", ListAsync)
            .WithName("ListDeliberations")
            .WithSummary("The deliberations of a case that whoever asks may see")
            .Produces<ImmutableArray<DeliberationResponse>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        Command<BallotRequest>(group, "ballot", "CastBallot", "Casts a ballot, or another in its place", (number, body) => new CastBallot(number, Preferences(body), body.Reasons ?? ""));
        Command<RecusalRequest>(group, "recusals", "RecuseParticipant", "Takes a participant out for conflict of interest", (number, body) => new RecuseParticipant(number, body.Participant, body.Reasons));
        Command<TextRequest>(group, "comments", "PostComment", "Says something in the consultation of the public", (number, body) => new PostComment(number, body.Text));
        Command<AnswerRequest>(group, "answers", "AnswerComments", "Answers a group of comments at once", (number, body) => new AnswerComments(number, body.Comments, body.Text));
        Command<TextRequest>(group, "dissents", "RecordDissent", "Puts a dissent on record", (number, body) => new RecordDissent(number, body.Text));
        Command<EmptyRequest>(group, "close", "CloseDeliberation", "Closes the vote before its time", (number, _) => new CloseDeliberation(number));
    }

    private static void Command<TRequest>(RouteGroupBuilder group, string path, string name, string summary, Func<int, TRequest, DeliberationCommand> command)
        where TRequest : class
    {
        group.MapPost("/{id}/deliberations/{number:int}/" + path, ExecuteAsync)
            .WithName(name)
            .WithSummary(summary)
            .WithDescription("With the header Idempotency-Key, the same command again does nothing more.")
            .Accepts<TRequest>(RequestBody.Json)
            .Produces<ImmutableArray<DeliberationResponse>>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        async Task<IResult> ExecuteAsync(
            HttpContext context, SignedIn who, string id, int number, CaseEngine engine, CaseReading reading, CancellationToken cancellationToken)
        {
            var (body, unread) = await RequestBody.ReadAsync<TRequest>(context).ConfigureAwait(false);
            if (body is null)
            {
                return unread!;
            }

            var (result, problem) = await CaseCommandEndpoints.ExecuteAsync(context, who, id, command(number, body), engine, reading, cancellationToken).ConfigureAwait(false);
            return problem ?? (result!.Status is CommandStatus.Done or CommandStatus.AlreadyDone
                ? await ListAsync(context, who, id, reading, cancellationToken).ConfigureAwait(false)
                : await result.ToAnswerAsync(context, who).ConfigureAwait(false));
        }
    }

    private static async Task<IResult> ListAsync(HttpContext context, SignedIn who, string id, CaseReading reading, CancellationToken cancellationToken)
    {
        if (!Query.TryCase(context, id, out var caseId, out var problem))
        {
            return problem;
        }

        return await reading.DeliberationsAsync(who, caseId, cancellationToken).ConfigureAwait(false) is { } found
            ? TypedResults.Ok(found.Select(DeliberationResponse.From).ToImmutableArray())
            : Query.NoSuchCase(context, id);
    }

    private static ImmutableArray<ImmutableArray<string>> Preferences(BallotRequest body) =>
        body.Preferences.IsDefault ? [] : [.. body.Preferences.Select(group => group.IsDefault ? [] : group)];
}
