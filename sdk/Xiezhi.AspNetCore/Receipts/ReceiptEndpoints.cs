using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xiezhi.AspNetCore.Cases;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Proofs;

namespace Xiezhi.AspNetCore.Receipts;

/// <summary>What somebody takes home: an event of a case, with the proof that a signed checkpoint covers it.</summary>
internal static class ReceiptEndpoints
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/{id}/receipt", GetAsync)
            .WithName("GetReceipt")
            .WithSummary("The receipt of an event of a case, which proves without the database that the event was recorded so")
            .WithDescription("For whoever opened the case and whoever may see it, of events that they may see. \"xiezhi verify --receipt FILE --key PUBLIC.pem\" checks it. "
                + "409 until the next signed checkpoint covers the event.")
            .Produces<ReceiptResponse>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status500InternalServerError);

    private static async Task<IResult> GetAsync(
        HttpContext context,
        SignedIn who,
        string id,
        CaseReading reading,
        ICaseStore store,
        LogProofs proofs,
        ReceiptTurns turns,
        [Description("The event's place in the case's log; the first is the opening.")] long @event = 1,
        CancellationToken cancellationToken = default)
    {
        if (!Query.TryCase(context, id, out var caseId, out var problem))
        {
            return problem;
        }

        if (await reading.FindAsync(who, caseId, cancellationToken).ConfigureAwait(false) is null)
        {
            return Query.NoSuchCase(context, id);
        }

        var log = await store.ReadLogAsync(who.Tenant, caseId, Math.Max(0, @event - 1), cancellationToken).ConfigureAwait(false);
        if (log is not [var recorded, ..] || recorded.Sequence != @event)
        {
            var place = @event.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Problem.Of(context, StatusCodes.Status404NotFound, RuntimeCodes.NoSuchEvent.At(Location.None, id, place));
        }

        // A receipt shows the event's text in full.
        if (!CaseReading.MaySee(who, recorded))
        {
            return Problem.Of(context, StatusCodes.Status403Forbidden, AspNetCoreCodes.NotAllowed.At(Location.None));
        }

        using var turn = await turns.TakeAsync(cancellationToken).ConfigureAwait(false);
        var result = await proofs.ReceiptAsync(who.Tenant, caseId, @event, cancellationToken).ConfigureAwait(false);
        return result.Receipt is { } receipt
            ? TypedResults.Text(ReceiptText.Write(receipt), "application/json", Encoding.UTF8)
            : Problem.Of(
                context,
                result.Problem!.Code == RuntimeCodes.NotCovered.Code ? StatusCodes.Status409Conflict : StatusCodes.Status500InternalServerError,
                result.Problem);
    }
}
