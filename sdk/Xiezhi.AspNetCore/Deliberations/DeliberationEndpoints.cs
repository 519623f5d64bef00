using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.AspNetCore.Cases;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Governance.Deliberation;

namespace Xiezhi.AspNetCore.Deliberations;

/// <summary>Deciding together (会商). Who takes part is decided by the case's package.</summary>
internal static class DeliberationEndpoints
{
    private const string At = "deliberations/{number:int}/";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/{id}/deliberations", ListAsync)
            .WithName("ListDeliberations")
            .WithSummary("The deliberations of a case that whoever asks may see")
            .Produces<ImmutableArray<DeliberationResponse>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        var commands = new CommandFamily<ImmutableArray<DeliberationResponse>>(group, static (context, who, result) =>
            ListAsync(context, who, result.Case.ToString(), context.RequestServices.GetRequiredService<CaseReading>(), context.RequestAborted));
        commands.AddNumbered<BallotRequest>(At + "ballot", "CastBallot", "Casts a ballot, or another in its place", (number, body) => new CastBallot(number, Preferences(body), body.Reasons ?? ""));
        commands.AddNumbered<RecusalRequest>(At + "recusals", "RecuseParticipant", "Takes a participant out for conflict of interest", (number, body) => new RecuseParticipant(number, body.Participant, body.Reasons));
        commands.AddNumbered<TextRequest>(At + "comments", "PostComment", "Says something in the consultation of the public", (number, body) => new PostComment(number, body.Text));
        commands.AddNumbered<AnswerRequest>(At + "answers", "AnswerComments", "Answers a group of comments at once", (number, body) => new AnswerComments(number, body.Comments, body.Text));
        commands.AddNumbered<TextRequest>(At + "dissents", "RecordDissent", "Puts a dissent on record", (number, body) => new RecordDissent(number, body.Text));
        commands.AddNumbered<EmptyRequest>(At + "close", "CloseDeliberation", "Closes the vote before its time", (number, _) => new CloseDeliberation(number));
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
