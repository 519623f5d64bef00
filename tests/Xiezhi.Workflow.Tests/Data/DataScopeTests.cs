using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Data;

public sealed class DataScopeTests
{
    [Fact]
    public void A_data_object_of_a_sub_process_is_hidden_outside_and_goes_with_it()
    {
        var run = Run.Start(TestProcess.Compile("""<subProcess id="q"><dataObject id="o" name="note"/><property id="p" name="count"/><userTask id="t"/></subProcess><userTask id="u"/>""", "q->u"));
        var scope = run.State.Instances.Single(one => one.Element == "q");
        Assert.Equal(ValueContext.Of(("count", Value.Null), ("note", Value.Null)), scope.Variables);

        var other = Run.Start(TestProcess.Compile("""<subProcess id="q"><dataObject id="o" name="note"/><userTask id="t"/><userTask id="v"/></subProcess>"""));
        other.CompleteTask("t", ("note", "inner"));
        Assert.Equal("inner", other.State.Instances.Single(one => one.Element == "q").Variables["note"]);
        Assert.False(other.State.Variables.Has("note"));

        run.CompleteTask("t", ("note", "inner"));
        Assert.False(run.State.Variables.Has("note"));
    }

    [Fact]
    public void An_association_reaches_the_data_it_names_past_another_of_the_same_name()
    {
        var run = Run.Start(TestProcess.Compile(
            """
            <dataObject id="outer" name="x"/>
            <subProcess id="q"><dataObject id="inner" name="x"/>
              <scriptTask id="a"><script>1</script><ioSpecification><dataOutput id="r"/><inputSet/><outputSet/></ioSpecification>
              <dataOutputAssociation><sourceRef>r</sourceRef><targetRef>outer</targetRef></dataOutputAssociation></scriptTask>
              <userTask id="t"><ioSpecification><dataInput id="i"/><inputSet/><outputSet/></ioSpecification>
              <dataInputAssociation><sourceRef>outer</sourceRef><targetRef>i</targetRef></dataInputAssociation></userTask>
            """ + TestProcess.Flows("a->t") + "</subProcess>"));

        Assert.Equal(1, run["x"]);
        Assert.Equal(Value.Null, run.State.Instances.Single(one => one.Element == "q").Variables["x"]);
        Assert.Equal(1, run.State.Instances.Single(one => one.Element == "t").Variables["i"]);
    }

    [Fact]
    public void A_property_is_local_to_its_activity_and_an_operator_can_set_it()
    {
        var run = Run.Start(TestProcess.Compile("""<userTask id="t"><property id="p" name="tries"/></userTask><userTask id="u"/>""", "t->u"));

        run.Do(new SetVariables(ValueContext.Of(("tries", 3)), run.TaskOf("t")));
        Assert.Equal(3, run.State.Instances.Single(one => one.Element == "t").Variables["tries"]);
        run.CompleteTask("t", ("tries", 4), ("done", true));

        Assert.Equal(["done"], run.State.Variables.Names);
    }

    [Fact]
    public void The_payload_of_a_caught_message_goes_by_the_events_output_into_the_nearest_scope()
    {
        var definition = TestProcess.Compile(
            """
            <userTask id="t"/>
            <subProcess id="h" triggeredByEvent="true"><dataObject id="o" name="letter"/>
              <startEvent id="hs" isInterrupting="false"><messageEventDefinition messageRef="plain"/><dataOutput id="r" name="content"/>
              <dataOutputAssociation><sourceRef>r</sourceRef><targetRef>o</targetRef></dataOutputAssociation></startEvent><userTask id="read"/>
            """ + TestProcess.Flows("hs->read") + "</subProcess>");
        var run = Run.Start(definition);

        run.Do(new DeliverMessage("plain", null, ValueContext.Of(("content", "one")))).Do(new DeliverMessage("plain", null, ValueContext.Of(("content", "two"))));

        Assert.Equal(["one", "two"], run.State.Instances.Where(one => one.Element == "h").Select(one => one.Variables["letter"].AsString));
        Assert.Empty(run.State.Variables);
    }

    [Fact]
    public void The_inputs_of_a_thrown_signal_are_the_outputs_of_the_caught_one()
    {
        var run = Run.Start(TestProcess.Compile(
            """
            <startEvent id="s"/><dataObject id="a"/><dataObject id="b"/>
            <intermediateCatchEvent id="c"><signalEventDefinition signalRef="bell"/><dataOutput id="co"/>
              <dataOutputAssociation><sourceRef>co</sourceRef><targetRef>b</targetRef></dataOutputAssociation></intermediateCatchEvent>
            <intermediateThrowEvent id="th"><dataInput id="ti"/><signalEventDefinition signalRef="bell"/>
              <dataInputAssociation><sourceRef>a</sourceRef><targetRef>ti</targetRef></dataInputAssociation></intermediateThrowEvent>
            """, "s->c", "s->th"), ("a", 7));

        Assert.Equal(7, run["b"]);
        Assert.Equal(ValueContext.Of(("ti", 7)), run.Log.OfType<SignalThrown>().Single().Payload);
    }

