using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xiezhi.Runtime.Commits;

namespace Xiezhi.AspNetCore.Health;

/// <summary>Whether the store answers and the jobs keep time.</summary>
/// <param name="NextDue">When the next thing falls due, UTC.</param>
/// <param name="LateSeconds">By how many seconds what is due was not acted on yet; more than a few mean that no job host runs.</param>
public sealed record HealthResponse(DateTimeOffset? NextDue, double LateSeconds);

/// <summary>Health.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", async (ICaseStore store, TimeProvider time, CancellationToken cancellationToken) =>
            {
                var next = await store.NextDueAsync(cancellationToken).ConfigureAwait(false);
                var late = next is { } due && time.GetUtcNow() - due is var by && by > TimeSpan.Zero ? Math.Round(by.TotalSeconds, 1) : 0;
                return TypedResults.Ok(new HealthResponse(next, late));
            })
            .WithTags("Health")
            .WithName("GetHealth")
            .WithSummary("Whether the store answers, and how late the jobs are");
}
