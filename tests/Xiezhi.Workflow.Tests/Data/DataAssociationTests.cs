using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Data;

public sealed class DataAssociationTests
{
    private const string Report = """<dataObject id="o" name="report"/><dataObjectReference id="r" dataObjectRef="o"><dataState name="draft"/></dataObjectReference>""";

    // As Signavio and Trisotech write a task that gives a document, and one that takes it.
    private const string Gives = """
        <userTask id="give"><ioSpecification><dataOutput id="out" name="draft"/><inputSet/><outputSet><dataOutputRefs>out</dataOutputRefs></outputSet></ioSpecification>
        <dataOutputAssociation id="a1"><sourceRef>out</sourceRef><targetRef>r</targetRef></dataOutputAssociation></userTask>
        """;

    private const string Takes = """
        <serviceTask id="take" implementation="print"><ioSpecification><dataInput id="in" name="text"/><inputSet><dataInputRefs>in</dataInputRefs></inputSet><outputSet/></ioSpecification>
        <dataInputAssociation id="a2"><sourceRef>r</sourceRef><targetRef>in</targetRef></dataInputAssociation></serviceTask>
        """;

    [Fact]
    public void An_output_goes_to_the_data_object_and_from_there_into_the_next_input()
    {
        var run = Run.Start(TestProcess.Compile(Report + Gives + Takes, "give->take"));

        run.CompleteTask("give", ("draft", "words"), ("seen", true));

        Assert.Equal("words", run["report"]);
        Assert.Equal(true, run["seen"]);
        Assert.False(run.State.Variables.Has("draft"));
        Assert.Equal(ValueContext.Of(("text", "words")), run.State.Jobs.Single().Inputs);
        Assert.Equal(WorkflowStatus.Completed, run.CompleteJob("take").State.Status);
    }

    [Theory]
    [InlineData("[5]")]
    [InlineData("other")]
    public void What_is_given_under_another_name_is_taken_for_the_only_output(string name)
    {
        var run = Run.Start(TestProcess.Compile(Report + Gives));

        run.CompleteTask("give", (name, "words"));

        Assert.Equal("words", run["report"]);
        Assert.Equal("words", run[name]);
    }

    [Fact]
    public void An_activity_whose_inputs_are_not_there_waits_until_they_are()
    {
        var run = Run.Start(TestProcess.Compile(Report + Takes + """<boundaryEvent id="w" attachedToRef="take"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"""));

        var instance = run.State.Instances.Single(one => one.Element == "take");
        Assert.Equal(ActivityPhase.Ready, instance.Phase);
        Assert.Equal("take", run.State.Conditions.Single().Element);
        Assert.Empty(run.State.Jobs);
        Assert.Empty(run.State.Timers);

        run.Do(new SetVariables(ValueContext.Of(("report", "words"))));

        Assert.Empty(run.State.Conditions);
        Assert.Single(run.State.Timers);
        Assert.Equal(ValueContext.Of(("text", "words")), run.State.Jobs.Single().Inputs);
        Assert.Equal("take", run.Trail);
    }

    [Fact]
    public void What_waits_for_data_ends_with_what_is_around_it()
    {
        var run = Run.Start(TestProcess.Compile(Report + Takes));

        run.Do(new CancelProcess("no report"));

        Assert.Empty(run.State.Conditions);
        Assert.Equal(WorkflowStatus.Cancelled, run.State.Status);
    }

    [Fact]
    public void A_branch_waits_for_the_data_that_another_gives()
    {
        var run = Run.Start(TestProcess.Compile("""<startEvent id="s"/>""" + Report + Gives + Takes, "s->give", "s->take"));

        run.CompleteTask("give", ("draft", "words"));

        Assert.Equal("words", run.State.Jobs.Single().Inputs["text"]);
    }

    [Fact]
    public void The_first_set_whose_inputs_are_all_there_is_taken_and_no_other()
    {
        var definition = TestProcess.Compile(
            """
            <dataObject id="a"/><dataObject id="b"/><dataObject id="c"/>
            <serviceTask id="t" implementation="x"><ioSpecification><dataInput id="i"/><dataInput id="j"/><dataInput id="k"/>
            <inputSet><dataInputRefs>i</dataInputRefs><dataInputRefs>j</dataInputRefs></inputSet>
            <inputSet><dataInputRefs>j</dataInputRefs><dataInputRefs>k</dataInputRefs><optionalInputRefs>k</optionalInputRefs></inputSet><outputSet/></ioSpecification>
            <dataInputAssociation><sourceRef>a</sourceRef><targetRef>i</targetRef></dataInputAssociation>
            <dataInputAssociation><sourceRef>b</sourceRef><targetRef>j</targetRef></dataInputAssociation>
            <dataInputAssociation><sourceRef>c</sourceRef><targetRef>k</targetRef></dataInputAssociation></serviceTask>
            """);

        Assert.Equal(ValueContext.Of(("i", 1), ("j", 2)), Run.Start(definition, ("a", 1), ("b", 2), ("c", 3)).State.Jobs.Single().Inputs);
        Assert.Equal(ValueContext.Of(("j", 2)), Run.Start(definition, ("b", 2)).State.Jobs.Single().Inputs);
        Assert.Equal(ValueContext.Of(("j", 2), ("k", 3)), Run.Start(definition, ("b", 2), ("c", 3)).State.Jobs.Single().Inputs);
        Assert.Empty(Run.Start(definition, ("a", 1), ("c", 3)).State.Jobs);
    }

