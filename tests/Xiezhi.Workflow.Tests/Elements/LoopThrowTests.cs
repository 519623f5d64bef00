using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Elements;

/// <summary>What a multi-instance throws as its repetitions are done: its behavior None, One, All or Complex.</summary>
public sealed class LoopThrowTests
{
    private const string Signal = "<signalEventDefinition id=\"sd\" signalRef=\"bell\"/>";
    private const string Escalation = "<escalationEventDefinition id=\"ed\" escalationRef=\"late\"/>";
    private const string Message = "<messageEventDefinition id=\"md\" messageRef=\"plain\"/>";
    private const string Error = "<errorEventDefinition id=\"rd\" errorRef=\"broken\"/>";

    private static Run Repeated(string attributes, string content, string border = Signal, string cancels = "false") => Run.Start(Compile(attributes, content, border, cancels));

    private static ProcessDefinition Compile(string attributes, string content, string border, string cancels)
    {
        var diagnostics = new DiagnosticBag();
        var definition = ProcessCompiler.Compile(
            TestProcess.Read(TestProcess.Document(
                $"""
                <process id="p" isExecutable="true"><startEvent id="s"/><userTask id="t"><multiInstanceLoopCharacteristics {attributes}><loopCardinality>3</loopCardinality>{content}
                </multiInstanceLoopCharacteristics></userTask><userTask id="next"/><userTask id="caught"/>
                <boundaryEvent id="b" attachedToRef="t" cancelActivity="{cancels}">{border}</boundaryEvent>
                {TestProcess.Flows("s->t", "t->next", "b->caught")}</process>{Signal}{Escalation}{Message}{Error}
                """)),
            null,
            TestProcess.Options,
            diagnostics);
        Assert.DoesNotContain(diagnostics.ToImmutable(), one => one.Severity == Severity.Error);
        return definition!;
    }

    private static int Caught(Run run) => run.State.Tasks.Count(task => task.Element == "caught");

    [Fact]
    public void None_throws_its_event_each_time_that_one_is_done()
    {
        var run = Repeated("behavior=\"None\" noneBehaviorEventRef=\"sd\"", "");

        run.CompleteTask("t");
        Assert.Equal(1, Caught(run));
        run.CompleteTask("t").CompleteTask("t");

        Assert.Equal(3, Caught(run));
        Assert.Single(run.State.Tasks, task => task.Element == "next");
        var thrown = run.Log.OfType<SignalThrown>().ToArray();
        Assert.Equal<Value>([1, 2, 3], thrown.Select(one => one.Payload["numberOfCompletedInstances"]));
        Assert.Equal<Value>([2, 1, 0], thrown.Select(one => one.Payload["numberOfActiveInstances"]));
    }

    [Fact]
    public void One_throws_its_event_when_the_first_is_done()
    {
        var run = Repeated("behavior=\"One\" oneBehaviorEventRef=\"ed\" isSequential=\"true\"", "", Escalation);

        run.CompleteTask("t").CompleteTask("t").CompleteTask("t");

        Assert.Equal(1, Caught(run));
        Assert.Contains(run.Log, one => one is EscalationThrown { Element: "t#1", CaughtBy: "b" });
        Assert.Single(run.State.Tasks, task => task.Element == "next");
    }

    [Fact]
    public void What_is_thrown_may_end_the_activity()
    {
        var run = Repeated("behavior=\"One\" oneBehaviorEventRef=\"rd\"", "", Error, "true");

        run.CompleteTask("t");

        Assert.Equal("caught", Assert.Single(run.State.Tasks).Element);
    }

    [Fact]
    public void Without_a_reference_it_is_a_signal_without_a_name()
    {
        var run = Repeated("behavior=\"One\"", "", "<signalEventDefinition/>");

        run.CompleteTask("t");

        Assert.Equal(1, Caught(run));
        Assert.Contains(run.Log, one => one is SignalThrown { Name: "" });
    }

    [Fact]
    public void Complex_throws_by_conditions_over_how_many_are_done()
    {
        var run = Repeated(
            "behavior=\"Complex\"",
            $"""
            <complexBehaviorDefinition><condition>numberOfCompletedInstances = 2</condition><event id="x">{Escalation}</event></complexBehaviorDefinition>
            <complexBehaviorDefinition><condition>numberOfActiveInstances = 0</condition><event id="y"><eventDefinitionRef>sd</eventDefinitionRef></event></complexBehaviorDefinition>
            """,
            Escalation);

        run.CompleteTask("t");
        Assert.Equal(0, Caught(run));
        run.CompleteTask("t");
        Assert.Equal(1, Caught(run));
        run.CompleteTask("t");

        Assert.Equal(1, Caught(run));
        Assert.Single(run.Log.OfType<SignalThrown>());
    }

    [Fact]
    public void A_condition_that_fails_is_an_incident_that_a_retry_mends()
    {
        var run = Repeated(
            "behavior=\"Complex\"", """<complexBehaviorDefinition><condition>enough</condition><event id="x"><eventDefinitionRef>sd</eventDefinitionRef></event></complexBehaviorDefinition>""");
        run.CompleteTask("t", ("enough", "perhaps"));
        var incident = Assert.Single(run.State.Incidents);
        Assert.Equal("t", incident.Element);

        run.Do(new SetVariables(ValueContext.Of(("enough", true)), incident.Owner)).Do(new RetryIncident(incident.Id));

        Assert.Equal(1, Caught(run));
    }

    [Theory]
    [InlineData("isSequential=\"true\"")]
    [InlineData("")]
    public void A_message_is_a_job_that_holds_nothing_up_but_the_end_of_the_activity(string order)
    {
        var run = Repeated("behavior=\"One\" oneBehaviorEventRef=\"md\" " + order, "");

        run.CompleteTask("t").CompleteTask("t").CompleteTask("t");
        Assert.Equal("message:plain", Assert.Single(run.State.Jobs).Implementation);
        Assert.Empty(run.State.Tasks);
        run.CompleteJob("t#1");

        Assert.Equal("next", Assert.Single(run.State.Tasks).Element);
    }

    [Fact]
    public void What_was_thrown_is_sent_though_enough_are_done()
    {
        var run = Repeated("behavior=\"One\" oneBehaviorEventRef=\"md\"", "<completionCondition>numberOfCompletedInstances = 1</completionCondition>");

        run.CompleteTask("t").CompleteJob("t#1");

        Assert.Equal("next", Assert.Single(run.State.Tasks).Element);
    }

    [Fact]
    public void What_can_not_be_thrown_is_refused()
    {
        static string Loop(string attributes, string content = "") =>
            $"<userTask id=\"t\"><multiInstanceLoopCharacteristics {attributes}><loopCardinality>2</loopCardinality>{content}</multiInstanceLoopCharacteristics></userTask>";

        Assert.Contains("t XZ3308", TestProcess.Check(Loop("behavior=\"None\" noneBehaviorEventRef=\"ghost\"")));
        Assert.Contains("t XZ3305", TestProcess.Check(Loop("behavior=\"Complex\"")));
        Assert.Contains("t XZ3201", TestProcess.Check(Loop(
            "behavior=\"Complex\"",
            "<complexBehaviorDefinition><condition>true</condition><event><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></event></complexBehaviorDefinition>")));
        Assert.Contains("w XZ3308", TestProcess.Check("<startEvent id=\"s\"/><intermediateCatchEvent id=\"w\"><eventDefinitionRef>ghost</eventDefinitionRef></intermediateCatchEvent>", "s->w"));
    }
}
