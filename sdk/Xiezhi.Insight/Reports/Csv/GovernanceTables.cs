using System.Globalization;

namespace Xiezhi.Insight.Reports.Csv;

/// <summary>The tables of findings by stage, points, moved promises, deliberations and wrong dispatches; each is written only where it has rows.</summary>
internal static class GovernanceTables
{
    public static IEnumerable<ReportTable> Of(ServiceReport report) =>
        new[] { FindingStages(report), Points(report), ClockChanges(report), Deliberations(report), WrongDispatches(report) }.Where(table => table.Rows.Any());

    private static ReportTable FindingStages(ServiceReport report) => new(
        "findings-by-stage.csv",
        ["kind", "kind_title", "stage", "stage_title", "findings", "points"],
        report.Governance.Findings.Select(row => (IEnumerable<string?>)
        [
            row.Kind, report.Texts.Kind("finding", row.Kind), row.Stage.ToString().ToLowerInvariant(), report.Texts.Stage(row.Stage), Plain(row.Count), Plain(row.Points),
        ]));

    private static ReportTable Points(ServiceReport report) => new(
        "points-by-party.csv",
        ["party", "party_title", "findings", "upheld", "points"],
        report.Governance.Points.Select(row => (IEnumerable<string?>)[row.Party, report.Titles.Party(row.Party), Plain(row.Findings), Plain(row.Upheld), Plain(row.Points)]));

    private static ReportTable ClockChanges(ServiceReport report) => new(
        "clock-changes.csv",
        ["service_level", "service_level_title", "clock", "clocks", "extensions_requested", "extensions_granted", "extensions_denied", "suspensions"],
        report.Governance.ClockChanges.Select(row => (IEnumerable<string?>)
        [
            row.ServiceLevel, report.Titles.ServiceLevel(row.ServiceLevel), row.Clock, Plain(row.Clocks), Plain(row.Requested), Plain(row.Granted), Plain(row.Denied), Plain(row.Suspensions),
        ]));

    private static ReportTable Deliberations(ServiceReport report) => new(
        "deliberations.csv",
        ["case", "key", "title", "deliberation", "chair", "opened_at", "ended_at", "status", "outcome", "winner", "entitled", "present", "dissents", "comments"],
        report.Cases.SelectMany(record => record.Deliberations, (record, deliberation) => (IEnumerable<string?>)
        [
            record.Id.ToString(),
            record.Key,
            record.Title,
            deliberation.Definition,
            deliberation.Chair,
            Format.Second(report.Local(deliberation.OpenedAt)),
            deliberation.EndedAt is { } ended ? Format.Second(report.Local(ended)) : "",
            deliberation.Status.ToString().ToLowerInvariant(),
            deliberation.Outcome?.ToString().ToLowerInvariant(),
            deliberation.Winner,
            Plain(deliberation.Entitled),
            Plain(deliberation.Present),
            Plain(deliberation.Dissents),
            Plain(deliberation.Comments),
        ]));

    private static ReportTable WrongDispatches(ServiceReport report) => new(
        "wrong-dispatches.csv",
        ["matter", "matter_title", "from", "from_title", "to", "to_title", "rules", "territories", "cases", "dispatched", "confidence", "evidence"],
        report.Governance.WrongDispatches.Select(proposal => (IEnumerable<string?>)
        [
            proposal.Matter,
            report.Titles.Matter(proposal.Matter),
            proposal.From,
            report.Titles.Party(proposal.From),
            proposal.To,
            report.Titles.Party(proposal.To),
            string.Join("; ", proposal.Rules),
            string.Join(' ', proposal.Territories),
            Plain(proposal.Evidence.Length),
            Plain(proposal.Dispatched),
            Format.Plain(proposal.Confidence, "0.0000"),
            string.Join(' ', proposal.Evidence),
        ]));

    private static string Plain(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Plain(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
