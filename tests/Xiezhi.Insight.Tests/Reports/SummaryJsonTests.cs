using Xiezhi.Governance.Cases;
using Xiezhi.Insight.Histories;
using Xiezhi.Insight.Reports.Json;

namespace Xiezhi.Insight.Reports;

public class SummaryJsonTests
{
    [Fact]
    public void The_summary_has_these_members_in_this_order()
    {
        var report = ReportBuilder.Build(
            [
                CaseHistory.Fold(CaseLog.Opened("1").Leads(0, "water").Replies(1.0 / 3).Ends(1).Events),
                CaseHistory.Fold(CaseLog.Opened("2").Leads(0, "water").Replies(10)
                    .On(11, new EscalationTaken("s", "c", 0, "remind", "water", 0, CaseLog.Day(11)), new FindingProposed(1, "overdue", "water", [1])).Events),
                CaseHistory.Fold(CaseLog.Opened("3").Replies(16).Ends(17, CaseStatus.Cancelled).Events),
            ],
            [],
            new ReportOptions { RejectedRows = [new RejectedRow(4, "no id")] });

        Assert.Equal(
            """
            {
              "opened": 3,
              "closed": 2,
              "open": 1,
              "rejectedRows": 1,
              "leads": {
                "none": 1,
                "one": 2,
                "several": 0
              },
              "medianDaysToAnswer": 10.0,
              "answeredWithin": {
                "7": 0.3333,
                "15": 0.6667
              },
              "escalations": {
                "remind": 1
              },
              "findings": {
                "overdue": 1
              }
            }

            """,
            SummaryJson.Write(report));
    }

    [Fact]
    public void Where_nobody_answered_there_is_no_median() =>
        Assert.Contains("\"medianDaysToAnswer\": null,", SummaryJson.Write(ReportBuilder.Build([], [], new ReportOptions())), StringComparison.Ordinal);
}
