namespace Xiezhi.Insight.Reports.Html;

/// <summary>What became of findings, who has points, which promises were moved, and which duties seem to be with the wrong party.</summary>
internal static class GovernanceSection
{
    /// <summary>Whether there is anything to say.</summary>
    public static bool IsThere(ServiceReport report) =>
        !report.Governance.Findings.IsEmpty || !report.Governance.ClockChanges.IsEmpty || !report.Governance.WrongDispatches.IsEmpty;

    public static void Write(Markup page, ServiceReport report)
    {
        var (texts, figures) = (report.Texts, report.Governance);
        if (!figures.Findings.IsEmpty)
        {
            Head(page, texts, "governance.findings", ["kind", "stage"], ["count", "points"]);
            foreach (var row in figures.Findings)
            {
                page.Add($"<tr><th scope=\"row\">{texts.Kind("finding", row.Kind)}</th><td>{texts.Stage(row.Stage)}</td><td class=\"n\">{Format.Count(row.Count)}</td><td class=\"n\">{Format.Points(row.Points)}</td></tr>");
            }

            Close(page);
            Head(page, texts, "governance.points", ["party"], ["findings", "stage.upheld", "points"]);
            foreach (var row in figures.Points)
            {
                page.Add($"<tr><th scope=\"row\">{report.Titles.Party(row.Party)}</th><td class=\"n\">{Format.Count(row.Findings)}</td><td class=\"n\">{Format.Count(row.Upheld)}</td><td class=\"n\">{Format.Points(row.Points)}</td></tr>");
            }

            Close(page);
        }

        if (!figures.ClockChanges.IsEmpty)
        {
            Head(page, texts, "governance.clocks", ["serviceLevel", "clock"], ["extensions.requested", "extensions.granted", "extensions.denied", "suspensions"]);
            foreach (var row in figures.ClockChanges)
            {
                page.Add($"<tr><th scope=\"row\">{report.Titles.ServiceLevel(row.ServiceLevel)}</th><td>{row.Clock}</td><td class=\"n\">{Format.Count(row.Requested)}</td><td class=\"n\">{Format.Count(row.Granted)}</td>");
                page.Add($"<td class=\"n\">{Format.Count(row.Denied)}</td><td class=\"n\">{Format.Count(row.Suspensions)}</td></tr>");
            }

            Close(page);
        }

        if (!figures.WrongDispatches.IsEmpty)
        {
            page.Add($"<p class=\"soft\">{texts["dispatches.intro"]}</p>\n");
            Head(page, texts, "governance.dispatches", ["matter", "dispatches.from", "dispatches.to", "dispatches.rules"], ["cases", "dispatches.dispatched", "dispatches.confidence"]);
            foreach (var proposal in figures.WrongDispatches)
            {
                page.Add($"<tr><th scope=\"row\">{report.Titles.Matter(proposal.Matter)}</th><td>{report.Titles.Party(proposal.From)}</td><td>{report.Titles.Party(proposal.To)}</td><td>{string.Join("; ", proposal.Rules)}</td>");
                page.Add($"<td class=\"n\">{Format.Count(proposal.Evidence.Length)}</td><td class=\"n\">{Format.Count(proposal.Dispatched)}</td><td class=\"n\">{Format.Percent(proposal.Confidence)}</td></tr>");
            }

            Close(page);
        }
    }

    private static void Head(Markup page, ReportTexts texts, string heading, ReadOnlySpan<string> words, ReadOnlySpan<string> numbers)
    {
        page.Add($"<h3>{texts[heading]}</h3>\n<div class=\"scroll\"><table><thead><tr>");
        foreach (var word in words)
        {
            page.Add($"<th scope=\"col\">{texts[word]}</th>");
        }

        foreach (var number in numbers)
        {
            page.Add($"<th scope=\"col\" class=\"n\">{texts[number]}</th>");
        }

        page.Add($"</tr></thead><tbody>");
    }

    private static void Close(Markup page) => page.Add($"</tbody></table></div>\n");
}
