using System.Collections.Immutable;

namespace Xiezhi.Insight.Reports.Html;

/// <summary>A count by kind, with the total.</summary>
internal static class KindTable
{
    public static void Write(Markup page, ReportTexts texts, string of, ImmutableSortedDictionary<string, int> counts)
    {
        page.Add($"<table class=\"small\"><thead><tr><th scope=\"col\">{texts["kind"]}</th><th scope=\"col\" class=\"n\">{texts["count"]}</th></tr></thead><tbody>");
        foreach (var (kind, count) in counts.OrderByDescending(entry => entry.Value))
        {
            page.Add($"<tr><th scope=\"row\">{texts.Kind(of, kind)}</th><td class=\"n\">{Format.Count(count)}</td></tr>");
        }

        page.Add($"</tbody><tfoot><tr><th scope=\"row\">{texts["total"]}</th><td class=\"n\">{Format.Count(counts.Values.Sum())}</td></tr></tfoot></table>\n");
    }
}
