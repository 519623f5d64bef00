using Xiezhi.Insight.Histories;

namespace Xiezhi.Insight.Reports.Html;

/// <summary>Every escalation: counted by kind, then one by one.</summary>
internal static class EscalationSection
{
    public static void Write(Markup page, ServiceReport report)
    {
        var texts = report.Texts;
        var taken = report.Cases.SelectMany(record => record.Escalations, (record, escalation) => (Case: record, Escalation: escalation)).ToList();
        if (taken.Count == 0)
        {
            page.Add($"<p>{texts["escalations.none"]}</p>\n");
            return;
        }

        page.Add($"<p class=\"soft\">{texts["escalations.intro"]}</p>\n");
        KindTable.Write(page, texts, "escalation", report.Figures.Escalations);
        var head = new Markup().Add($"<tr><th>{texts["case"]}</th><th>{texts["kind"]}</th><th>{texts["at"]}</th><th>{texts["to"]}</th><th class=\"n\">{texts["level"]}</th></tr>");
        LongList.Add(page, texts, head, taken, (row, item) => WriteRow(row, report, item.Case, item.Escalation), "escalations.csv");
    }

    private static void WriteRow(Markup row, ServiceReport report, CaseRecord record, EscalationRecord taken)
    {
        row.Add($"<tr><td class=\"w\">{record.Key} {record.Title}</td><td>{report.Texts.Kind("escalation", taken.Kind)}</td>");
        row.Add($"<td class=\"t\">{Format.Minute(report.Local(taken.At))}</td><td>{report.Titles.Party(taken.To)}</td><td class=\"n\">{taken.Level}</td></tr>\n");
    }
}
