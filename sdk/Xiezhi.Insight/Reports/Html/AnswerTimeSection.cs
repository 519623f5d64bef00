namespace Xiezhi.Insight.Reports.Html;

/// <summary>How long people waited: the picture, the quantiles, and the numbers behind the picture.</summary>
internal static class AnswerTimeSection
{
    public static void Write(Markup page, ServiceReport report)
    {
        var (answers, texts) = (report.Figures.Answers, report.Texts);
        if (answers.Answered == 0)
        {
            page.Add($"<p>{texts["answers.none"]}</p>\n");
            return;
        }

        page.Add($"<p class=\"soft\">{texts["answers.intro"]}</p>\n<figure class=\"scroll\">");
        AnswerTimePicture.Write(page, report);
        page.Add($"</figure>\n<h3>{texts["answers.quantiles"]}</h3>\n");
        WriteQuantiles(page, report);
        WriteBars(page, report);
    }

    private static void WriteQuantiles(Markup page, ServiceReport report)
    {
        var texts = report.Texts;
        page.Add($"<table class=\"small\"><thead><tr><th scope=\"col\"></th><th scope=\"col\" class=\"n\">{texts["answers.days"]}</th></tr></thead><tbody>");
        foreach (var quantile in report.Figures.Answers.Quantiles)
        {
            var share = quantile.Share < 1 ? texts.Fill("answers.quantile", Math.Round(quantile.Share * 100) + "%") : texts["answers.quantile.max"];
            page.Add($"<tr><th scope=\"row\">{share}</th><td class=\"n\">{Format.Days(quantile.Time.TotalDays)}</td></tr>");
        }

        page.Add($"</tbody></table>\n");
    }

    private static void WriteBars(Markup page, ServiceReport report)
    {
        var (answers, texts) = (report.Figures.Answers, report.Texts);
        var scale = TimeScale.For(answers.BarWidth);
        page.Add($"<details><summary>{texts["answers.table"]}</summary><div class=\"scroll\"><table><thead><tr><th scope=\"col\">{texts["answers.bar"]}</th>");
        page.Add($"<th scope=\"col\" class=\"n\">{texts["cases"]}</th><th scope=\"col\" class=\"n\">{texts["answers.cumulative"]}</th></tr></thead><tbody>");
        var before = 0;
        foreach (var bar in answers.Bars)
        {
            before += bar.Count;
            var time = bar.To is { } to ? scale.Number(bar.From) + "–" + scale.WithUnit(texts, to) : texts.Fill("answers.barMore", scale.WithUnit(texts, bar.From));
            page.Add($"<tr><th scope=\"row\">{time}</th><td class=\"n\">{Format.Count(bar.Count)}</td>");
            page.Add($"<td class=\"n\">{Format.Percent((double)before / report.Figures.Opened)}</td></tr>");
        }

        page.Add($"</tbody></table></div></details>\n");
    }
}
