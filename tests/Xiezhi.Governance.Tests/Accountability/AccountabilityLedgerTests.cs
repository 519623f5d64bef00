using Xiezhi.Governance.Accountability;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Accountability;

public sealed class AccountabilityLedgerTests
{
    private static readonly Actor Bureau = new(PartyKind.Department, "bureau");

    [Fact]
    public void A_party_owes_what_it_holds_and_answers_for_what_it_broke_at_any_date()
    {
        var log = ResponsibilityIntervalsTests.Log(
            Actor.Citizen("Li"),
            [
                (new LeadAssigned(["office"], true), 0),
                (new ClockStarted("standard", "reply", "PT1H", "CN", TestCase.Start.AddHours(1), false), 0),
                (new ClockBreached("standard", "reply", TestCase.Start.AddHours(1)), 61),
                (new FindingProposed(1, "overdue", "office", [3, 4]), 0),
                (new LeadAssigned(["bureau"], true), 10),
                (new FindingNotified(1, "office", null), 0),
                (new FindingAnswered(1, "", null), 10),
                (new FindingDecided(1, FindingOutcome.Upheld, "", null, 2m, null), 10),
                (new FindingClosed(1, FindingOutcome.Upheld, 2m, ""), 10),
                (new ClockStopped("standard", "reply"), 0),
            ],
            ends: true);

        var early = Accounts(log, TestCase.Start.AddMinutes(30));
        var late = Accounts(log, TestCase.Start.AddMinutes(75));
        var end = Accounts(log, TestCase.Start.AddDays(1));

        Assert.Equal(("reply", ClockStanding.Running), (Assert.Single(early["office"].Owes).Clock, early["office"].Owes[0].Standing));
        Assert.Single(early["office"].Holds);
        Assert.Empty(early["office"].Findings);
        Assert.Equal("bureau", Assert.Single(late, account => !account.Value.Holds.IsEmpty).Key);
        Assert.Equal(FindingStage.Notified, Assert.Single(late["office"].Findings).Finding.Stage);
        Assert.Equal(ClockStanding.Breached, Assert.Single(end["office"].AnsweredFor).Standing);
        Assert.Equal((2m, 0m), (end["office"].Points, end["bureau"].Points));
        Assert.All(end.Values, account => Assert.Empty(account.Holds));
        Assert.All(end.Values, account => Assert.Empty(account.Owes));
    }

    [Fact]
    public void What_the_ledger_says_of_findings_is_what_their_cases_say()
    {
        var test = Findings.FindingPackage.Overdue();
        test.Do(new AnswerFinding(2, "Sorry"), TestCase.Office, TimeSpan.FromHours(6));
        test.Do(new DecideFinding(2, FindingOutcome.Upheld, "So it is"), Bureau, TimeSpan.FromHours(7));

        var accounts = Accounts(test.Log, TestCase.Start.AddDays(1));

        Assert.Equal(
            test.State.Accountability.Findings.Select(finding => (finding.Id, finding.Kind, finding.Stage, finding.Points, finding.FactAt)),
            accounts["office"].Findings.Select(entry => (entry.Finding.Id, entry.Finding.Kind, entry.Finding.Stage, entry.Finding.Points, entry.Finding.FactAt)));
    }

    [Fact]
    public void Cases_are_conserved_each_open_one_is_held_by_one_party()
    {
        var ledger = new AccountabilityLedger(TestCase.Start.AddDays(1), "top");
        for (var i = 0; i < 20; i++)
        {
            ResponsibilityIntervalsTests.Log(Actor.Citizen("Li"), [(new LeadAssigned([i % 3 == 0 ? "office" : "bureau"], true), i)], ends: i % 4 == 0, key: "k" + i).ForEach(ledger.Add);
        }

        Assert.Equal(15, ledger.Finish().Values.Sum(account => account.Holds.Length));
    }

    private static IReadOnlyDictionary<string, PartyAccount> Accounts(IEnumerable<Governance.Log.RecordedEvent> log, DateTimeOffset at)
    {
        var ledger = new AccountabilityLedger(at, "top");
        foreach (var recorded in log)
        {
            ledger.Add(recorded);
        }

        return ledger.Finish();
    }
}
