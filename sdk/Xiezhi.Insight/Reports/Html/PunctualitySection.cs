using System.Collections.Immutable;
using Xiezhi.Insight.Figures;

namespace Xiezhi.Insight.Reports.Html;

/// <summary>How punctual cases were by party, matter and territory, as a table with a bar in each row.</summary>
internal static class PunctualitySection
{
    private const int RowsShown = 15;

    public static void WriteParties(Markup page, ServiceReport report)
    {
        page.Add($"<p class=\"soft\">{report.Texts["party.note"]}</p>\n");
        Write(page, report, "party", report.Figures.Punctuality.ByParty, report.Titles.Party);
    }

    public static void WriteMatters(Markup page, ServiceReport report) =>
        Write(page, report, "matter", report.Figures.Punctuality.ByMatter, report.Titles.Matter);

    public static void WriteTerritories(Markup page, ServiceReport report) =>
        Write(page, report, "territory", report.Figures.Punctuality.ByTerritory, report.Titles.Territory);

    private static void Write(Markup page, ServiceReport report, string of, ImmutableArray<PunctualityRow> rows, Func<string, string> title)
    {
        var texts = report.Texts;
        page.Add($"<p class=\"key\"><span><i class=\"good\"></i>{texts["onTime"]}</span><span><i class=\"bad\"></i>{texts["late"]}</span>");
        page.Add($"<span><i class=\"wait\"></i>{texts["running"]}</span><span><i></i>{texts["noClock"]}</span></p>\n");

        // One row more is shorter than the line that folds it away.
        var shown = rows.Length <= RowsShown + 1 ? rows.Length : RowsShown;
        Open(page, texts, of);
        foreach (var row in rows[..shown])
        {
            WriteRow(page, report, row, of, title);
        }

        page.Add($"</tbody><tfoot>");
        WriteCells(page, texts, texts["total"], report.Figures.Timeliness, report.Figures.Answers.MedianDays);
        page.Add($"</tfoot></table></div>\n");
        if (shown < rows.Length)
        {
            page.Add($"<details><summary>{texts.Fill("rest", Format.Count(rows.Length - shown))}</summary>");
            Open(page, texts, of);
            foreach (var row in rows[shown..])
            {
                WriteRow(page, report, row, of, title);
            }

            page.Add($"</tbody></table></div></details>\n");
        }
    }

    private static void Open(Markup page, ReportTexts texts, string of)
    {
        page.Add($"<div class=\"scroll\"><table class=\"punctual\"><thead><tr><th scope=\"col\">{texts[of]}</th><th scope=\"col\">{texts["picture"]}</th>");
        page.Add($"<th scope=\"col\" class=\"n\">{texts["shareOnTime"]}</th><th scope=\"col\" class=\"n\">{texts["cases"]}</th>");
        page.Add($"<th scope=\"col\" class=\"n\">{texts["late"]}</th><th scope=\"col\" class=\"n wide\">{texts["running"]}</th>");
        page.Add($"<th scope=\"col\" class=\"n wide\">{texts["medianDaysShort"]}</th></tr></thead><tbody>");
    }

    private static void WriteRow(Markup page, ServiceReport report, PunctualityRow row, string of, Func<string, string> title) =>
        WriteCells(page, report.Texts, report.Subject(row, of, title), row.Cases, row.MedianDaysToAnswer);

    private static void WriteCells(Markup page, ReportTexts texts, string title, TimelinessCounts cases, double? median)
    {
        double Share(int part) => cases.Total == 0 ? 0 : part * 100.0 / cases.Total;
        var picture = texts.Fill(
            "picture.of", title, Format.Count(cases.OnTime), Format.Count(cases.Late), Format.Count(cases.Running), Format.Count(cases.NoClock));
        page.Add($"<tr><th scope=\"row\">{title}</th><td class=\"p\"><div class=\"stack\" role=\"img\" aria-label=\"{picture}\" title=\"{picture}\">");
        page.Add($"<i class=\"good\" style=\"width:{Share(cases.OnTime)}%\"></i><i class=\"bad\" style=\"width:{Share(cases.Late)}%\"></i>");
        page.Add($"<i class=\"wait\" style=\"width:{Share(cases.Running)}%\"></i></div></td>");
        page.Add($"<td class=\"n\">{Format.Percent(cases.ShareOnTime)}</td><td class=\"n\">{Format.Count(cases.Total)}</td>");
        page.Add($"<td class=\"n\">{Format.Count(cases.Late)}</td><td class=\"n wide\">{Format.Count(cases.Running)}</td>");
        page.Add($"<td class=\"n wide\">{Format.Days(median)}</td></tr>\n");
    }
}
