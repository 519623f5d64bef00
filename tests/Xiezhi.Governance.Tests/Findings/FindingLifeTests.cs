using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Findings;

public sealed class FindingLifeTests
{
    private static readonly Actor OtherOfBureau = FindingPackage.Bureau with { Person = "Qian" };
    private static readonly TimeSpan Breach = TimeSpan.FromHours(5);

    [Fact]
    public void A_finding_goes_from_proposed_to_final_by_answer_decision_and_appeal()
    {
        var test = FindingPackage.Overdue();
        var id = test.Finding("overdue").Id;

        Assert.Equal(FindingStage.Notified, test.Finding("overdue").Stage);
        Do(test, new AnswerFinding(id, "The road was closed"), TestCase.Office, Breach + Hours(1));
        Do(test, new DecideFinding(id, FindingOutcome.Upheld, "It was not"), FindingPackage.Bureau, Breach + Hours(2));
        Do(test, new AppealFinding(id, "It was"), TestCase.Office, Breach + Hours(3));
        Do(test, new DecideAppeal(id, FindingOutcome.Dismissed, "It was indeed"), TestCase.City, Breach + Hours(4));

        var finding = test.Finding("overdue");
        Assert.Equal((FindingStage.Final, FindingOutcome.Dismissed, 0m, "It was indeed"), (finding.Stage, finding.Outcome, finding.Points, finding.Reason));
        Assert.Equal(
            ["finding", "finding-notified", "finding-answered", "finding-decided", "finding-appealed", "finding-closed"],
            test.Log.Where(recorded => recorded.Event is FindingProposed { FindingId: var p } ? p == id : recorded.Event is FindingEvent own && own.FindingId == id)
                .Select(recorded => Governance.Log.EventText.TypeName(recorded.Event)));
    }

    [Fact]
    public void What_is_upheld_counts_the_points_of_the_decision_table()
    {
        var answered = FindingPackage.Overdue();
        var id = answered.Finding("overdue").Id;
        Do(answered, new AnswerFinding(id, "Sorry"), TestCase.Office, Breach + Hours(1));
        Do(answered, new DecideFinding(id, FindingOutcome.Upheld, ""), FindingPackage.Bureau, Breach + Hours(2));

        var silent = FindingPackage.Overdue();
        silent.Pass(Breach + Hours(25));
        Do(silent, new DecideFinding(id, FindingOutcome.Upheld, ""), FindingPackage.Bureau, Breach + Hours(26));

        Assert.Equal(1.5m, answered.Finding("overdue").Points);
        Assert.Equal(3m, silent.Finding("overdue").Points);
    }

    [Fact]
    public void Nobody_decides_before_the_party_answered_or_its_time_passed()
    {
        var test = FindingPackage.Overdue();
        var id = test.Finding("overdue").Id;

        Assert.Equal("XZ5432", Refuse(test, new DecideFinding(id, FindingOutcome.Upheld, ""), FindingPackage.Bureau, Breach + Hours(24)));
        test.Pass(test.Finding("overdue").Due!.Value - TestCase.Start);
        Assert.Equal(FindingStage.Notified, test.Finding("overdue").Stage);
        test.Pass(test.Finding("overdue").Due!.Value - TestCase.Start + TimeSpan.FromMilliseconds(1));
        Assert.Equal(FindingStage.Unanswered, test.Finding("overdue").Stage);
        Do(test, new AnswerFinding(id, "Late, but heard"), TestCase.Office, Breach + Hours(26));

        Assert.Equal(FindingStage.Answered, test.Finding("overdue").Stage);
    }

    [Fact]
    public void What_is_not_decided_in_time_goes_to_the_superior_who_alone_decides_then()
    {
        var test = FindingPackage.Overdue();
        var id = test.Finding("overdue").Id;

        test.Pass(Breach + Hours(25));
        test.Pass(Breach + Hours(25 + 49));

        Assert.Equal("city", test.Finding("overdue").RaisedTo);
        Assert.Equal("XZ5101", Refuse(test, new DecideFinding(id, FindingOutcome.Upheld, ""), FindingPackage.Bureau, Breach + Hours(75)));
        Do(test, new DecideFinding(id, FindingOutcome.Upheld, ""), TestCase.City, Breach + Hours(76));
    }

