using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Governance.Handling.Returns;
using Xiezhi.Governance.Handling.Whistles;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Tests.Deliberation;
using Xiezhi.Governance.Tests.Handling.Returns;

namespace Xiezhi.Governance.Tests.Handling.Joining;

/// <summary>What goes on in a case that is merged into another, and what waits.</summary>
public sealed class HeldCaseTests
{
    private const string Merge = """ "joining": { "merge": { "by": ["city"] } } """;
    private static readonly CaseId Main = CaseId.For("default", "main");

    [Fact]
    public void A_called_party_that_may_not_report_while_the_case_is_merged_is_not_held_to_its_time()
    {
        var test = HandlingCase.Open(HandlingCase.Whistles + ", " + Merge);
        test.Accept(new BlowWhistle("flood", ["water"], "Water", "Bridge 3"), TestCase.Office, 0);
        test.Accept(new MergeCase(Main, "The same flood."), TestCase.City, 0.25);

        Assert.Equal("XZ5633", test.Do(new ReportOnSite(1, ""), HandlingCase.Water, TimeSpan.FromHours(1)).Rejection?.Code);
        test.Pass(TimeSpan.FromHours(10));
        test.Accept(new UnmergeCase("Another flood."), TestCase.City, 11);
        test.Accept(new ReportOnSite(1, ""), HandlingCase.Water, 12.5);

        Assert.Empty(test.Events<NoShow>());
        // Half an hour to hear the call began at 0, stood from 0.25 to 11, and was over at 11.25.
        Assert.Equal(TestCase.Start + TimeSpan.FromHours(11.25), Assert.Single(test.Events<CallUnacknowledged>()).Due);
    }

    [Fact]
    public void The_answer_of_the_main_case_keeps_the_promise_to_the_petitioner_and_no_limit_of_a_called_party()
    {
        var test = HandlingCase.Open(HandlingCase.Whistles + ", " + Merge);
        test.Accept(new BlowWhistle("flood", ["water"], "Water", "Bridge 3"), TestCase.Office, 0);
        test.Accept(new MergeCase(Main, "The same flood."), TestCase.City, 0.25);

        var answered = ValueContext.Of(("attempt", test.State.Joining.Attempt), ("reply", 7));
        test.Accept(new TakeCaseMessage(CaseWords.Replied, Main, answered), Actor.Engine, 0.3);

        Assert.Single(test.Events<MainReplied>());
        Assert.DoesNotContain(test.Events<ClockStopped>(), stopped => stopped.Subject is not null);
    }

    [Fact]
    public void A_vote_waits_while_the_case_is_merged_and_its_period_begins_again_when_it_goes_on()
    {
        var test = TestCase.Opened(TestPackage.Read(
        [
            .. DeliberationKeepingTests.Files(""" "method": "majority", "options": ["yes", "no"], "quorum": "50%", "period": "PT48H" """),
            ("handling.json", "{ " + Merge + " }"),
        ]));
        test.Accept(new CastBallot(1, [["yes"]], ""), TestCase.City, 1);
        test.Accept(new MergeCase(Main, "The same plan."), TestCase.City, 2);

        test.Pass(TimeSpan.FromHours(100));
        Assert.Equal("Decide", Assert.Single(test.State.Workflow.Tasks).Element);
        test.Accept(new UnmergeCase("Another plan."), TestCase.City, 101);

        Assert.Equal(TestCase.Start + TimeSpan.FromHours(101 + 48), test.State.Deliberations.Find(1)!.Closes);
        Assert.Single(test.State.Deliberations.Find(1)!.Ballots);
        test.Pass(TimeSpan.FromHours(149));
        Assert.Equal(DeliberationOutcome.NoQuorum, Assert.Single(test.Events<DeliberationConcluded>()).Outcome);
    }

    [Fact]
    public void The_arbiter_whose_time_runs_decides_also_while_the_case_is_merged()
    {
        var test = TestCase.Opened(TestPackage.Read(ReturnCase.Changes(ReturnCase.Rules.TrimEnd()[..^1] + ", " + Merge + " }")));
        test.Accept(new ReferToArbiter("Nobody takes it."), ReturnCase.Centre, 1);
        test.Accept(new MergeCase(Main, "The same road."), TestCase.City, 2);

        test.Accept(new AppointLead("parks", "It is a park."), ReturnCase.Centre, 3);

        Assert.Equal("parks", test.State.Facts.Lead);
        test.Pass(TimeSpan.FromHours(30));
        Assert.Empty(test.Events<ArbitrationRaised>());
    }

    [Fact]
    public void A_part_is_not_merged_into_the_case_that_waits_for_it()
    {
        var package = HandlingCase.Package(Merge, ("package.json", Opening()));
        var part = new TestCase(package);
        Assert.Null(part.Do(new OpenCase("1", ValueContext.Of(("matter", "noise"))) { PartOf = new PartOf(Main.ToString(), 1, []) }, Actor.Engine, TimeSpan.Zero).Rejection);

        Assert.Equal("XZ5648", part.Do(new MergeCase(Main, "The same."), TestCase.City, TimeSpan.FromHours(1)).Rejection?.Code);
        Assert.Equal(CaseStatus.Open, part.State.Status);
    }

    [Fact]
    public void A_case_takes_in_no_case_that_it_waits_for_whichever_way_that_came_to_it()
    {
        var test = HandlingCase.Open(""" "joining": { "merge": { "by": ["city"] }, "split": { "by": ["city"] } } """);
        test.Accept(new SplitCase([new CasePart("Noise", ValueContext.Empty)], "Two matters."), TestCase.City, 1);
        var part = CaseId.For("default", "part");
        test.Accept(new TakeCaseMessage(CaseWords.PartOpened, part, ValueContext.Of(("part", 1))), Actor.Engine, 1);

        Assert.Equal("XZ5648", Join(part, []).Rejection?.Code);
        Assert.Equal("XZ5648", Join(CaseId.For("default", "other"), [part.ToString()]).Rejection?.Code);
        Assert.Null(Join(CaseId.For("default", "third"), []).Rejection);

        CaseStepResult Join(CaseId from, string[] cases) => test.Do(
            new TakeCaseMessage(CaseWords.Join, from, ValueContext.Of(
                ("attempt", 2), ("version", 2), ("petitions", 1), ("cases", Value.List([.. cases.Select(Value.From)])))),
            Actor.Engine,
            TimeSpan.FromHours(2));
    }

    private static string Opening() => HandlingCase.Files(Merge).Single(file => file.Path == "package.json").Content!
        .Replace("\"openedBy\": [", "\"openedBy\": [\"system\", ", StringComparison.Ordinal);
}
