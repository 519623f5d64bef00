namespace Xiezhi.Insight.Reports.Html;

/// <summary>Every case that no duty gives to exactly one party.</summary>
internal static class UnclearDutySection
{
    public static void Write(Markup page, ServiceReport report)
    {
        var texts = report.Texts;
        var cases = report.WithoutClearDuty.ToList();
        if (cases.Count == 0)
        {
            page.Add($"<p>{texts["unclear.none"]}</p>\n");
            return;
        }

        page.Add($"<p class=\"soft\">{texts["unclear.intro"]}</p>\n<table class=\"small\"><thead><tr><th scope=\"col\">{texts["reason"]}</th>");
        page.Add($"<th scope=\"col\" class=\"n\">{texts["cases"]}</th></tr></thead><tbody>");
        foreach (var (reason, count) in cases.CountBy(report.WhyUnclear).OrderByDescending(entry => entry.Value))
        {
            page.Add($"<tr><th scope=\"row\">{reason}</th><td class=\"n\">{Format.Count(count)}</td></tr>");
        }

        page.Add($"</tbody><tfoot><tr><th scope=\"row\">{texts["total"]}</th><td class=\"n\">{Format.Count(cases.Count)}</td></tr></tfoot></table>\n");
        var head = new Markup().Add($"<tr><th>{texts["case"]}</th><th>{texts["openedAt"]}</th><th>{texts["matter"]}</th><th>{texts["territory"]}</th><th>{texts["lead"]}</th><th>{texts["reason"]}</th></tr>");
        LongList.Add(
            page,
            texts,
            head,
            cases,
            (row, record) =>
            {
                row.Add($"<tr><td class=\"w\">{record.Key} {record.Title}</td><td class=\"t\">{Format.Minute(report.Local(record.OpenedAt))}</td>");
                row.Add($"<td>{report.Titles.Matter(record.Matter)}</td><td>{report.Titles.Territory(record.Territory)}</td>");
                row.Add($"<td>{report.Parties(record.Leads)}</td><td>{report.WhyUnclear(record)}</td></tr>\n");
            },
            "no-clear-duty.csv");
    }
}