    [Fact]
    public void An_output_that_is_required_and_not_given_is_an_incident_until_it_is_set()
    {
        var run = Run.Start(TestProcess.Compile(Report + Gives + Takes, "give->take"));

        run.CompleteTask("give");
        var incident = run.State.Incidents.Single();
        Assert.Equal(("give", "XZ3413", ActivityPhase.Completing), (incident.Element, incident.Code, incident.Phase));
        Assert.Contains("draft", incident.Message, StringComparison.Ordinal);

        run.Do(new SetVariables(ValueContext.Of(("draft", "words")), incident.Owner)).Do(new RetryIncident(incident.Id));

        Assert.Equal("words", run["report"]);
        Assert.Single(run.State.Jobs);
    }

    [Fact]
    public void A_transformation_and_assignments_say_what_moves()
    {
        var definition = TestProcess.Compile(
            """
            <dataObject id="o" name="order"/>
            <serviceTask id="t" implementation="x"><ioSpecification><dataInput id="n"/><dataOutput id="total"/><inputSet/><outputSet/></ioSpecification>
            <property id="p" name="note"/>
            <dataInputAssociation><sourceRef>amount</sourceRef><targetRef>n</targetRef><transformation>amount + 1</transformation></dataInputAssociation>
            <dataInputAssociation><targetRef>p</targetRef><assignment><from>"hello"</from><to>note</to></assignment></dataInputAssociation>
            <dataOutputAssociation><sourceRef>total</sourceRef><targetRef>o</targetRef>
              <assignment><from>total + n</from><to>order.sum.net</to></assignment><assignment><from>note</from><to>=order.note</to></assignment></dataOutputAssociation>
            </serviceTask><dataObject id="amount"/>
            """);

        var run = Run.Start(definition, ("amount", 4), ("order", ValueContext.Of(("id", 7))));
        Assert.Equal(ValueContext.Of(("note", "hello"), ("n", 5)), run.State.Jobs.Single().Inputs);
        run.CompleteJob("t", ("total", 10));

        Assert.Equal(ValueContext.Of(("id", 7), ("sum", ValueContext.Of(("net", 15))), ("note", "hello")), run["order"].AsContext);
    }

    [Fact]
    public void A_failing_transformation_is_an_incident_and_tried_again()
    {
        var run = Run.Start(TestProcess.Compile(
            """
            <dataObject id="amount"/>
            <userTask id="t"><ioSpecification><dataInput id="n"/><inputSet><dataInputRefs>n</dataInputRefs></inputSet><outputSet/></ioSpecification>
            <dataInputAssociation><sourceRef>amount</sourceRef><targetRef>n</targetRef><transformation>amount + 1</transformation></dataInputAssociation></userTask>
            """), ("amount", "much"));

        var incident = run.State.Incidents.Single();
        run.Do(new SetVariables(ValueContext.Of(("amount", 1)))).Do(new RetryIncident(incident.Id));

        Assert.Equal(2, run.State.Instances.Single(one => one.Element == "t").Variables["n"]);
    }

    [Fact]
    public void Associations_as_bpmn_js_draws_them_move_nothing_and_hinder_nothing()
    {
        var run = Run.Start(TestProcess.Compile(
            Report + """
            <userTask id="t"><property id="P1" name="__targetRef_placeholder"/>
            <dataInputAssociation id="a"><sourceRef>r</sourceRef><targetRef>P1</targetRef></dataInputAssociation>
            <dataOutputAssociation id="b"><targetRef>r</targetRef></dataOutputAssociation></userTask>
            """));

        run.CompleteTask("t", ("report", "words"));

        Assert.Equal("words", run["report"]);
        Assert.Equal(ValueContext.Empty, run.Log.OfType<ElementEntered>().Single().Inputs);
    }

    [Fact]
    public void A_mapped_input_takes_the_place_of_an_associated_one_and_an_association_that_of_a_mapped_output()
    {
        var run = Run.Start(TestProcess.Compile(
            """
            <dataObject id="o"/>
            <serviceTask id="t" implementation="x"><extensionElements><xiezhi:input source="o + 100" target="n"/><xiezhi:output source="n" target="o"/></extensionElements>
            <ioSpecification><dataInput id="n"/><dataOutput id="r"/><inputSet/><outputSet/></ioSpecification>
            <dataInputAssociation><sourceRef>o</sourceRef><targetRef>n</targetRef></dataInputAssociation>
            <dataOutputAssociation><sourceRef>r</sourceRef><targetRef>o</targetRef></dataOutputAssociation></serviceTask>
            """), ("o", 1));
        Assert.Equal(101, run.State.Jobs.Single().Inputs["n"]);

        run.CompleteJob("t", ("r", 5));

        Assert.Equal(5, run["o"]);
    }

