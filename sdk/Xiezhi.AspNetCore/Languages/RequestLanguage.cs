using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Xiezhi.AspNetCore.Languages;

/// <summary>The language that a request asks to be answered in.</summary>
public static class RequestLanguage
{
    /// <summary>English, which is spoken where nothing that is asked for is.</summary>
    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en");

    /// <summary>Chinese as written in China.</summary>
    public static CultureInfo Chinese { get; } = CultureInfo.GetCultureInfo("zh-CN");

    /// <summary>Chinese or English, whichever the header <c>Accept-Language</c> prefers (RFC 9110, 12.5.4).</summary>
    public static CultureInfo Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        IList<StringWithQualityHeaderValue> asked = request.GetTypedHeaders().AcceptLanguage;
        foreach (var language in asked.Where(language => language.Quality is not 0).OrderByDescending(language => language.Quality ?? 1))
        {
            var primary = language.Value.AsSpan();
            primary = primary.IndexOf('-') is var end and > 0 ? primary[..end] : primary;
            if (primary.Equals("zh", StringComparison.OrdinalIgnoreCase))
            {
                return Chinese;
            }

            if (primary.Equals("en", StringComparison.OrdinalIgnoreCase))
            {
                return English;
            }
        }

        return English;
    }
}
