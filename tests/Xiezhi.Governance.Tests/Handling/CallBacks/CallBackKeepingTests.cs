using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.CallBacks;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Tests.Handling.CallBacks;

public sealed class CallBackKeepingTests
{
    private const string Decision = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="call-backs" namespace="urn:test:call-backs">
          <inputData id="i1" name="urgent"><variable name="urgent"/></inputData>
          <decision id="d1" name="Call-back share">
            <variable name="Call-back share"/>
            <informationRequirement id="r1"><requiredInput href="#i1"/></informationRequirement>
            <literalExpression><text>if urgent = true then 100 else 0</text></literalExpression>
          </decision>
        </definitions>
        """;

    private const string Reworked = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xiezhi="urn:xiezhi:governance" id="d" targetNamespace="urn:test">
          <process id="p" isExecutable="true">
            <startEvent id="Start"/><exclusiveGateway id="Again"/>
            <userTask id="Handle"><potentialOwner><resourceAssignmentExpression><formalExpression>lead</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>
            <scriptTask id="Reply" scriptFormat="feel" xiezhi:resultVariable="replied" xiezhi:records="reply"><script>true</script></scriptTask>
            <userTask id="Confirm"><potentialOwner><resourceAssignmentExpression><formalExpression>"city"</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>
            <boundaryEvent id="Dissatisfied" attachedToRef="Confirm"><messageEventDefinition id="md" messageRef="m"/></boundaryEvent>
            <scriptTask id="Rework" scriptFormat="feel" xiezhi:resultVariable="unhappy" xiezhi:records="rework"><script>callBack.words</script></scriptTask>
            <endEvent id="End"/>
            <sequenceFlow id="f1" sourceRef="Start" targetRef="Again"/><sequenceFlow id="f2" sourceRef="Again" targetRef="Handle"/>
            <sequenceFlow id="f3" sourceRef="Handle" targetRef="Reply"/><sequenceFlow id="f4" sourceRef="Reply" targetRef="Confirm"/>
            <sequenceFlow id="f5" sourceRef="Confirm" targetRef="End"/><sequenceFlow id="f6" sourceRef="Dissatisfied" targetRef="Rework"/>
            <sequenceFlow id="f7" sourceRef="Rework" targetRef="Again"/>
          </process>
          <message id="m" name="dissatisfied"/>
        </definitions>
        """;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void A_closed_case_is_drawn_and_called_back_after_its_end()
    {
        var open = Closed("100%");

        var drawn = Assert.Single(open.Events<CallBackDrawn>());
        Assert.Equal((100m, true, "office", "spring/2024-09"), (drawn.Share, drawn.Drawn, drawn.Party, drawn.Seed));
        Assert.True(CallBackDraw.Holds(open.State.Id, drawn));
        Assert.Equal(open.Log[open.Log.FindIndex(recorded => recorded.Event is CallBackDrawn) - 1].Hash.ToString(), drawn.Before);

        Assert.True(open.Do(new RecordCallBack(1, true, false, "Still noisy"), TestCase.City, Hour * 5).Accepted);
        Assert.Equal(new CallBackConcluded(1, true, false, "Still noisy", false), Assert.Single(open.Events<CallBackConcluded>()));
        Assert.All(open.Log.Where(recorded => recorded.Event is CallBackEvent), recorded => Assert.Equal(recorded.Event, EventText.Read(recorded.Text, recorded.Hash).Event));
        Assert.Equal("XZ5666", open.Do(new RecordCallBack(1, true, true, "Again"), TestCase.City, Hour * 5).Rejection!.Code);
    }

    [Fact]
    public void A_case_that_is_not_drawn_says_so_with_its_draw_and_is_not_called_back()
    {
        var open = Closed("0%");

        Assert.False(Assert.Single(open.Events<CallBackDrawn>()).Drawn);
        Assert.Equal("XZ5666", open.Do(new RecordCallBack(1, true, true, "Fine"), TestCase.City, Hour * 5).Rejection!.Code);
    }

