using Microsoft.Net.Http.Headers;

namespace Xiezhi.Server.Access;

/// <summary>Tells browsers what they must not do with answers: guess their type, frame them, run anything in them, keep them.</summary>
internal static class SecurityHeaders
{
    private const string Pages = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // Made by others, with scripts and styles of their own, some of them inline; nothing but this host may serve them or be called by them.
    private const string Tools = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

    public static void Use(IApplicationBuilder app, params string[] tools) => app.Use(async (context, next) =>
    {
        var headers = context.Response.Headers;
        headers[HeaderNames.ContentSecurityPolicy] = tools.Any(tool => context.Request.Path.StartsWithSegments(tool)) ? Tools : Pages;
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers[HeaderNames.CacheControl] = "no-store";
        await next(context);
    });
}
