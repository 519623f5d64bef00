using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xiezhi.AspNetCore.Languages;
using Xiezhi.AspNetCore.Packages;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.AspNetCore.Decisions;

/// <summary>Deciding without a case.</summary>
internal static class DecisionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/decisions/{name}", DecideAsync)
            .WithTags("Decisions")
            .WithName("Decide")
            .WithSummary("Makes a decision of a package, and tells what it came from")
            .Accepts<DecideRequest>(RequestBody.Json)
            .Produces<DecisionResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> DecideAsync(
        HttpContext context, SignedIn who, string name, PackageRegistry packages, TimeProvider time, CancellationToken cancellationToken)
    {
        var (body, unread) = await RequestBody.ReadAsync<DecideRequest>(context).ConfigureAwait(false);
        if (body is null)
        {
            return unread!;
        }

        var now = time.GetUtcNow();
        if (await packages.FindAsync(who.Tenant, body.Package, now, cancellationToken).ConfigureAwait(false) is not { } package)
        {
            return Problem.Of(context, StatusCodes.Status404NotFound, AspNetCoreCodes.NoSuchPackage.At(Location.None, body.Package));
        }

        if (package.Decisions.Explain(name, body.Inputs ?? ValueContext.Empty, new EvaluationOptions { Now = now, ExplainRefusals = body.Refusals }) is not { } result)
        {
            return Problem.Of(context, StatusCodes.Status404NotFound, GovernanceCodes.UnknownDecision.At(Location.None, name));
        }

        if (result.Value.IsNull && result.HasErrors)
        {
            return Problem.Of(context, StatusCodes.Status422UnprocessableEntity, result.Diagnostics);
        }

        if (!Data.Is(result.Value))
        {
            return Problem.Of(context, StatusCodes.Status422UnprocessableEntity, AspNetCoreCodes.NotData.At(Location.None, name, result.Value.Kind.ToString()));
        }

        var culture = RequestLanguage.Of(context.Request);
        return TypedResults.Ok(new DecisionResponse(
            package.Id,
            result.Value,
            result.Explanation is { } why ? ExplanationResponse.From(why) : null,
            [.. result.Diagnostics.Select(found => DiagnosticResponse.From(found, culture))]));
    }
}
