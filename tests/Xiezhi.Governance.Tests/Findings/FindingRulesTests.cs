using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Tests.Findings;

public sealed class FindingRulesTests
{
    // Handle may answer, return or rework; a return and a rework lead back to it.
    private const string Loop = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xiezhi="urn:xiezhi:governance" id="d" targetNamespace="urn:test">
          <process id="p" isExecutable="true">
            <startEvent id="Start"><outgoing>f1</outgoing></startEvent>
            <userTask id="Handle" name="Handle"><incoming>f1</incoming><incoming>f5</incoming><incoming>f6</incoming><incoming>f7</incoming><outgoing>f2</outgoing></userTask>
            <exclusiveGateway id="Which" default="f3"><incoming>f2</incoming><outgoing>f3</outgoing><outgoing>f4</outgoing><outgoing>f8</outgoing><outgoing>f9</outgoing></exclusiveGateway>
            <intermediateThrowEvent id="Return" xiezhi:records="return"><incoming>f4</incoming><outgoing>f5</outgoing></intermediateThrowEvent>
            <intermediateThrowEvent id="Rework" xiezhi:records="rework"><incoming>f8</incoming><outgoing>f6</outgoing></intermediateThrowEvent>
            <intermediateThrowEvent id="Again"><incoming>f9</incoming><outgoing>f7</outgoing></intermediateThrowEvent>
            <endEvent id="End"><incoming>f3</incoming></endEvent>
            <sequenceFlow id="f1" sourceRef="Start" targetRef="Handle"/>
            <sequenceFlow id="f2" sourceRef="Handle" targetRef="Which"/>
            <sequenceFlow id="f3" sourceRef="Which" targetRef="End"/>
            <sequenceFlow id="f4" sourceRef="Which" targetRef="Return"><conditionExpression>do = "return"</conditionExpression></sequenceFlow>
            <sequenceFlow id="f5" sourceRef="Return" targetRef="Handle"/>
            <sequenceFlow id="f8" sourceRef="Which" targetRef="Rework"><conditionExpression>do = "rework"</conditionExpression></sequenceFlow>
            <sequenceFlow id="f6" sourceRef="Rework" targetRef="Handle"/>
            <sequenceFlow id="f9" sourceRef="Which" targetRef="Again"><conditionExpression>do = "again"</conditionExpression></sequenceFlow>
            <sequenceFlow id="f7" sourceRef="Again" targetRef="Handle"/>
          </process>
        </definitions>
        """;

    [Fact]
    public void An_overdue_finding_names_its_events_by_place_and_hash_its_clock_and_its_condition()
    {
        var test = FindingPackage.Overdue();

        var proposed = Assert.Single(test.Events<FindingProposed>(), finding => finding.Kind == "overdue");
        Assert.Equal(["lead", "clock-started", "clock-breached"], proposed.Evidence.Select(place => EventText.TypeName(test.Log[(int)place - 1].Event)));
        Assert.Equal(proposed.Evidence.Select(place => test.Log[(int)place - 1].Hash.ToString()), proposed.Grounds!.Hashes);
        Assert.Equal(("office", "overdue", "standard/reply"), (proposed.Against, proposed.Grounds.Rule, proposed.Grounds.Clock));
        Assert.Equal("event.clock = \"reply\"", proposed.Grounds.Explanation["condition"].AsString);
    }

    [Fact]
    public void Whoever_acts_outside_their_duty_is_found_once_and_a_citizen_is_not()
    {
        var test = TestCase.Opened(FindingPackage.Read());

        test.Complete("Handle", TestCase.City, TimeSpan.FromHours(1));
        test.Complete("Handle", TestCase.City, TimeSpan.FromHours(1));
        test.Complete("Handle", TestCase.Citizen, TimeSpan.FromHours(1));

        Assert.Equal("city", test.Finding("outside-duty").Against);
        Assert.Equal("refused", EventText.TypeName(test.Log[(int)test.Finding("outside-duty").Evidence[^1] - 1].Event));
    }

    [Fact]
    public void A_no_show_is_found_at_the_reminder_unless_somebody_came()
    {
        var absent = TestCase.Opened(FindingPackage.Read());
        var present = TestCase.Opened(FindingPackage.Read(), ("shown", true));

        absent.Pass(TimeSpan.FromHours(3));
        present.Pass(TimeSpan.FromHours(3));

        Assert.Equal("office", absent.Finding("no-show").Against);
        Assert.Empty(present.State.Accountability.Findings);
    }

    [Fact]
    public void The_second_return_is_unfounded_and_held_against_whoever_returned_it()
    {
        var test = Looping();

        Go(test, "return", 1);
        Assert.Empty(test.State.Accountability.Findings);
        Go(test, "return", 2);

        Assert.Equal("office", test.Finding("unfounded-return").Against);
    }

    [Fact]
    public void A_decision_finds_false_closure_and_leaves_its_explanation()
    {
        var test = Looping();

        Go(test, "rework", 1);
        Assert.Empty(test.State.Accountability.Findings);
        Go(test, "rework", 2);

        var grounds = test.Finding("false-closure").Grounds!;
        Assert.Equal("False closure", grounds.Explanation["decision"].AsString);
        Assert.Equal(Value.From(1), grounds.Explanation["tables"].AsList![0].AsContext!["rules"].AsList![0]);
    }

    [Fact]
    public void Closing_and_opening_again_to_reset_a_clock_is_gaming()
    {
        var test = Looping();

        Go(test, "again", 1, ("replied", true));
        Go(test, "again", 2, ("replied", false));

        Assert.Empty(test.Events<FactUnfit>());
        var finding = test.Finding("gaming");
        Assert.Equal(["clock-stopped", "clock-started"], finding.Evidence.Select(place => EventText.TypeName(test.Log[(int)place - 1].Event)));
    }

    [Fact]
    public void Findings_of_a_ladder_get_the_same_life()
    {
        var test = TestCase.Opened(FindingPackage.Read(
            ("service-levels.json", TestPackage.ServiceLevels),
            ("accountability.json", FindingPackage.Accountability.Replace("event.clock = \\\"reply\\\"", "false", StringComparison.Ordinal))));

        test.Pass(TimeSpan.FromHours(5));

        Assert.Equal(Governance.Findings.FindingStage.Notified, test.Finding("overdue").Stage);
        Assert.Null(test.Finding("overdue").Grounds);
    }

    [Fact]
    public void The_state_is_the_fold_of_the_log_as_it_is_stored()
    {
        var test = FindingPackage.Overdue();

        var read = test.Log.Select(recorded => EventText.Read(recorded.Text, recorded.Hash)).ToList();
        var folded = read.Aggregate(CaseState.New("default", test.State.Id), (state, recorded) => state.Apply(test.Package, recorded));

        Assert.Equal(test.Log.Select(recorded => recorded.Event), read.Select(recorded => recorded.Event));
        Assert.Equal(test.State.Accountability, folded.Accountability);
    }

    [Fact]
    public void Without_accountability_json_nothing_of_it_is_kept()
    {
        var test = TestCase.Opened();
        test.Pass(TimeSpan.FromHours(5));

        Assert.Equal(1, test.State.Findings);
        Assert.Same(Governance.Findings.AccountabilityState.None, test.State.Accountability);
        Assert.DoesNotContain("grounds", test.Log.Single(recorded => recorded.Event is FindingProposed).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clock-breached", "clock-breeched", "XZ5438")]
    [InlineData("\"Points\"", "\"Ponits\"", "XZ5105")]
    [InlineData("\"decision\": \"False closure\", ", "", "XZ5437")]
    [InlineData("PT24H", "a day", "XZ5011")]
    [InlineData("[\"above\"]", "[\"abvoe\"]", "XZ5006")]
    [InlineData("\"once\"", "\"onse\"", "XZ1008")]
    public void What_is_wrong_in_accountability_json_is_refused(string right, string wrong, string code) =>
        Assert.Contains(
            TestPackage.Refuse(("accountability.json", FindingPackage.Accountability.Replace(right, wrong, StringComparison.Ordinal)), ("accountability.dmn", FindingPackage.Decisions)),
            found => found.Code == code);

    private static TestCase Looping() => TestCase.Opened(FindingPackage.Read(("test.bpmn", Loop)));

    private static void Go(TestCase test, string what, int hours, params (string Name, Value Value)[] variables) =>
        Assert.Null(test.Complete("Handle", TestCase.Office, TimeSpan.FromHours(hours), [("do", what), .. variables]).Rejection);
}
