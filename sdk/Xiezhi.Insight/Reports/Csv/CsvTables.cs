using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Governance.Clocks;
using Xiezhi.Insight.Figures;
using Xiezhi.Insight.Histories;

namespace Xiezhi.Insight.Reports.Csv;

/// <summary>A table of a report: its file, its columns, and its rows as they are read.</summary>
internal sealed record ReportTable(string File, ImmutableArray<string> Columns, IEnumerable<IEnumerable<string?>> Rows);

/// <summary>The tables of a report. Columns have the same names in every language; ids stand beside titles.</summary>
/// <remarks>Times are local times of the report's zone, in the form that spreadsheet programs take for a time.</remarks>
internal static class CsvTables
{
    public static IEnumerable<ReportTable> Of(ServiceReport report)
    {
        var punctuality = report.Figures.Punctuality;
        yield return Cases(report);
        yield return Escalations(report);
        yield return Findings(report);
        yield return NoClearDuty(report);
        yield return OnTime(report, "matter", punctuality.ByMatter, report.Titles.Matter);
        yield return OnTime(report, "territory", punctuality.ByTerritory, report.Titles.Territory);
        yield return OnTime(report, "party", punctuality.ByParty, report.Titles.Party);
        yield return RejectedRows(report);
        foreach (var table in GovernanceTables.Of(report))
        {
            yield return table;
        }
    }

    private static ReportTable Cases(ServiceReport report) => new(
        "cases.csv",
        [
            "case", "key", "title", "status", "opened_at", "answered_at", "ended_at", "days_to_answer", "matter", "matter_title", "territory",
            "territory_title", "leads", "lead_titles", "clear_duty", "leads_over_time", "service_level", "due_at", "timeliness", "level", "escalations",
            "findings", "returns", "reworks", "refusals",
        ],
        report.Cases.Select(record => (IEnumerable<string?>)
        [
            record.Id.ToString(),
            record.Key,
            record.Title,
            record.Status.ToString().ToLowerInvariant(),
            Time(report, record.OpenedAt),
            Time(report, record.FirstReplyAt),
            Time(report, record.EndedAt),
            Format.Plain(record.TimeToAnswer?.TotalDays, "0.####"),
            record.Matter,
            report.Titles.Matter(record.Matter),
            record.Territory,
            report.Titles.Territory(record.Territory),
            string.Join(' ', record.Leads),
            report.Parties(record.Leads),
            record.HasClearDuty ? "yes" : "no",
            string.Join(" > ", record.LeadPeriods.Select(period => string.Join(' ', period.Leads))),
            record.ServiceLevel,
            Time(report, record.Clocks.LastOrDefault(clock => clock.Standing != ClockStanding.Cancelled)?.Due),
            Word(record.Timeliness),
            Plain(record.Level),
            Plain(record.Escalations.Length),
            Plain(record.Findings.Length),
            Plain(record.Returns),
            Plain(record.Reworks),
            Plain(record.Refusals.Length),
        ]));

    private static ReportTable Escalations(ServiceReport report) => new(
        "escalations.csv",
        ["case", "key", "title", "kind", "kind_title", "at", "due_at", "to", "to_title", "level", "service_level", "clock"],
        report.Cases.SelectMany(record => record.Escalations, (record, taken) => (IEnumerable<string?>)
        [
            record.Id.ToString(),
            record.Key,
            record.Title,
            taken.Kind,
            report.Texts.Kind("escalation", taken.Kind),
            Time(report, taken.At),
            Time(report, taken.DueAt),
            taken.To,
            report.Titles.Party(taken.To),
            Plain(taken.Level),
            taken.ServiceLevel,
            taken.Clock,
        ]));

    private static ReportTable Findings(ServiceReport report) => new(
        "findings.csv",
        ["case", "key", "title", "finding", "kind", "kind_title", "against", "against_title", "at", "evidence"],
        report.Cases.SelectMany(record => record.Findings, (record, finding) => (IEnumerable<string?>)
        [
            record.Id.ToString(),
            record.Key,
            record.Title,
            Plain(finding.FindingId),
            finding.Kind,
            report.Texts.Kind("finding", finding.Kind),
            finding.Against,
            report.Titles.Party(finding.Against),
            Time(report, finding.At),
            string.Join(' ', finding.Evidence),
        ]));

    private static ReportTable NoClearDuty(ServiceReport report) => new(
        "no-clear-duty.csv",
        ["case", "key", "title", "opened_at", "matter", "matter_title", "territory", "territory_title", "leads", "lead_titles", "reason"],
        report.WithoutClearDuty.Select(record => (IEnumerable<string?>)
        [
            record.Id.ToString(),
            record.Key,
            record.Title,
            Time(report, record.OpenedAt),
            record.Matter,
            report.Titles.Matter(record.Matter),
            record.Territory,
            report.Titles.Territory(record.Territory),
            string.Join(' ', record.Leads),
            report.Parties(record.Leads),
            report.WhyUnclear(record),
        ]));

    private static ReportTable OnTime(ServiceReport report, string of, ImmutableArray<PunctualityRow> rows, Func<string, string> title) => new(
        "on-time-by-" + of + ".csv",
        [of, of + "_title", "cases", "on_time", "late", "running", "no_clock", "share_on_time", "median_days_to_answer"],
        rows.Select(row => (IEnumerable<string?>)
        [
            row.Id,
            report.Subject(row, of, title),
            Plain(row.Cases.Total),
            Plain(row.Cases.OnTime),
            Plain(row.Cases.Late),
            Plain(row.Cases.Running),
            Plain(row.Cases.NoClock),
            Format.Plain(row.Cases.ShareOnTime, "0.0000"),
            Format.Plain(row.MedianDaysToAnswer, "0.00"),
        ]));

    private static ReportTable RejectedRows(ServiceReport report) => new(
        "rejected-rows.csv",
        ["line", "reason"],
        report.RejectedRows.Select(row => (IEnumerable<string?>)[row.Line.ToString(CultureInfo.InvariantCulture), row.Reason]));

    private static string Word(Timeliness timeliness) => timeliness switch
    {
        Timeliness.OnTime => "on-time",
        Timeliness.Late => "late",
        Timeliness.Running => "running",
        _ => "no-clock",
    };

    private static string Time(ServiceReport report, DateTimeOffset? instant) => instant is { } at ? Format.Second(report.Local(at)) : "";

    private static string Plain(int value) => value.ToString(CultureInfo.InvariantCulture);
}
