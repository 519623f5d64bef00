using System.Collections.Immutable;
using CsCheck;
using Newtonsoft.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Json;

namespace Xiezhi.Workflow.Tests.Json;

public sealed class WorkflowJsonTests
{
    public static TheoryData<WorkflowEvent, string> Events => new()
    {
        { new ProcessStarted("p", ValueContext.Of(("a", 1))), """{"type":"processStarted","process":"p","variables":{"a":1}}""" },
        { new ElementEntered(2, "t", 1, ValueContext.Empty), """{"type":"elementEntered","id":2,"element":"t","scope":1}""" },
        { new ElementPassed("g", 1), """{"type":"elementPassed","element":"g","scope":1}""" },
        { new ElementCompleted(2, "t"), """{"type":"elementCompleted","id":2,"element":"t"}""" },
        { new ElementTerminated(2, "t"), """{"type":"elementTerminated","id":2,"element":"t"}""" },
        { new TokenArrived("j", 1, "f"), """{"type":"tokenArrived","element":"j","scope":1,"flow":"f"}""" },
        { new TaskOpened(2, "t", ["李", "b"]), """{"type":"taskOpened","id":2,"element":"t","owners":["李","b"]}""" },
        { new JobOpened(2, "t", "x", ValueContext.Of(("$date", "2024-09-12"))), """{"type":"jobOpened","id":2,"element":"t","implementation":"x","inputs":{"$date":"2024-09-12"}}""" },
        { new JobFailed(2, "C", "m"), """{"type":"jobFailed","id":2,"code":"C","message":"m"}""" },
        {
            new TimerSet(3, "w", 2, new DateTimeOffset(2024, 9, 12, 12, 0, 0, TimeSpan.FromHours(8)), "PT1H", -1),
            """{"type":"timerSet","id":3,"element":"w","owner":2,"due":"2024-09-12T12:00:00.0000000+08:00","interval":"PT1H","remaining":-1}"""
        },
        { new TimerFired(3, "w"), """{"type":"timerFired","id":3,"element":"w"}""" },
        { new MessageAwaited(3, "w", 2, "m", "2024-09-12T12:00:00Z"), """{"type":"messageAwaited","id":3,"element":"w","owner":2,"name":"m","key":"2024-09-12T12:00:00Z"}""" },
        { new MessageReceived(3, "w"), """{"type":"messageReceived","id":3,"element":"w"}""" },
        { new VariablesSet(1, ValueContext.Of(("n", Value.Null))), """{"type":"variablesSet","scope":1,"values":{"n":null}}""" },
        { new DecisionMade("r", "D", Value.Null, "v", 1), """{"type":"decisionMade","element":"r","reference":"D","variable":"v","scope":1}""" },
        { new ErrorThrown("t", "C", null, "b"), """{"type":"errorThrown","element":"t","code":"C","caughtBy":"b"}""" },
        {
            new IncidentRaised(4, 2, "t", ActivityPhase.Completing, "XZ3401", "m", ["a"]),
            """{"type":"incidentRaised","id":4,"owner":2,"element":"t","phase":"Completing","code":"XZ3401","message":"m","arguments":["a"]}"""
        },
        { new SignalAwaited(3, "w", 2, "bell"), """{"type":"signalAwaited","id":3,"element":"w","owner":2,"name":"bell"}""" },
        { new SignalReceived(3, "w"), """{"type":"signalReceived","id":3,"element":"w"}""" },
        { new SignalThrown("t", "bell", ValueContext.Of(("a", 1))), """{"type":"signalThrown","element":"t","name":"bell","payload":{"a":1}}""" },
        { new ConditionAwaited(3, "w", 2, true), """{"type":"conditionAwaited","id":3,"element":"w","owner":2,"armed":1}""" },
        { new ConditionMet(3, "w"), """{"type":"conditionMet","id":3,"element":"w"}""" },
        { new EscalationThrown("t", "LATE", "b"), """{"type":"escalationThrown","element":"t","code":"LATE","caughtBy":"b"}""" },
        { new CompensationEnabled(5, "t", 1, 2), """{"type":"compensationEnabled","id":5,"element":"t","scope":1,"instance":2}""" },
        { new CompensationThrown(6, "c", [5]), """{"type":"compensationThrown","id":6,"element":"c","activities":[5]}""" },
        { new CompensationBegan(7, "s", 6, 5), """{"type":"compensationBegan","id":7,"element":"s","scope":6,"activity":5}""" },
        { new CompensationHandled(5, "t"), """{"type":"compensationHandled","activity":5,"element":"t"}""" },
        { new ElementCompensated(7, "s"), """{"type":"elementCompensated","id":7,"element":"s"}""" },
        { new TransactionCancelled(2, "e", [5]), """{"type":"transactionCancelled","id":2,"element":"e","activities":[5]}""" },
        { new TokensRemoved(2), """{"type":"tokensRemoved","scope":2}""" },
        { new TriggerOccurred(3, "w#2", 2, ValueContext.Of(("a", 1))), """{"type":"triggerOccurred","id":3,"element":"w#2","owner":2,"payload":{"a":1}}""" },
        { new WaitClosed(3, "w"), """{"type":"waitClosed","id":3,"element":"w"}""" },
        { new LoopStarted(2, 2, Value.List(1, 2)), """{"type":"loopStarted","id":2,"total":2,"items":[1,2]}""" },
        { new LoopAdvanced(2, 1, "a"), """{"type":"loopAdvanced","id":2,"index":1,"output":"a"}""" },
        { new TokenMoved(2, "t", "u", "why"), """{"type":"tokenMoved","id":2,"element":"t","to":"u","reason":"why"}""" },
        { new IncidentResolved(4), """{"type":"incidentResolved","id":4}""" },
        { new ProcessCompleted(), """{"type":"processCompleted"}""" },
        { new ProcessTerminated("e"), """{"type":"processTerminated","element":"e"}""" },
        { new ProcessCancelled("why"), """{"type":"processCancelled","reason":"why"}""" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_is_written_so_and_read_back_equal(WorkflowEvent happened, string json)
    {
        Assert.Equal(json, WorkflowJson.ToText(happened));
        Assert.Equal(happened, WorkflowJson.EventFromText(json));
    }

    [Fact]
    public void Every_kind_of_event_has_a_name_of_its_own()
    {
        var kinds = typeof(WorkflowEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(WorkflowEvent))).Order(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name)));
        var shown = Events.Select(row => row.Data.Item1).ToArray();

