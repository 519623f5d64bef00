using Xiezhi.Governance.Packages;

namespace Xiezhi.Insight.Reports;

public sealed class ReportWriterTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "xiezhi-report-" + Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task A_log_becomes_a_page_a_summary_and_tables()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var log = CaseLog.Together(
            CaseLog.Opened("2", onDay: 1).Leads(1, "water").Replies(3).Ends(4),
            CaseLog.Opened("1").Backstop(0, "city").Replies(5));
        var report = await ReportBuilder.BuildAsync(log, new Dictionary<string, GovernancePackage>(), new ReportOptions(), cancelled);

        var written = await ReportWriter.WriteAsync(report, _folder, cancelled);

        Assert.Equal(
            [
                "report.html", "summary.json", "cases.csv", "escalations.csv", "findings.csv", "no-clear-duty.csv", "on-time-by-matter.csv",
                "on-time-by-territory.csv", "on-time-by-party.csv", "rejected-rows.csv",
            ],
            written.Select(Path.GetFileName));
        var cases = await File.ReadAllLinesAsync(Path.Combine(_folder, "cases.csv"), cancelled);
        Assert.Equal(["1", "2"], cases.Skip(1).Select(line => line.Split(',')[1]));
        Assert.Contains(",2026-03-02 09:00:00,2026-03-07 09:00:00,,5,", cases[1], StringComparison.Ordinal);
        var unclear = await File.ReadAllLinesAsync(Path.Combine(_folder, "no-clear-duty.csv"), cancelled);
        Assert.EndsWith(",city,city,No duty matches; the backstop leads", unclear.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_summary_to_print_adds_up_and_says_so()
    {
        var log = CaseLog.Together(CaseLog.Opened("1").Leads(0, "water").Replies(5).Ends(6), CaseLog.Opened("2").Leads(0, "water"));
        var report = await ReportBuilder.BuildAsync(log, new Dictionary<string, GovernancePackage>(), new ReportOptions(), TestContext.Current.CancellationToken);

        Assert.True(report.Summary.AddsUp);
        Assert.Equal("2 opened = 1 closed + 1 open", report.Summary.Checks[0].Text);
        Assert.Contains(new SummaryLine("Median days to answer", "5.0"), report.Summary.Lines);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
