using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xiezhi.AspNetCore.Cases;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.AspNetCore.Accountability;

/// <summary>Who answers for a case, and did. Whoever may see the case may see that.</summary>
internal static class ResponsibilityEndpoints
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/{id}/responsibility", ListAsync)
            .WithName("ListResponsibility")
            .WithSummary("Who answers for a case at each moment of its life: intervals that tile it")
            .Produces<ImmutableArray<ResponsibilityResponse>>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> ListAsync(
        HttpContext context, SignedIn who, string id, CaseReading reading, AccountabilityQueries accountability, CancellationToken cancellationToken)
    {
        if (!Query.TryCase(context, id, out var caseId, out var problem))
        {
            return problem;
        }

        if (await reading.FindAsync(who, caseId, cancellationToken).ConfigureAwait(false) is not { } state)
        {
            return Query.NoSuchCase(context, id);
        }

        var responsibility = await accountability.ResponsibilityAsync(state, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(responsibility.Intervals.Select(ResponsibilityResponse.Of).ToImmutableArray());
    }
}
