using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Insight.Histories;

namespace Xiezhi.Insight.Figures;

public class ServiceFiguresTests
{
    private static readonly ServiceFigures Figures = Of(
        CaseLog.Opened("on-time").On(0, new MatterClassified("water"), new TerritoryLocated("A1")).Leads(0, "water").Promises(0, 10).Replies(4).Keeps(4).Ends(5),
        CaseLog.Opened("late").On(0, new MatterClassified("water")).Leads(0, "water").Promises(0, 10)
            .On(5, new EscalationTaken("standard", "reply", 0, "remind", "water", 0, CaseLog.Day(5)))
            .Breaches(10.01, 10)
            .On(10.01, new EscalationTaken("standard", "reply", 1, "finding", "water", 0, CaseLog.Day(10.01)), new FindingProposed(1, "overdue", "water", [4]))
            .Leads(11, "roads").Replies(16).Keeps(16).Ends(17),
        CaseLog.Opened("running").On(0, new MatterClassified("noise")).Backstop(0, "city").Promises(0, 40)
            .On(20, new EscalationTaken("standard", "reply", 0, "remind", "city", 0, CaseLog.Day(20))),
        CaseLog.Opened("cancelled").Leads(0, "water", "roads").On(1, new CaseReturned("water", 1)).Ends(2, CaseStatus.Cancelled));

    [Fact]
    public void Cases_are_counted_by_how_they_stand() =>
        Assert.Equal((4, 3, 1, 1), (Figures.Opened, Figures.Closed, Figures.Cancelled, Figures.Open));

    [Fact]
    public void Leads_are_counted_by_the_logs_last_word() =>
        Assert.Equal(new LeadCounts(None: 0, One: 3, Several: 1), Figures.Leads);

    [Fact]
    public void The_backstop_and_several_leads_are_no_clear_duty() => Assert.Equal(2, Figures.NoClearDuty);

    [Fact]
    public void Promises_are_counted_once_a_case()
    {
        Assert.Equal(new TimelinessCounts(OnTime: 1, Late: 1, Running: 1, NoClock: 1), Figures.Timeliness);
        Assert.Equal(0.5, Figures.Timeliness.ShareOnTime);
    }

    [Fact]
    public void Escalations_and_findings_are_counted_by_kind()
    {
        Assert.Equal([new("finding", 1), new("remind", 2)], Figures.Escalations);
        Assert.Equal([new("overdue", 1)], Figures.Findings);
        Assert.Equal((1, 0, 0), (Figures.Returns, Figures.Reworks, Figures.Refusals));
    }

    [Fact]
    public void A_late_case_counts_for_the_party_that_let_it_be_late() =>
        Assert.Equal(
            [
                (PunctualitySubject.Named, "water", new TimelinessCounts(1, 1, 0, 0), 10.0),
                (PunctualitySubject.Named, "city", new TimelinessCounts(0, 0, 1, 0), null),
                (PunctualitySubject.Several, "", new TimelinessCounts(0, 0, 0, 1), (double?)null),
            ],
            Figures.Punctuality.ByParty.Select(row => (row.Subject, row.Id, row.Cases, row.MedianDaysToAnswer)));

    [Fact]
    public void A_case_without_a_matter_or_territory_has_a_row_too()
    {
        Assert.Equal([("water", 2), ("noise", 1), ("", 1)], Figures.Punctuality.ByMatter.Select(row => (row.Id, row.Cases.Total)));
        Assert.Equal(
            [(PunctualitySubject.None, 3), (PunctualitySubject.Named, 1)], Figures.Punctuality.ByTerritory.Select(row => (row.Subject, row.Cases.Total)));
    }

    [Fact]
    public void A_log_without_cases_gives_noughts_and_no_median()
    {
        var nothing = ServiceFigures.Of([]);

        Assert.Equal((0, 0, 0), (nothing.Opened, nothing.Closed, nothing.Open));
        Assert.Null(nothing.Answers.MedianDays);
        Assert.Null(nothing.Timeliness.ShareOnTime);
        Assert.All(nothing.Answers.Within, within => Assert.Equal(0, within.Share));
        Assert.Empty(nothing.Answers.Bars);
    }

    private static ServiceFigures Of(params CaseLog[] logs) => ServiceFigures.Of(logs.Select(log => CaseHistory.Fold(log.Events)).ToImmutableArray());
}