    [Fact]
    public void The_result_of_a_script_or_a_decision_is_its_only_output()
    {
        var run = Run.Start(TestProcess.Compile(
            """
            <dataObject id="o"/><dataObject id="q"/>
            <scriptTask id="a"><script>2 + 3</script><ioSpecification><dataOutput id="r"/><inputSet/><outputSet><dataOutputRefs>r</dataOutputRefs></outputSet></ioSpecification>
            <dataOutputAssociation><sourceRef>r</sourceRef><targetRef>o</targetRef></dataOutputAssociation></scriptTask>
            <businessRuleTask id="b" implementation="decision:Double"><ioSpecification><dataInput id="n"/><dataOutput id="d"/><inputSet/><outputSet/></ioSpecification>
            <dataInputAssociation><sourceRef>o</sourceRef><targetRef>n</targetRef></dataInputAssociation>
            <dataOutputAssociation><sourceRef>d</sourceRef><targetRef>q</targetRef></dataOutputAssociation></businessRuleTask>
            """, "a->b"));

        Assert.Equal((5, 10), (run["o"], run["q"]));
        Assert.Equal(["o", "q"], run.State.Variables.Names);
    }

    [Fact]
    public void Conditions_on_the_flows_see_what_was_moved()
    {
        var run = Run.Start(TestProcess.Compile(
            Report + Gives + """<task id="yes"/><task id="no"/>""", "give->yes if report = \"good\"", "give->no if report = \"bad\""));

        run.CompleteTask("give", ("draft", "odd"));
        Assert.Equal("XZ3401", run.State.Incidents.Single().Code);
        run.Do(new SetVariables(ValueContext.Of(("draft", "good")), run.State.Incidents.Single().Owner)).Do(new RetryIncident(run.State.Incidents.Single().Id));

        Assert.Equal("give yes", run.Trail);
    }

    [Fact]
    public void A_data_store_is_a_variable_that_nothing_waits_for()
    {
        var definition = TestProcess.Compile(
            """
            <dataStoreReference id="s" name="Register"/>
            <serviceTask id="t" implementation="x"><ioSpecification><dataInput id="i"/><dataOutput id="r"/><inputSet><dataInputRefs>i</dataInputRefs></inputSet><outputSet/></ioSpecification>
            <dataInputAssociation><sourceRef>s</sourceRef><targetRef>i</targetRef></dataInputAssociation>
            <dataOutputAssociation><sourceRef>r</sourceRef><targetRef>s</targetRef></dataOutputAssociation></serviceTask>
            """);

        var run = Run.Start(definition);
        Assert.Equal(Value.Null, run.State.Jobs.Single().Inputs["i"]);
        run.CompleteJob("t", ("r", 9));
        Assert.Equal(9, run["Register"]);

        Assert.Equal(4, Run.Start(definition, ("Register", 4)).State.Jobs.Single().Inputs["i"]);
    }

    [Fact]
    public void What_is_wrong_with_associations_is_refused_by_their_ids()
    {
        const string Task = """<ioSpecification><dataInput id="i"/><inputSet/><outputSet/></ioSpecification>""";
        Assert.Equal(["a XZ3308"], TestProcess.Check($"<userTask id=\"t\">{Task}<dataInputAssociation id=\"a\"><sourceRef>none</sourceRef><targetRef>i</targetRef></dataInputAssociation></userTask>"));
        Assert.Equal(["a XZ3127"], TestProcess.Check(
            $"<subProcess id=\"q\"><dataObject id=\"o\"/><task id=\"x\"/></subProcess><userTask id=\"t\">{Task}<dataInputAssociation id=\"a\"><sourceRef>o</sourceRef><targetRef>i</targetRef></dataInputAssociation></userTask>"));
        Assert.Equal(["a XZ3305"], TestProcess.Check(
            $"<dataObject id=\"o\"/><dataObject id=\"p\"/><userTask id=\"t\">{Task}<dataInputAssociation id=\"a\"><sourceRef>o</sourceRef><sourceRef>p</sourceRef><targetRef>i</targetRef></dataInputAssociation></userTask>"));
        Assert.Equal(["a XZ3204"], TestProcess.Check(
            $"<userTask id=\"t\">{Task}<dataInputAssociation id=\"a\"><targetRef>i</targetRef><assignment><from>1</from><to>other</to></assignment></dataInputAssociation></userTask>"));
        Assert.Equal(["b XZ3126"], TestProcess.Check("""<dataObject id="a" name="x"/><dataObject id="b" name="x"/><task id="t"/>"""));
        Assert.Equal(["t XZ3205"], TestProcess.Check(
            $"<dataStoreReference id=\"s\" name=\"S\"/><userTask id=\"t\">{Task}<dataInputAssociation id=\"a\"><sourceRef>s</sourceRef><targetRef>i</targetRef></dataInputAssociation></userTask>"));
    }
}
