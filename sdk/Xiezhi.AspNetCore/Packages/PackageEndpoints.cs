using System.Collections.Immutable;
using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Xiezhi.AspNetCore.Languages;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.AspNetCore.Packages;

/// <summary>Publishing packages and looking at them.</summary>
internal static class PackageEndpoints
{
    public const string Zip = "application/zip";

    public static void Map(IEndpointRouteBuilder routes, XiezhiApiOptions limits)
    {
        var group = routes.MapGroup("/packages").WithTags("Packages");
        group.MapPost("", PublishAsync)
            .WithName("PublishPackage")
            .WithSummary("Checks a package and publishes it")
            .WithDescription("The body is a ZIP archive of the package's folder (application/zip), or its files as JSON. "
                + "The package is checked whole; all that is wrong with it is listed under \"diagnostics\". Systems may publish.")
            .WithMetadata(new RequestSizeLimitAttribute(limits.MostPackageBytes))
            .Accepts<PublishPackageRequest>(RequestBody.Json, Zip)
            .Produces<PublicationResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet("", ListAsync)
            .WithName("ListPackages")
            .WithSummary("All publications, the latest first")
            .Produces<ImmutableArray<PublicationResponse>>();
        group.MapGet("/{nameOrId}", GetAsync)
            .WithName("GetPackage")
            .WithSummary("One package by its id, or the one in force under a name")
            .Produces<PackageResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> PublishAsync(
        HttpContext context,
        SignedIn who,
        PackageRegistry packages,
        IOptions<XiezhiOptions> engine,
        IOptions<XiezhiApiOptions> limits,
        [Description("From when cases begin with it, with an offset; now where left out.")] DateTimeOffset? effectiveFrom,
        CancellationToken cancellationToken)
    {
        // Asked for before the body is read, so that those who may not publish can't make the host unpack anything.
        if (!engine.Value.MayPublish(who.Actor))
        {
            return Problem.Of(context, StatusCodes.Status403Forbidden, AspNetCoreCodes.NotAllowed.At(Location.None));
        }

        var diagnostics = new DiagnosticBag();
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? files;
        if (RequestBody.IsOfType(context.Request, Zip))
        {
            var (bytes, unread) = await RequestBody.ReadBytesAsync(context).ConfigureAwait(false);
            if (bytes is null)
            {
                return unread!;
            }

            files = new UploadedFiles(limits.Value, diagnostics).ReadArchive(bytes);
        }
        else if (RequestBody.IsOfType(context.Request, RequestBody.Json))
        {
            var (body, unread) = await RequestBody.ReadAsync<PublishPackageRequest>(context).ConfigureAwait(false);
            if (body is null)
            {
                return unread!;
            }

            files = new UploadedFiles(limits.Value, diagnostics).Read(body.Files);
        }
        else
        {
            return RequestBody.WrongType(context, Zip + ", " + RequestBody.Json);
        }

        if (files is null)
        {
            return Problem.Of(context, StatusCodes.Status400BadRequest, diagnostics.ToImmutable());
        }

        var result = await packages.PublishAsync(who.Tenant, files, effectiveFrom, who.Actor, cancellationToken).ConfigureAwait(false);
        if (result.Publication is not { } publication)
        {
            return Problem.Of(context, StatusCodes.Status422UnprocessableEntity, result.Diagnostics);
        }

        var culture = RequestLanguage.Of(context.Request);
        return TypedResults.Created(
            context.Request.PathBase + context.Request.Path + "/" + publication.PackageId,
            PublicationResponse.From(publication) with { Diagnostics = [.. result.Diagnostics.Select(found => DiagnosticResponse.From(found, culture))] });
    }

    private static async Task<IResult> ListAsync(SignedIn who, PackageRegistry packages, CancellationToken cancellationToken)
    {
        var publications = await packages.ListAsync(who.Tenant, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(publications.Select(PublicationResponse.From).ToImmutableArray());
    }

    private static async Task<IResult> GetAsync(
        HttpContext context, SignedIn who, string nameOrId, PackageRegistry packages, TimeProvider time, CancellationToken cancellationToken)
    {
        var package = await packages.FindAsync(who.Tenant, nameOrId, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return package is null
            ? Problem.Of(context, StatusCodes.Status404NotFound, AspNetCoreCodes.NoSuchPackage.At(Location.None, nameOrId))
            : TypedResults.Ok(PackageResponse.From(package, RequestLanguage.Of(context.Request)));
    }
}
