using Xiezhi.Insight.Figures;

namespace Xiezhi.Insight.Reports.Html;

/// <summary>What one would say if there were time for four sentences; then the figures, and the proof that they add up.</summary>
internal static class SummarySection
{
    private const int MostLateShown = 5;

    public static void Write(Markup page, ServiceReport report)
    {
        WriteHeadline(page, report);
        WriteTiles(page, report);
        page.Add($"<div class=\"pair\"><div><h3>{report.Texts["sums"]}</h3><ul class=\"sums\">");
        foreach (var check in report.Summary.Checks)
        {
            var verdict = check.Holds ? "holds" : "fails";
            page.Add($"<li class=\"{verdict}\">{check.Text} <span class=\"soft\">({report.Texts["sum." + verdict]})</span></li>");
        }

        page.Add($"</ul></div>");
        WriteMostLate(page, report);
        page.Add($"</div>\n");
    }

    private static void WriteHeadline(Markup page, ServiceReport report)
    {
        var (figures, texts) = (report.Figures, report.Texts);
        var answers = figures.Answers;
        var first = answers.MedianDays is { } median
            ? texts.Fill("headline.answered", Format.Count(figures.Opened), Format.Count(answers.Answered), Format.Days(median))
            : texts.Fill("headline.unanswered", Format.Count(figures.Opened));
        page.Add($"<p class=\"headline\"><span>{first}</span>");
        foreach (var within in answers.Within)
        {
            page.Add($"<span>{texts.Fill("headline.within", within.Days, Format.Percent(within.Share))}</span>");
        }

        var kept = figures.Timeliness;
        var promise = kept.Decided > 0
            ? texts.Fill("headline.late", Format.Count(kept.OnTime), Format.Count(kept.Decided), Format.Count(kept.Late))
            : texts["headline.nothingDue"];
        page.Add($"<span>{promise}</span></p>\n");
    }

    private static void WriteTiles(Markup page, ServiceReport report)
    {
        var (figures, texts) = (report.Figures, report.Texts);
        void Tile(string label, string value, string look = "") => page.Add($"<li class=\"{look}\"><b>{value}</b><span>{label}</span></li>");
        string Warn(int count) => count > 0 ? "bad" : "";

        page.Add($"<ul class=\"tiles\">");
        Tile(texts["opened"], Format.Count(figures.Opened));
        Tile(figures.Cancelled > 0 ? texts.Fill("closedWithCancelled", Format.Count(figures.Cancelled)) : texts["closed"], Format.Count(figures.Closed));
        Tile(texts["open"], Format.Count(figures.Open));
        Tile(texts["medianDays"], Format.Days(figures.Answers.MedianDays));
        foreach (var within in figures.Answers.Within)
        {
            Tile(texts.Fill("answeredWithin", within.Days), Format.Percent(within.Share));
        }

        Tile(texts["shareOnTime"], Format.Percent(figures.Timeliness.ShareOnTime), "good");
        Tile(texts["late"], Format.Count(figures.Timeliness.Late), Warn(figures.Timeliness.Late));
        Tile(texts["escalations"], Format.Count(figures.Escalations.Values.Sum()));
        Tile(texts["findings"], Format.Count(figures.Findings.Values.Sum()), Warn(figures.Findings.Values.Sum()));
        Tile(texts["noClearDuty"], Format.Count(figures.NoClearDuty), Warn(figures.NoClearDuty));
        Tile(texts["returns"], Format.Count(figures.Returns));
        Tile(texts["reworks"], Format.Count(figures.Reworks));
        Tile(texts["refusals"], Format.Count(figures.Refusals));
        Tile(texts["rejected"], Format.Count(report.RejectedRows.Length), Warn(report.RejectedRows.Length));
        page.Add($"</ul>\n");
    }

    private static void WriteMostLate(Markup page, ServiceReport report)
    {
        var late = report.Figures.Punctuality.ByParty
            .Where(row => row.Cases.Late > 0 && row.Subject == PunctualitySubject.Named)
            .OrderByDescending(row => row.Cases.Late)
            .Take(MostLateShown)
            .ToList();
        if (late.Count == 0)
        {
            return;
        }

        page.Add($"<div><h3>{report.Texts["mostLate"]}</h3><table><tbody>");
        foreach (var row in late)
        {
            var count = report.Texts.Fill("mostLate.of", Format.Count(row.Cases.Late), Format.Count(row.Cases.Total));
            page.Add($"<tr><th scope=\"row\">{report.Titles.Party(row.Id)}</th><td class=\"n\">{count}</td></tr>");
        }

        page.Add($"</tbody></table></div>");
    }
}