        Assert.Equal(kinds, shown.Select(one => one.GetType()).OrderBy(type => type.Name, StringComparer.Ordinal));
        Assert.Equal(shown.Length, shown.Select(WorkflowJson.TypeOf).Distinct().Count());
    }

    [Fact]
    public void Whatever_is_done_to_a_state_it_is_read_or_a_clear_error()
    {
        var definition = TestProcess.Compile(
            """
            <parallelGateway id="f"/><userTask id="t"/><receiveTask id="r" messageRef="plain"/><serviceTask id="j" implementation="x"/><parallelGateway id="g"/>
            <boundaryEvent id="w" attachedToRef="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
            <userTask id="m"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>
            """,
            "f->t", "f->r", "f->j", "f->g", "f->m", "t->g");
        var sample = WorkflowJson.ToText(Run.Start(definition, ("a", 1)).State);
        string[] words = ["\"", "{", "}", "[", "]", ":", ",", "null", "-1", "1e999", "true", "id", "99999999999999", "\"x\""];
        Gen.Select(Gen.Int[0, sample.Length - 1], Gen.Int[0, 12], Gen.Int[0, words.Length - 1]).Array[1, 4].Sample(
            edits =>
            {
                var text = sample;
                foreach (var (at, length, word) in edits)
                {
                    var from = Math.Min(at, text.Length);
                    text = text.Remove(from, Math.Min(length, text.Length - from)).Insert(from, words[word]);
                }

                try
                {
                    var state = WorkflowJson.StateFromText(text);
                    Assert.Equal(state, WorkflowJson.StateFromText(WorkflowJson.ToText(state)));
                }
                catch (JsonException)
                {
                    // Said clearly enough: it is no state.
                }
            },
            time: 2);
    }

    [Theory]
    [InlineData("""{"type":"elementEaten"}""", "elementEaten")]
    [InlineData("""{"type":"elementPassed","scope":1}""", "element")]
    [InlineData("""{"type":"elementPassed","element":1,"scope":1}""", "element")]
    [InlineData("""{"type":"elementPassed","element":"e","scope":99999999999999999999}""", "scope")]
    [InlineData("""{"type":"incidentRaised","id":4,"owner":2,"element":"t","phase":"Odd"}""", "phase")]
    [InlineData("""[]""", "")]
    [InlineData("""{""", "")]
    public void What_is_no_event_is_a_clear_error(string json, string named) =>
        Assert.Contains(named, Assert.ThrowsAny<JsonException>(() => WorkflowJson.EventFromText(json)).Message, StringComparison.Ordinal);
}
