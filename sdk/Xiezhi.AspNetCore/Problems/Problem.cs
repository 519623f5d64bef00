using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Xiezhi.AspNetCore.Languages;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.AspNetCore.Problems;

/// <summary>Diagnostics as problem details (RFC 9457), in the language that the request asks for.</summary>
internal static class Problem
{
    /// <summary>One diagnostic.</summary>
    public static ProblemHttpResult Of(HttpContext context, int status, Diagnostic reason)
    {
        var culture = Speak(context);
        var details = Details(context, status, reason, culture);
        return TypedResults.Problem(details);
    }

    /// <summary>Several: the first error speaks for them, and all are listed.</summary>
    public static ProblemHttpResult Of(HttpContext context, int status, ImmutableArray<Diagnostic> reasons)
    {
        var culture = Speak(context);
        var first = reasons.FirstOrDefault(reason => reason.Severity == Severity.Error) ?? reasons[0];
        var details = Details(context, status, first, culture);
        details.Extensions["diagnostics"] = reasons.Select(reason => DiagnosticResponse.From(reason, culture)).ToArray();
        return TypedResults.Problem(details);
    }

    private static ProblemDetails Details(HttpContext context, int status, Diagnostic reason, CultureInfo culture)
    {
        var details = new ProblemDetails
        {
            Type = "urn:xiezhi:problem:" + reason.Code,
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = reason.Message(culture),
            Instance = context.Request.PathBase + context.Request.Path,
        };
        details.Extensions["code"] = reason.Code;
        if (reason.Mend(culture) is { Length: > 0 } mend)
        {
            details.Extensions["mend"] = mend;
        }

        return details;
    }

    private static CultureInfo Speak(HttpContext context)
    {
        var culture = RequestLanguage.Of(context.Request);
        context.Response.Headers[HeaderNames.ContentLanguage] = culture.Name;
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        return culture;
    }
}
