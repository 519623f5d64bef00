using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.AspNetCore.Cases;

/// <summary>Commands on cases that are answered alike, each mapped to a route by one line. Who may give them is decided by the case's package.</summary>
/// <typeparam name="TAnswer">What a command that holds is answered with.</typeparam>
/// <param name="group">The routes of cases.</param>
/// <param name="answer">Answers a command that holds.</param>
internal sealed class CommandFamily<TAnswer>(RouteGroupBuilder group, Func<HttpContext, SignedIn, CommandResult, Task<IResult>> answer)
{
    /// <summary>A command on the case itself, at <c>/cases/{id}/PATH</c>.</summary>
    public void Add<TRequest>(string path, string name, string summary, Func<TRequest, CaseCommand> command)
        where TRequest : class
    {
        Describe<TRequest>(group.MapPost("/{id}/" + path, ExecuteAsync), name, summary);

        Task<IResult> ExecuteAsync(HttpContext context, SignedIn who, string id) => RunAsync(context, who, id, command);
    }

    /// <summary>A command on something of the case that has a number: <paramref name="path"/> has <c>{number:int}</c> in it.</summary>
    public void AddNumbered<TRequest>(string path, string name, string summary, Func<int, TRequest, CaseCommand> command)
        where TRequest : class
    {
        Describe<TRequest>(group.MapPost("/{id}/" + path, ExecuteAsync), name, summary);

        Task<IResult> ExecuteAsync(HttpContext context, SignedIn who, string id, int number) => RunAsync<TRequest>(context, who, id, body => command(number, body));
    }

    /// <summary>A command on something of the case that has a name: <paramref name="path"/> has <c>{name}</c> in it.</summary>
    public void AddNamed<TRequest>(string path, string name, string summary, Func<string, TRequest, CaseCommand> command)
        where TRequest : class
    {
        Describe<TRequest>(group.MapPost("/{id}/" + path, ExecuteNamedAsync), name, summary);

        Task<IResult> ExecuteNamedAsync(HttpContext context, SignedIn who, string id, [FromRoute(Name = "name")] string called) =>
            RunAsync<TRequest>(context, who, id, body => command(called, body));
    }

    private async Task<IResult> RunAsync<TRequest>(HttpContext context, SignedIn who, string id, Func<TRequest, CaseCommand> command)
        where TRequest : class
    {
        var (body, unread) = await RequestBody.ReadAsync<TRequest>(context).ConfigureAwait(false);
        if (body is null)
        {
            return unread!;
        }

        var asked = command(body);
        var (result, problem) = await CaseCommands.ExecuteAsync(context, who, id, asked).ConfigureAwait(false);
        return problem ?? result!.ToMissing(context, asked) ?? (result!.Succeeded
            ? await answer(context, who, result).ConfigureAwait(false)
            : await result.ToAnswerAsync(context, who).ConfigureAwait(false));
    }

    private static void Describe<TRequest>(RouteHandlerBuilder endpoint, string name, string summary)
        where TRequest : notnull =>
        CaseCommands.Describe<TRequest, TAnswer>(endpoint, name, summary);
}

/// <summary>What all commands on cases have in common.</summary>
internal static class CaseCommands
{
    public static void Describe<TRequest, TAnswer>(RouteHandlerBuilder endpoint, string name, string summary)
        where TRequest : notnull =>
        endpoint.WithName(name)
            .WithSummary(summary)
            .WithDescription("With the header Idempotency-Key, the same command again does nothing more and is answered with how the case stands.")
            .Accepts<TRequest>(RequestBody.Json)
            .Produces<TAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>Carries out a command on a case for whoever asks, once for an idempotency key.</summary>
    public static async Task<(CommandResult? Result, IResult? Problem)> ExecuteAsync(HttpContext context, SignedIn who, string id, CaseCommand command)
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
        var reading = context.RequestServices.GetRequiredService<CaseReading>();
        if (who.IsCitizen && await reading.FindAsync(who, caseId, context.RequestAborted).ConfigureAwait(false) is null
            && !(command is DeliberationCommand && await reading.TakesPartAsync(who, caseId, context.RequestAborted).ConfigureAwait(false)))
        {
            return (null, Query.NoSuchCase(context, id));
        }

        var engine = context.RequestServices.GetRequiredService<CaseEngine>();
        return (await engine.ExecuteAsync(who.Tenant, caseId, command, who.Actor, Query.Scope(who, caseId, key), context.RequestAborted).ConfigureAwait(false), null);
    }
}