    [Fact]
    public void What_is_not_decided_in_time_is_not_raised_to_the_party_that_it_is_against()
    {
        var policy = FindingPackage.Accountability.Replace("\"decidedBy\": [\"superior\"]", "\"decidedBy\": [\"office\", \"city\"]", StringComparison.Ordinal)
            .Replace("\"id\": \"overdue\", ", "\"id\": \"overdue\", \"against\": \"\\\"bureau\\\"\", ", StringComparison.Ordinal);
        var test = TestCase.Opened(FindingPackage.Read(("accountability.json", policy)));
        test.Pass(Breach + Hours(1));
        test.Pass(Breach + Hours(25));
        test.Pass(Breach + Hours(25 + 49));

        Assert.Equal(("bureau", "city"), (test.Finding("overdue").Against, test.Finding("overdue").RaisedTo));
        Do(test, new DecideFinding(test.Finding("overdue").Id, FindingOutcome.Upheld, ""), TestCase.City, Breach + Hours(76));
    }

    [Fact]
    public void At_the_top_it_is_raised_no_further_and_waits_for_the_limitation()
    {
        var test = FindingPackage.Overdue();

        for (var day = 2; day <= 29; day++)
        {
            test.Pass(TimeSpan.FromDays(day));
        }

        Assert.Equal(["city", "city"], test.Events<FindingRaised>().Where(raised => raised.FindingId == 2).Select(raised => raised.To));
        test.Pass(TimeSpan.FromDays(31));

        Assert.Equal(FindingStage.Lapsed, test.Finding("overdue").Stage);
        Assert.DoesNotContain(CaseMoments.Of(test.Package, test.State), moment => moment.Name.StartsWith("finding:", StringComparison.Ordinal));
    }

    [Fact]
    public void What_nobody_appeals_is_final()
    {
        var test = FindingPackage.Overdue();
        var id = test.Finding("overdue").Id;
        Do(test, new AnswerFinding(id, ""), TestCase.Office, Breach + Hours(1));
        Do(test, new DecideFinding(id, FindingOutcome.Upheld, ""), FindingPackage.Bureau, Breach + Hours(2));

        Assert.Equal("XZ5432", Refuse(test, new AppealFinding(id, "Too late"), TestCase.Office, Breach + Hours(75)));
        test.Pass(Breach + Hours(75));

        Assert.Equal((FindingStage.Final, FindingOutcome.Upheld), (test.Finding("overdue").Stage, test.Finding("overdue").Outcome));
    }

    [Fact]
    public void The_party_itself_the_proposer_and_the_first_judge_may_not_decide()
    {
        var test = FindingPackage.Overdue();
        Do(test, new ProposeFinding("rudeness", "office", [1], "Heard on the phone"), TestCase.City, Breach + Hours(1));
        var (overdue, rudeness) = (test.Finding("overdue").Id, test.Finding("rudeness").Id);
        Do(test, new AnswerFinding(overdue, ""), TestCase.Office, Breach + Hours(1));
        Do(test, new AnswerFinding(rudeness, ""), TestCase.Office, Breach + Hours(1));
        Do(test, new DecideFinding(overdue, FindingOutcome.Upheld, ""), FindingPackage.Bureau, Breach + Hours(2));
        Do(test, new DecideFinding(rudeness, FindingOutcome.Upheld, ""), FindingPackage.Bureau, Breach + Hours(2));
        Do(test, new AppealFinding(rudeness, ""), TestCase.Office, Breach + Hours(3));

        Assert.Equal("XZ5101", Refuse(test, new DecideFinding(overdue, FindingOutcome.Dismissed, ""), TestCase.Office, Breach + Hours(3)));
        Assert.Equal("XZ5433", Refuse(test, new DecideAppeal(rudeness, FindingOutcome.Upheld, ""), TestCase.City, Breach + Hours(4)));
        Assert.Equal(["office", "city"], test.State.Accountability.Findings.Where(finding => finding.Kind == "outside-duty").Select(finding => finding.Against));
        Do(test, new DecideAppeal(rudeness, FindingOutcome.Upheld, ""), TestCase.City with { Person = "Sun" }, Breach + Hours(4), refused: true);
    }

    [Fact]
    public void Two_people_of_one_party_are_four_eyes_and_one_person_is_not()
    {
        var test = FindingPackage.Overdue();
        var finding = test.Finding("overdue") with { DecidedBy = FindingPackage.Bureau };

        Assert.Equal("decided", FindingAuthority.SameEyes(finding, new DecideAppeal(2, FindingOutcome.Upheld, ""), FindingPackage.Bureau));
        Assert.Equal("decided", FindingAuthority.SameEyes(finding, new DecideAppeal(2, FindingOutcome.Upheld, ""), FindingPackage.Bureau with { Person = null }));
        Assert.Null(FindingAuthority.SameEyes(finding, new DecideAppeal(2, FindingOutcome.Upheld, ""), OtherOfBureau));
        Assert.Equal("against", FindingAuthority.SameEyes(finding, new DecideFinding(2, FindingOutcome.Upheld, ""), new Actor(PartyKind.StreetOffice, "office", "Zhou")));
    }

