namespace Xiezhi.Insight.Reports.Html;

/// <summary>The report as one HTML file that needs no network and no script.</summary>
internal static class ReportPage
{
    private static readonly (string Id, string Heading, Action<Markup, ServiceReport> Write)[] Sections =
    [
        ("summary", "section.summary", SummarySection.Write),
        ("answers", "section.answers", AnswerTimeSection.Write),
        ("parties", "section.party", PunctualitySection.WriteParties),
        ("matters", "section.matter", PunctualitySection.WriteMatters),
        ("territories", "section.territory", PunctualitySection.WriteTerritories),
        ("escalations", "section.escalations", EscalationSection.Write),
        ("findings", "section.findings", FindingSection.Write),
        ("governance", "section.governance", GovernanceSection.Write),
        ("unclear", "section.unclear", UnclearDutySection.Write),
        ("rejected", "section.rejected", RejectedRowsSection.Write),
        ("reading", "section.reading", ReadingSection.Write),
    ];

    private static readonly Lazy<string> Style = new(() =>
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("Xiezhi.Insight.Resources.report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    public static string Write(ServiceReport report)
    {
        var texts = report.Texts;
        var page = new Markup();
        page.Add($"<!DOCTYPE html>\n<html lang=\"{texts.Language}\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Add($"<title>{report.Title} · {texts["subtitle"]}</title>\n").AddStyle(Style.Value).Add($"\n</head>\n<body>\n<header>\n");
        page.Add($"<h1>{report.Title}</h1>\n<p class=\"soft\">{texts["subtitle"]}</p>\n<p class=\"soft\">{Period(report)}</p>\n");
        var sections = Sections.Where(section => section.Id != "governance" || GovernanceSection.IsThere(report)).ToList();
        page.Add($"<nav aria-label=\"{texts["contents"]}\">");
        foreach (var (id, heading, _) in sections)
        {
            page.Add($"<a href=\"#{id}\">{texts[heading]}</a>");
        }

        page.Add($"</nav>\n</header>\n<main>\n");
        foreach (var (id, heading, write) in sections)
        {
            page.Add($"<section id=\"{id}\" aria-labelledby=\"{id}-h\">\n<h2 id=\"{id}-h\">{texts[heading]}</h2>\n");
            write(page, report);
            page.Add($"</section>\n");
        }

        return page.Add($"</main>\n<footer><p>{texts["reading.log"]}</p></footer>\n</body>\n</html>\n").ToString();
    }

    private static string Period(ServiceReport report) => report.AsOf is { } asOf
        ? report.Texts.Fill(
            "period",
            Format.Date(report.Local(report.Cases[0].OpenedAt)),
            Format.Date(report.Local(report.Cases[^1].OpenedAt)),
            Format.Minute(report.Local(asOf)),
            report.Zone)
        : report.Texts["period.none"];
}
