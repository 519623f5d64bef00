using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Deliberation;
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
        Command<CompleteTaskRequest>(group.MapPost("/{id}/tasks/{taskId:int}/complete", CompleteAsync), "CompleteTask", "Completes an open task");
        Command<CancelCaseRequest>(group.MapPost("/{id}/cancel", CancelAsync), "CancelCase", "Ends a case before its procedure has ended");
        Command<DeliverMessageRequest>(group.MapPost("/{id}/messages", DeliverAsync), "DeliverMessage", "Delivers a message that the procedure waits for");
    }

    private static void Command<TRequest>(RouteHandlerBuilder endpoint, string name, string summary)
        where TRequest : notnull =>
        endpoint.WithName(name)
            .WithSummary(summary)
            .WithDescription("With the header Idempotency-Key, the same command again does nothing more and is answered with the case.")
            .Accepts<TRequest>(RequestBody.Json)
            .Produces<CaseResponse>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

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

        if (!Query.IsKey(key) || !Query.IsKey(body.Package))
        {
            return Query.UnfitText(context, Query.IsKey(key) ? "package" : "key");
        }

        var result = await engine.OpenAsync(who.Tenant, body.Package, key, body.Variables ?? ValueContext.Empty, who.Actor, cancellationToken).ConfigureAwait(false);
        return await result.ToAnswerAsync(context, who, context.Request.PathBase + context.Request.Path + "/" + result.Case).ConfigureAwait(false);
    }

    private static async Task<IResult> CompleteAsync(
        HttpContext context, SignedIn who, string id, int taskId, CaseEngine engine, CaseReading reading, CancellationToken cancellationToken)
    {
        var (body, unread) = await RequestBody.ReadAsync<CompleteTaskRequest>(context).ConfigureAwait(false);
        if (body is null)
        {
            return unread!;
        }

        var (result, problem) = await ExecuteAsync(context, who, id, new CompleteTask(taskId, body.Variables ?? ValueContext.Empty), engine, reading, cancellationToken)
            .ConfigureAwait(false);
        if (result is { Status: CommandStatus.Rejected, State: { IsOpen: true } state } && state.Workflow.Tasks.Find(taskId) is null)
        {
            var task = taskId.ToString(CultureInfo.InvariantCulture);
            return Problem.Of(context, StatusCodes.Status404NotFound, AspNetCoreCodes.NoSuchTask.At(Location.None, task, id));
        }

        return problem ?? await result!.ToAnswerAsync(context, who).ConfigureAwait(false);
    }

    private static async Task<IResult> CancelAsync(
        HttpContext context, SignedIn who, string id, CaseEngine engine, CaseReading reading, CancellationToken cancellationToken)
    {
        var (body, unread) = await RequestBody.ReadAsync<CancelCaseRequest>(context).ConfigureAwait(false);
        if (body is null)
        {
            return unread!;
        }

        var (result, problem) = await ExecuteAsync(context, who, id, new CancelCase(body.Reason), engine, reading, cancellationToken).ConfigureAwait(false);
        return problem ?? await result!.ToAnswerAsync(context, who).ConfigureAwait(false);
    }

    private static async Task<IResult> DeliverAsync(
        HttpContext context, SignedIn who, string id, CaseEngine engine, CaseReading reading, CancellationToken cancellationToken)
    {
        var (body, unread) = await RequestBody.ReadAsync<DeliverMessageRequest>(context).ConfigureAwait(false);
        if (body is null)
        {
            return unread!;
        }

        var command = new DeliverMessage(body.Name, body.CorrelationKey, body.Payload ?? ValueContext.Empty);
        var (result, problem) = await ExecuteAsync(context, who, id, command, engine, reading, cancellationToken).ConfigureAwait(false);
        return problem ?? await result!.ToAnswerAsync(context, who).ConfigureAwait(false);
    }

    /// <summary>Carries out a command on a case for whoever asks, once for an idempotency key.</summary>
    internal static async Task<(CommandResult? Result, IResult? Problem)> ExecuteAsync(
        HttpContext context, SignedIn who, string id, CaseCommand command, CaseEngine engine, CaseReading reading, CancellationToken cancellationToken)
    {
        if (!Query.TryCase(context, id, out var caseId, out var unknown))
        {
            return (null, unknown);
        }

        if (!Query.TryKey(context, out var key, out var unfit))
        {
            return (null, unfit);
        }

        // A citizen learns of no case of others, not even that it is there.
        if (who.IsCitizen && await reading.FindAsync(who, caseId, cancellationToken).ConfigureAwait(false) is null
            && !(command is DeliberationCommand && await reading.TakesPartAsync(who, caseId, cancellationToken).ConfigureAwait(false)))
        {
            return (null, Query.NoSuchCase(context, id));
        }

        return (await engine.ExecuteAsync(who.Tenant, caseId, command, who.Actor, Query.Scope(who, caseId, key), cancellationToken).ConfigureAwait(false), null);
    }
}
