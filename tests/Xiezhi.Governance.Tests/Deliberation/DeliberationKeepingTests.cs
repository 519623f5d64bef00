using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Deliberation;

public sealed class DeliberationKeepingTests
{
    private const string Organization = """
        {
          "territories": [ { "code": "A", "title": { "en": "A City" }, "parent": null } ],
          "parties": [
            { "id": "city", "kind": "agency", "title": { "en": "City" }, "superior": null, "territory": "A" },
            { "id": "office", "kind": "street-office", "title": { "en": "Office" }, "superior": "city", "territory": "A" },
            { "id": "market", "kind": "company", "title": { "en": "Market" }, "superior": "city", "territory": "A" },
            { "id": "residents", "kind": "social-organisation", "title": { "en": "Residents" }, "superior": "city", "territory": "A" }
          ]
        }
        """;

    private const string Definition = """
        "id": "plan", "title": { "en": "Plan" }, "participants": "[\"city\", \"office\"]", "chair": "\"city\"",
        "classes": [ { "id": "neighbours", "title": { "en": "Neighbours" }, "members": "[\"residents\"]", "atLeast": 1 } ],
        "calendar": "CN", "result": "plan"
        """;

    private const string Procedure = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xiezhi="urn:xiezhi:governance" id="d" targetNamespace="urn:test">
          <process id="p" isExecutable="true">
            <startEvent id="Start"/><userTask id="Decide" xiezhi:deliberation="plan"/>
            <boundaryEvent id="Stop" attachedToRef="Decide"><messageEventDefinition id="md" messageRef="stop"/></boundaryEvent>
            <userTask id="Act"><potentialOwner><resourceAssignmentExpression><formalExpression>"city"</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>
            <endEvent id="End"/><endEvent id="Stopped"/>
            <sequenceFlow id="f1" sourceRef="Start" targetRef="Decide"/><sequenceFlow id="f2" sourceRef="Decide" targetRef="Act"/>
            <sequenceFlow id="f3" sourceRef="Act" targetRef="End"/><sequenceFlow id="f4" sourceRef="Stop" targetRef="Stopped"/>
          </process>
          <message id="stop" name="stop"/>
        </definitions>
        """;

    private static readonly Actor City = new(PartyKind.Agency, "city");
    private static readonly Actor Office = new(PartyKind.StreetOffice, "office");
    private static readonly Actor Residents = new(PartyKind.SocialOrganisation, "residents");
    private static readonly Actor Market = new(PartyKind.Company, "market");
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void All_who_decide_are_named_when_the_procedure_reaches_the_task()
    {
        var open = Open("""  "method": "majority", "options": ["yes", "no"], "quorum": "50%", "period": "PT48H" """);

        var opened = Assert.Single(open.Events<DeliberationOpened>());
        Assert.Equal(["city", "office", "residents"], opened.Participants.Select(participant => participant.Id));
        Assert.Equal(["neighbours"], opened.Participants[2].Classes);
        Assert.Equal(TestCase.Start + TimeSpan.FromHours(48), Assert.Single(open.Events<VoteOpened>()).Closes);
    }

    [Fact]
    public void When_all_have_voted_the_result_goes_to_the_case_and_the_procedure_goes_on()
    {
        var open = Open("""  "method": "majority", "options": ["yes", "no"], "quorum": "50%", "period": "PT48H" """);

        Vote(open, City, "yes");
        Vote(open, Office, "no", "Too loud");
        Vote(open, Residents, "yes");

        Assert.Equal("Act", Assert.Single(open.State.Workflow.Tasks).Element);
        Assert.True(open.State.Workflow.Variables.TryGet("plan", out var plan));
        Assert.Equal(("decided", "yes", "Too loud"), (plan.AsContext!["outcome"].AsString, plan.AsContext["winner"].AsString,
            plan.AsContext["dissent"].AsList!.Items.Single().AsContext!["reasons"].AsString));
        var concluded = Assert.Single(open.Events<DeliberationConcluded>());
        Assert.Equal((3, 3, new OptionVotes("yes", 2), new OptionVotes("no", 1)), (concluded.Entitled, concluded.Present, concluded.Votes[0], concluded.Votes[1]));
    }

    [Theory]
    [InlineData("approval")]
    [InlineData("ranked-pairs")]
    [InlineData("majority")]
    public void Where_the_case_gives_no_options_nothing_is_decided_and_the_procedure_goes_on(string method)
    {
        var open = Open($$"""  "method": "{{method}}", "optionsFrom": "nothing", "quorum": "1", "period": "PT48H", "tie": "order" """);

        Assert.Null(open.Do(new CastBallot(1, [], ""), City, Hour).Rejection);
        open.Pass(TimeSpan.FromHours(48));

        Assert.Equal(DeliberationOutcome.NotRepresented, Assert.Single(open.Events<DeliberationConcluded>()).Outcome);
        Assert.Equal("Act", Assert.Single(open.State.Workflow.Tasks).Element);
    }

    [Fact]
    public void Nobody_else_votes_and_nobody_completes_the_task_alone()
    {
        var open = Open("""  "method": "majority", "options": ["yes", "no"], "quorum": "50%", "period": "PT48H" """);

        Assert.Equal("XZ5101", open.Do(new CastBallot(1, [["yes"]], ""), Market, Hour).Rejection!.Code);
        Assert.Equal("XZ5506", open.Complete("Decide", Office, Hour).Rejection!.Code);
        Assert.Contains(open.Events<CommandRefused>(), refused => refused.Command == "CastBallot");
    }

    [Fact]
    public void The_last_ballot_before_the_close_counts()
    {
        var open = Open("""  "method": "majority", "options": ["yes", "no"], "quorum": "2", "period": "PT48H" """);

        Vote(open, City, "no");
        Vote(open, City, "yes");
        Vote(open, Residents, "yes");
        open.Pass(TimeSpan.FromHours(48));

        var concluded = Assert.Single(open.Events<DeliberationConcluded>());
        Assert.Equal((DeliberationOutcome.Decided, "yes", 2), (concluded.Outcome, concluded.Winner, concluded.Present));
    }

    [Fact]
    public void Without_a_quorum_the_period_begins_again_as_often_as_allowed_and_then_nothing_is_decided()
    {
        var open = Open("""  "method": "majority", "options": ["yes", "no"], "quorum": "100%", "period": "PT48H", "extensions": 1 """);

        Vote(open, City, "yes");
        open.Pass(TimeSpan.FromHours(48));
        Assert.Equal(DeliberationOutcome.NoQuorum, Assert.Single(open.Events<DeliberationExtended>()).Outcome);
        open.Pass(TimeSpan.FromHours(96));

        Assert.Equal((DeliberationOutcome.NoQuorum, null), (open.State.Deliberations.All[0].Conclusion!.Outcome, open.State.Deliberations.All[0].Conclusion!.Winner));
        Assert.Equal("Act", Assert.Single(open.State.Workflow.Tasks).Element);
    }

    [Fact]
    public void A_stakeholder_class_that_is_not_represented_prevents_the_decision()
    {
        var open = Open("""  "method": "majority", "options": ["yes", "no"], "quorum": "50%", "period": "PT48H" """);

        Vote(open, City, "yes");
        Vote(open, Office, "yes");
        Assert.Equal("XZ5511", open.Do(new CloseDeliberation(1), City, Hour).Rejection!.Code);
        open.Pass(TimeSpan.FromHours(48));

        var concluded = Assert.Single(open.Events<DeliberationConcluded>());
        Assert.Equal(DeliberationOutcome.NotRepresented, concluded.Outcome);
        Assert.Equal(["neighbours"], concluded.Missing);
    }

    [Fact]
    public void Who_has_a_conflict_of_interest_does_not_decide()
    {
        var open = Open("""  "method": "majority", "options": ["yes", "no"], "quorum": "100%", "period": "PT48H", "conflicts": "[\"office\"]" """);

        Assert.Equal("XZ5101", open.Do(new CastBallot(1, [["yes"]], ""), Office, Hour).Rejection!.Code);
        Vote(open, Residents, "no");
        Assert.Null(open.Do(new RecuseParticipant(1, "city", "Owns the land"), City, Hour).Rejection);

        var concluded = Assert.Single(open.Events<DeliberationConcluded>());
        Assert.Equal((1, "no"), (concluded.Entitled, concluded.Winner));
        Assert.Equal([true, false], open.Events<ParticipantRecused>().Select(recused => recused.ByRule));
    }

    [Fact]
    public void An_objection_gives_reasons_and_prevents_consent()
    {
        var open = Open("""  "method": "consent", "quorum": "50%", "period": "PT48H" """);

        Assert.Equal("XZ5509", open.Do(new CastBallot(1, [["object"]], " "), City, Hour).Rejection!.Code);
        Vote(open, City, "object", "No money");
        Vote(open, Residents, "consent");
        Assert.Null(open.Do(new CastBallot(1, [], ""), Office, Hour).Rejection);

        Assert.Equal(DeliberationOutcome.Undecided, Assert.Single(open.Events<DeliberationConcluded>()).Outcome);
    }

    [Fact]
    public void The_public_is_heard_before_the_vote_and_each_commenter_is_told_once()
    {
        var open = Open("""
            "method": "majority", "options": ["yes", "no"], "quorum": "50%", "period": "PT48H",
            "consultation": { "period": "PT72H", "open": ["citizen"], "answerAll": true }
            """);

        Assert.Equal("XZ5507", open.Do(new CastBallot(1, [["yes"]], ""), City, Hour).Rejection!.Code);
        Assert.Null(open.Do(new PostComment(1, "Where?"), Actor.Citizen("Li"), Hour).Rejection);
        Assert.Null(open.Do(new PostComment(1, "When?"), Actor.Citizen("Li"), Hour).Rejection);
        Assert.Null(open.Do(new PostComment(1, "Why?"), Actor.Citizen("Wu"), Hour).Rejection);
        open.Pass(TimeSpan.FromHours(80));
        Assert.Equal(DeliberationStatus.Consulting, open.State.Deliberations.All[0].Status);

        Assert.Null(open.Do(new AnswerComments(1, [1, 2, 3], "Here, in May, for you"), City, TimeSpan.FromHours(81)).Rejection);
        open.Pass(TimeSpan.FromHours(81));

        Assert.Equal(["citizen:Li", "citizen:Wu"], Assert.Single(open.Events<CommentsAnswered>()).Commenters);
        Assert.Equal(TestCase.Start + TimeSpan.FromHours(129), Assert.Single(open.Events<VoteOpened>()).Closes);
    }

    [Fact]
    public void Citizens_can_be_among_those_who_decide_and_are_not_taken_for_parties()
    {
        var open = Open("""  "method": "majority", "options": ["yes", "no"], "quorum": "1", "period": "PT48H" """, "[\"city\", \"citizen:Li\"]");

        Assert.Equal("XZ5101", open.Do(new CastBallot(1, [["yes"]], ""), Actor.Citizen("city"), Hour).Rejection!.Code);
        Assert.Null(open.Do(new CastBallot(1, [["yes"]], ""), Actor.Citizen("Li"), Hour).Rejection);
        Assert.True(open.State.Deliberations.All[0].Ballots.ContainsKey("citizen:Li"));
    }

    [Fact]
    public void A_dissent_is_put_on_record_after_the_end()
    {
        var open = Open("""  "method": "majority", "options": ["yes", "no"], "quorum": "50%", "period": "PT48H", "ballot": "secret" """);
        Vote(open, City, "yes");
        Vote(open, Office, "yes");
        Vote(open, Residents, "no", "We sleep here");

        Assert.Null(open.Do(new RecordDissent(1, "We sleep here"), Residents, Hour).Rejection);

        Assert.Equal("We sleep here", open.State.Deliberations.All[0].Dissents["residents"]);
        Assert.True(open.State.Workflow.Variables.TryGet("plan", out var plan));
        Assert.Empty(plan.AsContext!["dissent"].AsList!.Items);
    }

    [Fact]
    public void A_deliberation_whose_task_is_ended_by_something_else_is_withdrawn()
    {
        var open = Open("""  "method": "majority", "options": ["yes", "no"], "quorum": "50%", "period": "PT48H" """);

        Assert.Null(open.Do(new DeliverMessage("stop", null, ValueContext.Empty), City, Hour).Rejection);

        Assert.Single(open.Events<DeliberationWithdrawn>());
        Assert.Empty(CaseMoments.Of(open.Package, open.State));
    }

    [Fact]
    public void The_log_tells_the_same_when_it_is_read_again()
    {
        var open = Open("""  "method": "ranked-pairs", "options": ["a", "b", "c"], "quorum": "50%", "period": "PT48H", "tie": "lot" """);
        Assert.Null(open.Do(new CastBallot(1, [["a"], ["b", "c"]], "because"), City, Hour).Rejection);
        Assert.Null(open.Do(new CastBallot(1, [["b"], ["a"]], ""), Office, Hour).Rejection);
        Assert.Null(open.Do(new CastBallot(1, [], ""), Residents, Hour).Rejection);

        var read = open.Log.Select(recorded => EventText.Read(recorded.Text, recorded.Hash)).Aggregate(
            CaseState.New("default", open.State.Id), (state, recorded) => state.Apply(open.Package, recorded));

        var (before, after) = (open.State.Deliberations.All[0], read.Deliberations.All[0]);
        Assert.Equal(before.Conclusion!.Winner, after.Conclusion!.Winner);
        Assert.NotNull(after.Conclusion.Lot);
        Assert.Equal(before.Ballots["city"].Preferences.SelectMany(group => group), after.Ballots["city"].Preferences.SelectMany(group => group));
        Assert.Equal(open.State.Head, read.Head);
    }

    [Theory]
    [InlineData("XZ5503", """ "method": "majority", "quorum": "50%", "period": "5wd" """)]
    [InlineData("XZ5503", """ "method": "majority", "options": ["yes"], "quorum": "50%", "period": "5wd" """)]
    [InlineData("XZ5504", """ "method": "consent", "options": ["yes", "no"], "quorum": "50%", "period": "5wd" """)]
    [InlineData("XZ5505", """ "method": "consent", "quorum": "half", "period": "5wd" """)]
    [InlineData("XZ5505", """ "method": "consent", "quorum": "101%", "period": "5wd" """)]
    [InlineData("XZ5011", """ "method": "consent", "quorum": "50%", "period": "soon" """)]
    [InlineData("XZ5004", """ "method": "loudest", "options": ["yes", "no"], "quorum": "50%", "period": "5wd" """)]
    public void A_definition_that_can_not_work_is_refused(string code, string rest) =>
        Assert.Contains(TestPackage.Refuse(Files(rest)), found => found.Code == code && found.Location.File == "deliberations.json");

    [Fact]
    public void A_task_that_names_no_deliberation_of_the_package_is_refused() =>
        Assert.Contains(
            TestPackage.Refuse(("organization.json", Organization), ("test.bpmn", Procedure)),
            found => found.Code == "XZ5502" && found.Location.Element.Contains("Decide", StringComparison.Ordinal));

    internal static (string, string?)[] Files(string rest, string participants = "[\"city\", \"office\"]") =>
    [
        ("organization.json", Organization),
        ("test.bpmn", Procedure),
        ("deliberations.json", "{ \"deliberations\": [ { " + Definition.Replace("[\\\"city\\\", \\\"office\\\"]", participants.Replace("\"", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal) + ", " + rest + " } ] }"),
    ];

    private static TestCase Open(string rest, string participants = "[\"city\", \"office\"]") => TestCase.Opened(TestPackage.Read(Files(rest, participants)));

    private static void Vote(TestCase open, Actor actor, string option, string reasons = "") =>
        Assert.Null(open.Do(new CastBallot(1, [[option]], reasons), actor, Hour).Rejection);
}
