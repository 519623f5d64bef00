using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.AspNetCore.Outbox;

/// <summary>A message that could not be delivered and waits until somebody mends the cause and replays it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Case">The case it is about.</param>
/// <param name="JobId">The job of the procedure that waits for the answer.</param>
/// <param name="Kind">What carries it out, such as <c>notify:citizen</c>.</param>
/// <param name="Recipient">Whom it is for.</param>
/// <param name="Payload">What it says.</param>
/// <param name="CreatedAt">When it was committed, UTC.</param>
/// <param name="Attempts">How often delivery was tried.</param>
/// <param name="Reason">What went wrong at the last attempt.</param>
public sealed record MessageSetAsideResponse(
    string Id, string Case, int? JobId, string Kind, string? Recipient, ValueContext Payload, DateTimeOffset CreatedAt, int Attempts, string Reason)
{
    internal static MessageSetAsideResponse From(MessageSetAside aside) => new(
        aside.Message.Id,
        aside.Message.Case.ToString(),
        aside.Message.JobId,
        aside.Message.Kind,
        aside.Message.Recipient,
        aside.Message.Payload,
        aside.Message.CreatedAt,
        aside.Message.Attempts,
        aside.Reason);
}

/// <summary>Messages that could not be delivered. Only systems may look at them and replay them.</summary>
internal static class OutboxEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/outbox").WithTags("Outbox");
        group.MapGet("/set-aside", ListAsync)
            .WithName("ListMessagesSetAside")
            .WithSummary("Messages that could not be delivered, the oldest first")
            .Produces<PageResponse<MessageSetAsideResponse>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        group.MapPost("/{id}/replay", ReplayAsync)
            .WithName("ReplayMessage")
            .WithSummary("Tries a message that was set aside again, as often as a new one")
            .Accepts<Cases.EmptyRequest>(RequestBody.Json)
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, SignedIn who, IOutboxStore outbox, int skip = 0, int take = 50, CancellationToken cancellationToken = default)
    {
        if (who.Actor.Kind != PartyKind.System)
        {
            return Problem.Of(context, StatusCodes.Status403Forbidden, AspNetCoreCodes.ForSystemsOnly.At(Location.None));
        }

        if (Query.Page(context, skip, take) is { } unfit)
        {
            return unfit;
        }

        var found = await outbox.SetAsideAsync(who.Tenant, skip, take + 1, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(PageResponse<MessageSetAsideResponse>.From(found, skip, take, MessageSetAsideResponse.From));
    }

    private static async Task<IResult> ReplayAsync(
        HttpContext context, SignedIn who, string id, IOutboxStore outbox, TimeProvider time, CancellationToken cancellationToken)
    {
        if (who.Actor.Kind != PartyKind.System)
        {
            return Problem.Of(context, StatusCodes.Status403Forbidden, AspNetCoreCodes.ForSystemsOnly.At(Location.None));
        }

        // An empty body is read all the same: its type is one that no form of another site can send.
        var (body, unread) = await RequestBody.ReadAsync<Cases.EmptyRequest>(context).ConfigureAwait(false);
        if (body is null)
        {
            return unread!;
        }

        return await outbox.ReplayAsync(who.Tenant, id, time.GetUtcNow(), cancellationToken).ConfigureAwait(false)
            ? TypedResults.NoContent()
            : Problem.Of(context, StatusCodes.Status404NotFound, AspNetCoreCodes.NotSetAside.At(Location.None, id));
    }
}
