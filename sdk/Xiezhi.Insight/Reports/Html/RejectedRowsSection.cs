namespace Xiezhi.Insight.Reports.Html;

/// <summary>The rows of the input that opened no case, with their lines and reasons.</summary>
internal static class RejectedRowsSection
{
    private const int RowsShown = 20;

    public static void Write(Markup page, ServiceReport report)
    {
        var (texts, rejected) = (report.Texts, report.RejectedRows);
        if (rejected.IsEmpty)
        {
            page.Add($"<p>{texts["rejected.none"]}</p>\n");
            return;
        }

        var head = new Markup().Add($"<tr><th class=\"n\">{texts["line"]}</th><th>{texts["reason"]}</th></tr>");
        void WriteRow(Markup row, RejectedRow item) => row.Add($"<tr><td class=\"n\">{item.Line}</td><td>{item.Reason}</td></tr>\n");
        if (rejected.Length > RowsShown)
        {
            LongList.Add(page, texts, head, rejected, WriteRow, "rejected-rows.csv");
            return;
        }

        page.Add($"<table><thead>").Add(head).Add($"</thead><tbody>");
        foreach (var item in rejected)
        {
            WriteRow(page, item);
        }

        page.Add($"</tbody></table>\n");
    }
}
