using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Packages;
using Xiezhi.Insight.Histories;
using Xiezhi.Insight.Reports;
using Xiezhi.Insight.Reports.Csv;
using Xiezhi.Insight.Reports.Html;

namespace Xiezhi.Insight.Figures;

public sealed class GovernanceFiguresTests
{
    [Fact]
    public void Findings_are_counted_where_they_stand_and_points_only_where_they_hold()
    {
        var figures = Of(
            Found("1", "water").On(2, new FindingNotified(1, "water", null)),
            Found("2", "water").On(2, new FindingDecided(1, FindingOutcome.Upheld, "late", null, 3m, null)),
            Found("3", "water").On(2, new FindingDecided(1, FindingOutcome.Upheld, "late", null, 2m, null)).On(3, new FindingAppealed(1, "no", null)).On(4, new FindingClosed(1, FindingOutcome.Dismissed, 0m, "indeed")),
            Found("4", "roads").On(2, new FindingDecided(1, FindingOutcome.Upheld, "late", null, 1.5m, null)).On(4, new FindingClosed(1, FindingOutcome.Upheld, 1.5m, "")),
            Found("5", "roads").On(2, new FindingLapsed(1)),
            Found("6", "roads").On(2, new FindingWithdrawn(1, "mistake")));

        Assert.Equal(
            [
                new FindingStageRow("overdue", FindingStage.Notified, 1, 0m), new FindingStageRow("overdue", FindingStage.Upheld, 1, 3m), new FindingStageRow("overdue", FindingStage.Final, 2, 1.5m),
                new FindingStageRow("overdue", FindingStage.Withdrawn, 1, 0m), new FindingStageRow("overdue", FindingStage.Lapsed, 1, 0m),
            ],
            figures.Findings);
        Assert.Equal([new PartyPointsRow("water", 3, 1, 3m), new PartyPointsRow("roads", 3, 1, 1.5m)], figures.Points);
    }

    [Fact]
    public void Only_clocks_that_somebody_moved_have_a_row()
    {
        var figures = Of(
            CaseLog.Opened("1").Promises(0, 15).On(1, new ExtensionRequested("standard", "reply", 1, "5wd", "experts")).On(2, new ExtensionDenied("standard", "reply", 1, "no"))
                .On(3, new ExtensionRequested("standard", "reply", 2, "2wd", "experts")).On(4, new ExtensionGranted("standard", "reply", 2, "2wd", "yes")),
            CaseLog.Opened("2").Promises(0, 15).On(1, new ClockSuspended("standard", "reply", "court", CaseLog.Day(9))),
            CaseLog.Opened("3").Promises(0, 15, "visit"));

        Assert.Equal([new ClockChangeRow("standard", "reply", 2, 2, 1, 1, 1)], figures.ClockChanges);
    }

    [Fact]
    public void A_duty_that_is_returned_again_and_again_is_proposed_for_another()
    {
        var proposal = Assert.Single(Of([.. Enumerable.Range(1, 6).Select(n => Moved("m" + n))]).WrongDispatches);

        Assert.Equal(("noise", "water", "roads", 6, 6, "Duty 7"), (proposal.Matter, proposal.From, proposal.To, proposal.Evidence.Length, proposal.Dispatched, proposal.Rules.Single().ToString()));
    }

    [Fact]
    public async Task Tables_and_a_section_are_written_where_there_is_something_to_say()
    {
        var plain = await ReportAsync(CaseLog.Opened("1").Leads(0, "water").Promises(0, 15));
        var full = await ReportAsync(
        [
            .. Enumerable.Range(1, 6).Select(n => Moved("m" + n)),
            Found("2", "water").On(2, new FindingDecided(1, FindingOutcome.Upheld, "late", null, 3m, null)),
            CaseLog.Opened("3").Promises(0, 15).On(1, new ClockSuspended("standard", "reply", "court", CaseLog.Day(9))),
            CaseLog.Opened("4").On(1, new DeliberationOpened(1, "plan", 3, [new Participant("city", [], 1m)], "city", ["yes", "no"], null, []))
                .On(2, new VoteOpened(1, CaseLog.Day(5)), new DissentRecorded(1, "city", "too dear"))
                .On(3, new DeliberationConcluded(1, DeliberationOutcome.Decided, "yes", 3, 2, 0, [], [], [], [], null)),
        ]);

        Assert.Empty(GovernanceTables.Of(plain));
        Assert.DoesNotContain("governance", ReportPage.Write(plain), StringComparison.Ordinal);
        var tables = GovernanceTables.Of(full).ToDictionary(table => table.File, table => table.Rows.Select(row => string.Join(',', row)).ToList());
        Assert.Equal(["findings-by-stage.csv", "points-by-party.csv", "clock-changes.csv", "deliberations.csv", "wrong-dispatches.csv"], tables.Keys);
        Assert.Equal("overdue,Overdue,upheld,Upheld,1,3", tables["findings-by-stage.csv"].Single());
        Assert.Equal("water,water,1,1,3", tables["points-by-party.csv"].Single());
        Assert.Equal("standard,standard,reply,1,0,0,0,1", tables["clock-changes.csv"].Single());
        Assert.EndsWith(",,plan,city,2026-03-03 09:00:00,2026-03-05 09:00:00,concluded,decided,yes,3,2,1,0", tables["deliberations.csv"].Single(), StringComparison.Ordinal);
        Assert.StartsWith("noise,noise,water,water,roads,roads,Duty 7,A,6,6,0.6", tables["wrong-dispatches.csv"].Single(), StringComparison.Ordinal);
        var page = ReportPage.Write(full);
        Assert.Contains("<section id=\"governance\"", page, StringComparison.Ordinal);
        Assert.Contains("<td>water</td><td>roads</td><td>Duty 7</td>", page, StringComparison.Ordinal);
    }

    private static CaseLog Found(string key, string against) => CaseLog.Opened(key).Leads(0, against).On(1, new FindingProposed(1, "overdue", against, [1]));

    private static CaseLog Moved(string key) => CaseLog.Opened(key)
        .On(0, new MatterClassified("noise"), new TerritoryLocated("A"), new DutiesAssigned("Duty", ["water"], [], null, [], [], false, [new MatchedRule("Duty", 7)], ValueContext.Empty))
        .Leads(0, "water").On(1, new CaseReturned("water", 1)).Leads(2, "roads").Replies(3);

    private static GovernanceFigures Of(params CaseLog[] logs) => GovernanceFigures.Of([.. logs.Select(log => CaseHistory.Fold(log.Events))]);

    private static Task<ServiceReport> ReportAsync(params CaseLog[] logs) =>
        ReportBuilder.BuildAsync(CaseLog.Together(logs), new Dictionary<string, GovernancePackage>(), new ReportOptions(), TestContext.Current.CancellationToken);
}