    [Fact]
    public void After_the_last_attempt_nobody_was_reached()
    {
        var open = Closed("100%");

        open.Do(new RecordCallBack(1, false, null, "Engaged"), TestCase.City, Hour * 5);
        Assert.Empty(open.Events<CallBackConcluded>());
        open.Do(new RecordCallBack(1, false, null, "No answer"), TestCase.City, Hour * 6);

        Assert.Equal([(1, "Engaged"), (2, "No answer")], open.Events<CallBackAttempted>().Select(attempted => (attempted.Attempt, attempted.Note)));
        Assert.Equal(new CallBackConcluded(1, false, null, "", false), Assert.Single(open.Events<CallBackConcluded>()));
    }

    [Fact]
    public void A_call_back_that_is_late_is_found_once_and_can_still_be_made()
    {
        var open = Closed("100%");
        var due = Assert.Single(open.Events<CallBackDrawn>()).Due!.Value;

        open.Pass(due - TestCase.Start);
        Assert.Empty(open.Events<CallBackOverdue>());
        open.Pass(due - TestCase.Start + Hour);
        open.Pass(due - TestCase.Start + Hour);

        Assert.Equal(due, Assert.Single(open.Events<CallBackOverdue>()).Due);
        Assert.True(open.Do(new RecordCallBack(1, true, true, "Fine"), TestCase.City, due - TestCase.Start + Hour * 2).Accepted);
    }

    [Fact]
    public void Only_the_owner_calls_back_and_says_exactly_of_whom_was_reached_whether_they_are_satisfied()
    {
        var open = Closed("100%");

        Assert.Equal("XZ5101", open.Do(new RecordCallBack(1, true, true, "Fine"), TestCase.Office, Hour * 5).Rejection!.Code);
        Assert.Equal("XZ5668", open.Do(new RecordCallBack(1, true, null, "Fine"), TestCase.City, Hour * 5).Rejection!.Code);
        Assert.Equal("XZ5668", open.Do(new RecordCallBack(1, false, true, "Fine"), TestCase.City, Hour * 5).Rejection!.Code);
        Assert.Equal("XZ5667", open.Do(new RecordCallBack(1, true, false, "Bad") { Rework = true }, TestCase.City, Hour * 5).Rejection!.Code);
    }

    [Fact]
    public void Rework_that_is_asked_for_in_a_call_back_reaches_the_procedure_with_its_words()
    {
        var open = TestCase.Opened(TestPackage.Read(("test.bpmn", Reworked), ("handling.json", Handling("100%", "reply", rework: true))));
        open.Complete("Handle", TestCase.Office, Hour);

        Assert.True(open.Do(new RecordCallBack(1, true, false, "Still noisy") { Rework = true }, TestCase.City, Hour * 2).Accepted);

        Assert.Equal("Handle", Assert.Single(open.State.Workflow.Tasks).Element);
        Assert.Equal(1, open.State.Reworks);
        Assert.True(open.State.Workflow.Variables.TryGet("unhappy", out var words));
        Assert.Equal("Still noisy", words.AsString);
        open.Complete("Handle", TestCase.Office, Hour * 3);
        Assert.Equal([1, 2], open.Events<CallBackDrawn>().Select(drawn => drawn.Number));
    }

    [Fact]
    public void A_case_that_ended_by_its_timer_before_a_late_command_is_drawn_all_the_same()
    {
        var procedure = TestPackage.Procedure.Replace(
            "</process>",
            """
            <boundaryEvent id="Late" attachedToRef="Handle"><timerEventDefinition id="td"><timeDuration>PT2H</timeDuration></timerEventDefinition></boundaryEvent>
            <endEvent id="Over"/><sequenceFlow id="f90" sourceRef="Late" targetRef="Over"/></process>
            """,
            StringComparison.Ordinal);
        var open = TestCase.Opened(TestPackage.Read(("handling.json", Handling("100%", "closed")), ("test.bpmn", procedure)));

        var late = open.Complete("Handle", TestCase.Office, Hour * 3);

        Assert.Equal((GovernanceCodes.CaseNotOpen.Code, CaseStatus.Closed), (late.Rejection!.Code, open.State.Status));
        Assert.True(Assert.Single(open.Events<CallBackDrawn>()).Drawn);
    }