    [Fact]
    public void An_exemption_dismisses_with_its_reason_and_the_dismissal_can_be_appealed()
    {
        var test = FindingPackage.Overdue(("disaster", true));
        var finding = test.Finding("overdue");

        Assert.Equal((FindingStage.Dismissed, "disaster", "A disaster was declared"), (finding.Stage, finding.Exemption, finding.Reason));
        Do(test, new AppealFinding(finding.Id, "Not in that district"), TestCase.City, Breach + Hours(1));
        Assert.Equal(FindingStage.Appealed, test.Finding("overdue").Stage);
    }

    [Fact]
    public void Whom_an_exemption_covers_nobody_can_uphold_it_against()
    {
        var test = FindingPackage.Overdue();
        var id = test.Finding("overdue").Id;
        Do(test, new AnswerFinding(id, ""), TestCase.Office, Breach + Hours(1));
        test.Complete("Handle", TestCase.Office, Breach + Hours(1), ("disaster", true));

        Assert.Equal("XZ5436", Refuse(test, new DecideFinding(id, FindingOutcome.Upheld, ""), FindingPackage.Bureau, Breach + Hours(2)));
        Do(test, new DecideFinding(id, FindingOutcome.Dismissed, "As the rule says"), FindingPackage.Bureau, Breach + Hours(2));
        Assert.Equal("disaster", test.Finding("overdue").Exemption);
    }

    [Fact]
    public void What_is_too_old_can_neither_be_proposed_nor_decided()
    {
        var test = FindingPackage.Overdue();
        var id = test.Finding("overdue").Id;

        Assert.Equal("XZ5435", Refuse(test, new ProposeFinding("rudeness", "office", [1], ""), TestCase.City, TimeSpan.FromDays(31)));
        Assert.Equal("XZ5432", Refuse(test, new AnswerFinding(id, ""), TestCase.Office, TimeSpan.FromDays(31)));
    }

    [Fact]
    public void Findings_live_on_after_the_case_has_ended()
    {
        var test = FindingPackage.Overdue();
        var id = test.Finding("overdue").Id;
        test.Complete("Handle", TestCase.Office, Breach + Hours(1));
        test.Complete("Confirm", TestCase.City, Breach + Hours(1));
        Assert.Equal(CaseStatus.Closed, test.State.Status);

        Do(test, new AnswerFinding(id, ""), TestCase.Office, Breach + Hours(2));
        Do(test, new DecideFinding(id, FindingOutcome.Upheld, ""), FindingPackage.Bureau, Breach + Hours(3));
        test.Pass(Breach + Hours(76));

        Assert.Equal(FindingStage.Final, test.Finding("overdue").Stage);
        Assert.Equal(CaseStatus.Closed, test.State.Status);
    }

    [Fact]
    public void A_finding_can_be_withdrawn_until_it_is_decided()
    {
        var test = FindingPackage.Overdue();
        var id = test.Finding("overdue").Id;

        Assert.Equal("XZ5101", Refuse(test, new WithdrawFinding(id, ""), TestCase.Office, Breach + Hours(1)));
        Do(test, new WithdrawFinding(id, "Wrong clock"), TestCase.City, Breach + Hours(1));
        Assert.Equal("XZ5432", Refuse(test, new AnswerFinding(id, ""), TestCase.Office, Breach + Hours(2)));
    }

    [Fact]
    public void The_table_in_the_README_is_that_of_the_code()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Workflow.sln")))
        {
            root = root.Parent;
        }

        var readme = File.ReadAllLines(Path.Combine(root.FullName, "sdk/Xiezhi.Governance/Findings/README.md"));
        var expected = Enum.GetValues<FindingStage>().Select(stage => $"| {stage} | {string.Join(", ", FindingLife.After(stage))} |".Replace("  ", " ", StringComparison.Ordinal));

        Assert.Equal(expected, readme.Where(line => Enum.GetNames<FindingStage>().Any(name => line.StartsWith("| " + name + " |", StringComparison.Ordinal))));
    }

    private static TimeSpan Hours(int hours) => TimeSpan.FromHours(hours);

    private static void Do(TestCase test, FindingCommand command, Actor actor, TimeSpan after, bool refused = false) =>
        Assert.Equal(refused, test.Do(command, actor, after).Rejection is not null);

    private static string? Refuse(TestCase test, FindingCommand command, Actor actor, TimeSpan after) => test.Do(command, actor, after).Rejection?.Code;
}
