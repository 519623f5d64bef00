using System.Text;
using Microsoft.Net.Http.Headers;
using Xiezhi.AspNetCore.Languages;

namespace Xiezhi.Server.Pages;

/// <summary>What all pages share.</summary>
internal static class Layout
{
    public static IResult Page(HttpContext context, PageTexts texts, string title, Html content, int status = StatusCodes.Status200OK)
    {
        context.Response.Headers[HeaderNames.ContentLanguage] = texts.Culture.Name;
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        var page = Html.Of($"""
            <!DOCTYPE html>
            <html lang="{texts.Culture.Name}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} · {texts["Product"]}</title>
            <link rel="stylesheet" href="/page.css">
            </head>
            <body>
            <a class="skip" href="#content">{texts["Skip"]}</a>
            <header>
            <strong>{texts["Product"]}</strong>
            <nav><a href="/">{texts["Cases"]}</a> <a href="/scalar">{texts["Api"]}</a> <a href="/hangfire">{texts["Jobs"]}</a></nav>
            </header>
            <main id="content">
            <h1>{title}</h1>
            {content}
            </main>
            </body>
            </html>

            """);
        return TypedResults.Text(page.ToString(), "text/html", Encoding.UTF8, status);
    }

    /// <summary>A table with a caption and column heads.</summary>
    public static Html Table(string caption, IEnumerable<string> heads, IEnumerable<Html> rows) => Html.Of($"""
        <div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table>
        <caption>{caption}</caption>
        <thead><tr>{Html.Join(heads.Select(head => Html.Of($"<th scope=\"col\">{head}</th>")))}</tr></thead>
        <tbody>
        {Html.Join(rows)}</tbody>
        </table></div>

        """);

    public static PageTexts Texts(HttpContext context) => new(RequestLanguage.Of(context.Request));
}
