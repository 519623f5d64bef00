using System.Text;
using Xiezhi.AspNetCore.SignIn;

namespace Xiezhi.Server.Pages;

/// <summary>The pages: they only show, and work without script.</summary>
internal static class PageEndpoints
{
    private static readonly Lazy<string> Style = new(ReadStyle);

    public static void MapPages(this IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("").RequireAuthorization(XiezhiPolicies.Party).ExcludeFromDescription();
        pages.MapGet("/", CaseListPage.GetAsync);
        pages.MapGet("/cases/{id}", CasePage.GetAsync);
        pages.MapGet("/page.css", () => TypedResults.Text(Style.Value, "text/css", Encoding.UTF8));
    }

    private static string ReadStyle()
    {
        using var stream = typeof(PageEndpoints).Assembly.GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
