namespace Xiezhi.Insight.Reports.Html;

/// <summary>What the words of the report mean.</summary>
internal static class ReadingSection
{
    public static void Write(Markup page, ServiceReport report)
    {
        page.Add($"<ul>");
        foreach (var text in (ReadOnlySpan<string>)["reading.onTime", "reading.share", "reading.within", "reading.closed"])
        {
            page.Add($"<li>{report.Texts[text]}</li>");
        }

        page.Add($"</ul>\n");
    }
}
