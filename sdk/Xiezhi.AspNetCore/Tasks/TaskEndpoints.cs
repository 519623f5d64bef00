using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.AspNetCore.Tasks;

/// <summary>The worklist.</summary>
internal static class TaskEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/tasks", ListAsync)
            .WithTags("Tasks")
            .WithName("ListTasks")
            .WithSummary("Open tasks, the longest waiting first")
            .Produces<PageResponse<TaskResponse>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> ListAsync(
        HttpContext context,
        SignedIn who,
        ICaseQueries queries,
        [Description("Only those that this party may do.")] string? owner = null,
        [Description("Only those that whoever asks holds.")] bool mine = false,
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

        var filter = new TaskFilter(who.Tenant, owner, null, skip, take + 1) { HeldBy = mine ? new TaskHolder(who.Actor.Party, who.Actor.Person) : null };
        var found = await queries.ListTasksAsync(filter, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(PageResponse<TaskResponse>.From(found, skip, take, TaskResponse.From));
    }
}
