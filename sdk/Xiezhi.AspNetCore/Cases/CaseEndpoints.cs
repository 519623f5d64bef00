using System.Collections.Immutable;
using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xiezhi.AspNetCore.Accountability;
using Xiezhi.AspNetCore.Clocks;
using Xiezhi.AspNetCore.Deliberations;
using Xiezhi.AspNetCore.Findings;
using Xiezhi.AspNetCore.Handling;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.Receipts;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;

namespace Xiezhi.AspNetCore.Cases;

/// <summary>Looking at cases and their logs.</summary>
internal static class CaseEndpoints
{
    private const int MostEvents = 1000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/cases").WithTags("Cases");
        group.MapGet("", ListAsync)
            .WithName("ListCases")
            .WithSummary("Cases, the latest opened first")
            .Produces<PageResponse<CaseSummaryResponse>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{id}", GetAsync)
            .WithName("GetCase")
            .WithSummary("A case with its facts, variables, open tasks and clocks")
            .Produces<CaseResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{id}/log", GetLogAsync)
            .WithName("GetCaseLog")
            .WithSummary("What happened in a case, event by event")
            .WithDescription($"\"after\" is the sequence number behind which to begin; at most {MostEvents} events are given at once. "
                + "Citizens are told that something happened, and in full only what concerns them or is their own doing.")
            .Produces<ImmutableArray<LoggedEventResponse>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        CaseCommandEndpoints.Map(group);
        DeliberationEndpoints.Map(group);
        ClockEndpoints.Map(group);
        FindingEndpoints.Map(group);
        ResponsibilityEndpoints.Map(group);
        HandlingEndpoints.Map(group);
        ReceiptEndpoints.Map(group);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        SignedIn who,
        ICaseQueries queries,
        [Description("Only those that are open, closed or cancelled.")] string? status = null,
        [Description("Only those that this party leads.")] string? lead = null,
        int skip = 0,
        int take = 50,
        CancellationToken cancellationToken = default)
    {
        if (who.IsCitizen)
        {
            return Problem.Of(context, StatusCodes.Status403Forbidden, AspNetCoreCodes.NotForCitizens.At(Location.None));
        }

        if (Query.Page(context, skip, take) is { } unfit)
        {
            return unfit;
        }

        CaseStatus? asked = null;
        if (status is not null)
        {
            if (!Enum.GetNames<CaseStatus>().Contains(status, StringComparer.OrdinalIgnoreCase))
            {
                return Query.Unfit(context, "status", status, "open, closed, cancelled");
            }

            asked = Enum.Parse<CaseStatus>(status, ignoreCase: true);
        }

        var found = await queries.ListCasesAsync(new CaseFilter(who.Tenant, asked, lead, skip, take + 1), cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(PageResponse<CaseSummaryResponse>.From(found, skip, take, CaseSummaryResponse.From));
    }

    private static async Task<IResult> GetAsync(HttpContext context, SignedIn who, string id, CaseReading reading, CancellationToken cancellationToken)
    {
        if (!Query.TryCase(context, id, out var caseId, out var problem))
        {
            return problem;
        }

        return await reading.FindAsync(who, caseId, cancellationToken).ConfigureAwait(false) is { } state
            && await reading.DescribeAsync(who, state, cancellationToken).ConfigureAwait(false) is { } response
                ? TypedResults.Ok(response)
                : Query.NoSuchCase(context, id);
    }

    private static async Task<IResult> GetLogAsync(
        HttpContext context, SignedIn who, string id, CaseReading reading, ICaseStore store, long after = 0, CancellationToken cancellationToken = default)
    {
        if (!Query.TryCase(context, id, out var caseId, out var problem))
        {
            return problem;
        }

        if (await reading.FindAsync(who, caseId, cancellationToken).ConfigureAwait(false) is null)
        {
            return Query.NoSuchCase(context, id);
        }

        var log = await store.ReadLogAsync(who.Tenant, caseId, Math.Max(0, after), cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(log.Take(MostEvents).Select(recorded => LoggedEventResponse.From(recorded, who)).ToImmutableArray());
    }
}