    [Fact]
    public void Rework_that_is_refused_leaves_the_call_back_to_be_made()
    {
        var reworks = """ "reworks": { "reason": "why", "explanation": "words", "reasons": [ { "id": "not-done" } ], "demandedBy": ["city"] }, "callBacks" """;
        var handling = Handling("100%", "reply", rework: true).Replace("\"callBacks\"", reworks, StringComparison.Ordinal);
        var open = TestCase.Opened(TestPackage.Read(("test.bpmn", Reworked), ("handling.json", handling)));
        open.Complete("Handle", TestCase.Office, Hour);

        var refused = open.Do(new RecordCallBack(1, true, false, "Still noisy") { Rework = true }, TestCase.City, Hour * 2);

        Assert.Equal("XZ5620", refused.Rejection!.Code);
        Assert.True(open.State.CallBacks.Last!.Waits);
        Assert.Empty(open.Events<CallBackAttempted>());

        var reasons = ValueContext.Of(("why", "not-done"), ("words", "The shop is still loud."));
        Assert.True(open.Do(new RecordCallBack(1, true, false, "Still noisy") { Rework = true, Variables = reasons }, TestCase.City, Hour * 2).Accepted);
        Assert.Equal(("not-done", "The shop is still loud."), (Assert.Single(open.Events<CaseReworked>()).Reason, open.Events<CaseReworked>().Single().Explanation));
    }

    [Theory]
    [InlineData(true, 100)]
    [InlineData(false, 0)]
    public void A_decision_says_how_many_of_which_cases_are_called_back(bool urgent, int share)
    {
        var handling = Handling("100%", "task").Replace("\"share\": \"100%\"", "\"shareBy\": \"Call-back share\"", StringComparison.Ordinal)
            .Replace("\"on\":", "\"task\": \"Handle\", \"on\":", StringComparison.Ordinal);
        var open = TestCase.Opened(TestPackage.Read(("handling.json", handling), ("call-backs.dmn", Decision)), ("urgent", Value.From(urgent)));

        open.Complete("Handle", TestCase.Office, Hour);

        Assert.Equal((share, urgent), (Assert.Single(open.Events<CallBackDrawn>()).Share, open.State.CallBacks.Last!.Draw.Drawn));
    }

    [Fact]
    public void A_cancelled_case_is_called_back_no_more()
    {
        var open = TestCase.Opened(TestPackage.Read(("handling.json", Handling("100%", "reply"))));
        open.Complete("Handle", TestCase.Office, Hour);

        open.Do(new CancelCase("Withdrawn"), TestCase.City, Hour * 2);

        Assert.True(Assert.Single(open.Events<CallBackConcluded>()).Withdrawn);
    }

    [Theory]
    [InlineData("""{ "callBacks": { "share": "120%", "seed": "s", "owner": ["city"] } }""", "XZ5665")]
    [InlineData("""{ "callBacks": { "seed": "s", "owner": ["city"] } }""", "XZ5665")]
    [InlineData("""{ "callBacks": { "shareBy": "Nothing", "seed": "s", "owner": ["city"] } }""", "XZ5105")]
    [InlineData("""{ "callBacks": { "share": "20%", "seed": "s", "owner": ["nobody"] } }""", "XZ5006")]
    [InlineData("""{ "callBacks": { "share": "20%", "seed": "s", "owner": ["city"], "on": "task", "task": "Reply" } }""", "XZ5650")]
    [InlineData("""{ "callBacks": { "share": "20%", "seed": "s", "owner": ["city"], "rework": "disatisfied" } }""", "XZ5669")]
    public void What_a_package_says_wrongly_is_refused(string handling, string code) =>
        Assert.Contains(code, TestPackage.Refuse(("handling.json", handling)).Select(found => found.Code));

    private static string Handling(string share, string on, bool rework = false) => $$"""
        { "callBacks": { "on": "{{on}}", "share": "{{share}}", "seed": "spring", "period": "month", "owner": ["city"], "within": "PT24H", "calendar": "CN", "attempts": 2{{(rework ? ", \"rework\": \"dissatisfied\"" : "")}} } }
        """;

    private static TestCase Closed(string share)
    {
        var open = TestCase.Opened(TestPackage.Read(("handling.json", Handling(share, "closed"))));
        open.Complete("Handle", TestCase.Office, Hour);
        open.Complete("Confirm", TestCase.City, Hour * 2);
        Assert.Equal(CaseStatus.Closed, open.State.Status);
        return open;
    }
}
