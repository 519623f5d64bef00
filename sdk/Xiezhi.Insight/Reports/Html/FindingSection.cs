using Xiezhi.Insight.Histories;

namespace Xiezhi.Insight.Reports.Html;

/// <summary>Every finding: counted by kind and by party, then one by one.</summary>
internal static class FindingSection
{
    private const int PartiesShown = 10;

    public static void Write(Markup page, ServiceReport report)
    {
        var texts = report.Texts;
        var findings = report.Cases.SelectMany(record => record.Findings, (record, finding) => (Case: record, Finding: finding)).ToList();
        if (findings.Count == 0)
        {
            page.Add($"<p>{texts["findings.none"]}</p>\n");
            return;
        }

        page.Add($"<p class=\"soft\">{texts["findings.intro"]}</p>\n<div class=\"pair\"><div>");
        KindTable.Write(page, texts, "finding", report.Figures.Findings);
        page.Add($"</div><div><table><thead><tr><th scope=\"col\">{texts["against"]}</th><th scope=\"col\" class=\"n\">{texts["count"]}</th></tr></thead><tbody>");
        foreach (var (party, count) in findings.CountBy(item => item.Finding.Against).OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(PartiesShown))
        {
            page.Add($"<tr><th scope=\"row\">{report.Titles.Party(party)}</th><td class=\"n\">{Format.Count(count)}</td></tr>");
        }

        page.Add($"</tbody></table></div></div>\n");
        var head = new Markup().Add($"<tr><th>{texts["case"]}</th><th>{texts["kind"]}</th><th>{texts["against"]}</th><th>{texts["at"]}</th></tr>");
        LongList.Add(page, texts, head, findings, (row, item) => WriteRow(row, report, item.Case, item.Finding), "findings.csv");
    }

    private static void WriteRow(Markup row, ServiceReport report, CaseRecord record, FindingRecord finding)
    {
        row.Add($"<tr><td class=\"w\">{record.Key} {record.Title}</td><td>{report.Texts.Kind("finding", finding.Kind)}</td>");
        row.Add($"<td>{report.Titles.Party(finding.Against)}</td><td class=\"t\">{Format.Minute(report.Local(finding.At))}</td></tr>\n");
    }
}
