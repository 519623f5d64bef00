using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.AspNetCore.Cases;

/// <summary>Commands on cases. Who may give them is decided by the case's package; a refusal is recorded in its log.</summary>
internal static class CaseCommandEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("", OpenAsync)
            .WithName("OpenCase")
            .WithSummary("Opens a case")
            .WithDescription("201 where it is new; 200 with the case that is there where the key opened one before.")
            .Accepts<OpenCaseRequest>(RequestBody.Json)
            .Produces<CaseResponse>(StatusCodes.Status201Created)
            .Produces<CaseResponse>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        CaseCommands.Describe<CompleteTaskRequest, CaseResponse>(group.MapPost("/{id}/tasks/{taskId:int}/complete", CompleteAsync), "CompleteTask", "Completes an open task");
        var commands = new CommandFamily<CaseResponse>(group, static (context, who, result) => result.ToAnswerAsync(context, who));
        commands.Add<CancelCaseRequest>("cancel", "CancelCase", "Ends a case before its procedure has ended", body => new CancelCase(body.Reason));
        commands.Add<DeliverMessageRequest>("messages", "DeliverMessage", "Delivers a message that the procedure waits for", body =>
            new DeliverMessage(body.Name, body.CorrelationKey, body.Payload ?? ValueContext.Empty));
        commands.AddNumbered<EmptyRequest>("incidents/{number:int}/retry", "RetryIncident", "Tries again what an incident stopped", (number, _) => new RetryIncident(number));
    }

    private static async Task<IResult> OpenAsync(HttpContext context, SignedIn who, CaseEngine engine, CancellationToken cancellationToken)
    {
        var (body, unread) = await RequestBody.ReadAsync<OpenCaseRequest>(context).ConfigureAwait(false);
        if (body is null)
        {
            return unread!;
        }

        if (!Query.TryKey(context, out var header, out var unfit))
        {
            return unfit;
        }

        if ((body.Key ?? header) is not { } key)
        {
            return Problem.Of(context, StatusCodes.Status422UnprocessableEntity, AspNetCoreCodes.MissingKey.At(Location.None));
        }

        if (!Query.IsKey(key) || !Query.IsKey(body.Package) || (body.Message is { } name && !Query.IsKey(name)))
        {
            return Query.UnfitText(context, !Query.IsKey(key) ? "key" : !Query.IsKey(body.Package) ? "package" : "message");
        }

        var variables = body.Variables ?? ValueContext.Empty;
        var result = body.Message is { } message
            ? await engine.OpenByMessageAsync(who.Tenant, body.Package, message, key, variables, who.Actor, cancellationToken).ConfigureAwait(false)
            : await engine.OpenAsync(who.Tenant, body.Package, key, variables, who.Actor, cancellationToken).ConfigureAwait(false);
        return await result.ToAnswerAsync(context, who, context.Request.PathBase + context.Request.Path + "/" + result.Case).ConfigureAwait(false);
    }

    private static async Task<IResult> CompleteAsync(HttpContext context, SignedIn who, string id, int taskId)
    {
        var (body, unread) = await RequestBody.ReadAsync<CompleteTaskRequest>(context).ConfigureAwait(false);
        if (body is null)
        {
            return unread!;
        }

        var complete = new CompleteTask(taskId, body.Variables ?? ValueContext.Empty);
        var (result, problem) = await CaseCommands.ExecuteAsync(context, who, id, complete).ConfigureAwait(false);
        return problem ?? result!.ToMissing(context, complete) ?? await result!.ToAnswerAsync(context, who).ConfigureAwait(false);
    }
}
