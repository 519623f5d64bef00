using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.AspNetCore.Requests;

/// <summary>Reads bodies of requests: of the one type that is taken, bounded, with no member unknown, twice or missing.</summary>
internal sealed class RequestBody(IOptions<JsonOptions> json)
{
    public const string Json = "application/json";

    private readonly JsonSerializerOptions _options = new(json.Value.SerializerOptions)
    {
        AllowDuplicateProperties = false,
        MaxDepth = 64,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The body, or the problem that answers the request in its place.</summary>
    public static async Task<(T? Body, ProblemHttpResult? Problem)> ReadAsync<T>(HttpContext context)
        where T : class
    {
        if (!IsOfType(context.Request, Json))
        {
            return (null, WrongType(context, Json));
        }

        var options = context.RequestServices.GetRequiredService<RequestBody>()._options;
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, options, context.RequestAborted).ConfigureAwait(false) is { } body
                ? (body, null)
                : (null, Malformed(context, "null"));
        }
        catch (JsonException problem)
        {
            return (null, Malformed(context, problem.Message));
        }
        catch (BadHttpRequestException problem)
        {
            return (null, Refused(context, problem));
        }
    }

    /// <summary>All bytes of the body, or the problem that answers the request in its place.</summary>
    public static async Task<(byte[]? Body, ProblemHttpResult? Problem)> ReadBytesAsync(HttpContext context)
    {
        try
        {
            using var bytes = new MemoryStream();
            await context.Request.Body.CopyToAsync(bytes, context.RequestAborted).ConfigureAwait(false);
            return (bytes.ToArray(), null);
        }
        catch (BadHttpRequestException problem)
        {
            return (null, Refused(context, problem));
        }
    }

    // A type that no form of another site can send, so that a browser asks for leave first, which is never given.
    public static bool IsOfType(HttpRequest request, string type) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var given)
        && given.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)
        && (!given.Charset.HasValue || given.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    public static ProblemHttpResult WrongType(HttpContext context, string expected) => Problem.Of(
        context,
        StatusCodes.Status415UnsupportedMediaType,
        AspNetCoreCodes.WrongMediaType.At(Location.None, context.Request.ContentType ?? "", expected));

    private static ProblemHttpResult Malformed(HttpContext context, string why) =>
        Problem.Of(context, StatusCodes.Status400BadRequest, AspNetCoreCodes.MalformedBody.At(Location.None, why));

    private static ProblemHttpResult Refused(HttpContext context, BadHttpRequestException problem)
    {
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata>()?.MaxRequestBodySize;
        return problem.StatusCode == StatusCodes.Status413PayloadTooLarge
            ? Problem.Of(context, problem.StatusCode, AspNetCoreCodes.BodyTooLarge.At(Location.None, limit?.ToString(CultureInfo.InvariantCulture) ?? "?"))
            : Malformed(context, problem.Message);
    }
}
