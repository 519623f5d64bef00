using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.AspNetCore.Cases;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.AspNetCore.Clocks;

/// <summary>The clocks (计时) of a case, and what is asked of them. Who may ask is decided by the service level.</summary>
internal static class ClockEndpoints
{
    private const string At = "clocks/{name}/";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/{id}/clocks", ListAsync)
            .WithName("ListClocks")
            .WithSummary("What the clocks of a case tell now, in the order in which they started")
            .WithDescription("Citizens see the clocks of the promises made to them, not those of parties or tasks.")
            .Produces<ImmutableArray<ClockReportResponse>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        var commands = new CommandFamily<ImmutableArray<ClockReportResponse>>(group, static (context, who, result) => AnswerAsync(context, who, result.State!));
        commands.AddNamed<ExtensionRequestBody>(At + "extensions", "RequestExtension", "Asks for more time (延期), before the clock is due", (clock, body) =>
            new RequestExtension(clock, body.Amount, body.Reason) { Subject = body.Subject });
        commands.AddNamed<ExtensionGrantBody>(At + "extensions/grant", "GrantExtension", "Grants the time that was asked for; not by whoever asked", (clock, body) =>
            new GrantExtension(clock, body.Reason) { Amount = body.Amount, Subject = body.Subject });
        commands.AddNamed<ClockReasonBody>(At + "extensions/deny", "DenyExtension", "Denies the time that was asked for; not by whoever asked", (clock, body) =>
            new DenyExtension(clock, body.Reason) { Subject = body.Subject });
        commands.AddNamed<SuspensionBody>(At + "suspension", "SuspendClock", "Suspends a clock (挂账), or gives its suspension another review date", (clock, body) =>
            new SuspendClock(clock, body.Reason, body.ReviewAt) { Subject = body.Subject });
        commands.AddNamed<ClockReasonBody>(At + "suspension/end", "EndSuspension", "Ends a suspension", (clock, body) =>
            new EndSuspension(clock, body.Reason) { Subject = body.Subject });
    }

    private static async Task<IResult> ListAsync(HttpContext context, SignedIn who, string id, CaseReading reading, CancellationToken cancellationToken)
    {
        if (!Query.TryCase(context, id, out var caseId, out var problem))
        {
            return problem;
        }

        return await reading.FindAsync(who, caseId, cancellationToken).ConfigureAwait(false) is { } state
            ? await AnswerAsync(context, who, state).ConfigureAwait(false)
            : Query.NoSuchCase(context, id);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, SignedIn who, CaseState state)
    {
        // With the years that were published since the case began, as the case itself counts.
        var packages = context.RequestServices.GetRequiredService<PackageRegistry>();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var package = await packages.ForCaseAsync(state.Tenant, state.PackageId, context.RequestAborted).ConfigureAwait(false)
            ?? throw new InvalidDataException($"Case {state.Id} keeps package {state.PackageId}, which is not in the store.");
        return TypedResults.Ok(state.Clocks
            .Where(clock => CaseReading.MaySee(who, clock) && package.ServiceLevel(clock.ServiceLevel)?.Clocks.Any(definition => definition.Id == clock.Clock) == true)
            .Select(clock => ClockReportResponse.From(ClockReport.Of(package, clock, now), clock))
            .ToImmutableArray());
    }
}