    [Fact]
    public void The_inputs_of_an_error_go_with_it_to_the_event_that_catches_it()
    {
        var run = Run.Start(TestProcess.Compile(
            """
            <dataObject id="a"/><subProcess id="q"><endEvent id="x"><dataInput id="why"/><errorEventDefinition errorRef="broken"/>
              <dataInputAssociation><sourceRef>a</sourceRef><targetRef>why</targetRef></dataInputAssociation></endEvent></subProcess>
            <boundaryEvent id="catch" attachedToRef="q"><errorEventDefinition errorRef="broken"/></boundaryEvent><userTask id="t"/>
            """, "catch->t"), ("a", "late"));

        Assert.Equal("late", run["why"]);
    }

    [Fact]
    public void A_multi_instance_takes_its_items_and_gives_its_outputs_by_associations()
    {
        var definition = TestProcess.Compile(
            """
            <dataObject id="os" name="parties" isCollection="true"/><dataObject id="or" name="votes" isCollection="true"/>
            <userTask id="t"><ioSpecification><dataInput id="all"/><dataInput id="one" name="party"/><dataOutput id="vote"/><dataOutput id="list"/>
                <inputSet><dataInputRefs>all</dataInputRefs><dataInputRefs>one</dataInputRefs></inputSet><outputSet><dataOutputRefs>vote</dataOutputRefs></outputSet></ioSpecification>
              <dataInputAssociation><sourceRef>os</sourceRef><targetRef>all</targetRef></dataInputAssociation>
              <dataInputAssociation><sourceRef>item</sourceRef><targetRef>one</targetRef></dataInputAssociation>
              <dataOutputAssociation><sourceRef>vote</sourceRef><targetRef>given</targetRef></dataOutputAssociation>
              <dataOutputAssociation><sourceRef>list</sourceRef><targetRef>or</targetRef></dataOutputAssociation>
              <multiInstanceLoopCharacteristics><loopDataInputRef>all</loopDataInputRef><loopDataOutputRef>list</loopDataOutputRef>
                <inputDataItem id="item"/><outputDataItem id="given"/></multiInstanceLoopCharacteristics></userTask>
            """);

        var run = Run.Start(definition);
        Assert.Equal("t", run.State.Conditions.Single().Element);
        run.Do(new SetVariables(ValueContext.Of(("parties", Value.List("Li", "Wang")))));
        Assert.Equal(["Li", "Wang"], run.State.Tasks.Select(task => run.State.Instances.Single(one => one.Id == task.Id).Variables["party"].AsString));

        run.CompleteTask("t", ("vote", "yes")).CompleteTask("t", ("vote", "no"));

        Assert.Equal(Value.List("yes", "no"), run["votes"]);
        Assert.Equal(["parties", "votes"], run.State.Variables.Names);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_loop_may_refer_to_a_data_object_itself()
    {
        var run = Run.Start(TestProcess.Compile(
            """
            <dataObject id="_1-a" name="all parties"/><dataObjectReference id="_1-b" dataObjectRef="_1-a"/>
            <userTask id="t"><multiInstanceLoopCharacteristics isSequential="true"><loopDataInputRef>_1-b</loopDataInputRef><inputDataItem id="i" name="party"/></multiInstanceLoopCharacteristics></userTask>
            """), ("all parties", Value.List("Li", "Wang")));

        run.CompleteTask("t");

        Assert.Equal("Wang", run.State.Instances.Single(one => one.Id == run.TaskOf("t")).Variables["party"]);
    }

    [Fact]
    public void The_inputs_and_outputs_of_a_call_are_those_of_what_it_calls()
    {
        var diagnostics = new Foundation.Diagnostics.DiagnosticBag();
        var definition = ProcessCompiler.Compile(
            TestProcess.Read(TestProcess.Document(
                """
                <process id="main"><dataObject id="o" name="order"/><dataObject id="a" name="answer"/>
                  <callActivity id="c" calledElement="sub"><ioSpecification><dataInput id="ci"/><dataOutput id="co"/>
                    <inputSet><dataInputRefs>ci</dataInputRefs></inputSet><outputSet><dataOutputRefs>co</dataOutputRefs></outputSet></ioSpecification>
                  <dataInputAssociation><sourceRef>o</sourceRef><targetRef>ci</targetRef></dataInputAssociation>
                  <dataOutputAssociation><sourceRef>co</sourceRef><targetRef>a</targetRef></dataOutputAssociation></callActivity></process>
                <process id="sub"><ioSpecification><dataInput id="si" name="asked"/><dataOutput id="so" name="told"/><inputSet/><outputSet/></ioSpecification>
                  <scriptTask id="t"><script>asked + 1</script><ioSpecification><dataOutput id="r"/><inputSet/><outputSet/></ioSpecification>
                  <dataOutputAssociation><sourceRef>r</sourceRef><targetRef>so</targetRef></dataOutputAssociation></scriptTask></process>
                """)),
            "main",
            TestProcess.Options,
            diagnostics);
        Assert.Empty(diagnostics.ToImmutable());

        var run = Run.Start(definition!, ("order", 4));

        Assert.Equal(5, run["answer"]);
        Assert.Equal(["answer", "order"], run.State.Variables.Names.Order());
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }
}
