using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Elements;

public sealed class CallActivityTests
{
    private const string Mapped = """
        <callActivity id="call" calledElement="q"><extensionElements><xiezhi:input source="n + 1" target="given"/><xiezhi:output source="made" target="taken"/></extensionElements>
        """;

    [Fact]
    public void What_is_called_runs_inside_and_only_what_is_mapped_goes_in_and_out()
    {
        var run = Run.Start(
            Compile(
                $"""{Mapped}</callActivity><userTask id="after"/>""",
                $"""<process id="q"><startEvent id="s"/><userTask id="t"/><endEvent id="e"/>{TestProcess.Flows("s->t", "t->e")}</process>""",
                "call->after"),
            ("n", 1));

        var call = run.State.Instances.Single(one => one.Element == "call");
        Assert.Equal(2, call.Variables["given"]);
        run.CompleteTask("call/t", ("made", 5), ("other", 6));

        Assert.Equal("call call/s call/t call/e after", run.Trail);
        Assert.Equal(5, run["taken"]);
        Assert.False(run.State.Variables.Has("made") || run.State.Variables.Has("other"));
    }

    [Fact]
    public void What_is_called_sees_nothing_of_the_caller()
    {
        var run = Run.Start(
            Compile(
                """<callActivity id="call" calledElement="q"><extensionElements><xiezhi:output source="seen" target="seen"/></extensionElements></callActivity>""",
                """<process id="q"><scriptTask id="t" xiezhi:resultVariable="seen"><script>n</script></scriptTask></process>"""),
            ("n", 1));

        Assert.Equal(Value.Null, run["seen"]);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void The_same_process_is_called_from_two_places_and_for_each_item()
    {
        var run = Run.Start(Compile(
            """
            <callActivity id="a" calledElement="q"><multiInstanceLoopCharacteristics xiezhi:collection="[1, 2]" xiezhi:element="item"/></callActivity>
            <callActivity id="b" calledElement="q"/>
            """,
            """<process id="q"><userTask id="t"/></process>""",
            "a->b"));
        run.CompleteTask("a/t", ("x", 1)).CompleteTask("a/t", ("x", 2)).CompleteTask("b/t");

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.False(run.State.Variables.Has("x"));
    }

    [Fact]
    public void An_error_inside_is_caught_on_the_border_of_the_call_and_a_terminating_end_ends_only_what_is_called()
    {
        var definition = Compile(
            """<callActivity id="call" calledElement="q"/><boundaryEvent id="w" attachedToRef="call"><errorEventDefinition/></boundaryEvent><userTask id="bad"/><userTask id="good"/>""",
            """<process id="q"><userTask id="t"/><endEvent id="z"><terminateEventDefinition/></endEvent><sequenceFlow id="f" sourceRef="t" targetRef="z"/></process>""",
            "w->bad", "call->good");
        var run = Run.Start(definition);
        run.Do(new ThrowError(run.TaskOf("call/t"), "X"));
        Assert.Equal("bad", Assert.Single(run.State.Tasks).Element);

        run = Run.Start(definition).CompleteTask("call/t");
        Assert.Equal("good", Assert.Single(run.State.Tasks).Element);
    }

    [Fact]
    public void A_global_task_is_called()
    {
        var definition = Compile("""<callActivity id="call" calledElement="g"/>""", """<globalUserTask id="g" name="look"/>""");
        var run = Run.Start(definition).CompleteTask("call/g");

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void What_is_called_may_stand_in_another_document()
    {
        var other = TestProcess.Read(TestProcess.Document("""<process id="far"><receiveTask id="r" messageRef="m"/></process>"""));
        var document = TestProcess.Read(TestProcess.Document("""<process id="p"><callActivity id="call" calledElement="far"/></process>"""));
        var run = Run.Start(ProcessCompiler.Compile(document, "p", TestProcess.Options with { Documents = [document, other] }, new DiagnosticBag())!);

        Assert.Equal(("call/r", "reply"), run.State.Messages.Select(one => (one.Element, one.Name)).Single());
    }

    [Fact]
    public void What_was_called_can_be_undone()
    {
        var run = Run.Start(Compile(
            """<callActivity id="call" calledElement="q"/><intermediateThrowEvent id="c"><compensateEventDefinition/></intermediateThrowEvent>""",
            """
            <process id="q"><userTask id="t"/><boundaryEvent id="w" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>
            <userTask id="undo" isForCompensation="true"/><association id="x" sourceRef="w" targetRef="undo"/></process>
            """,
            "call->c"));
        run.CompleteTask("call/t").CompleteTask("call/undo");

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_call_that_can_not_be_made_is_refused()
    {
        Assert.Equal(["call XZ3305"], TestProcess.Check("""<callActivity id="call"/>"""));
        Assert.Equal(["call XZ3311"], TestProcess.Check("""<callActivity id="call" calledElement="ghost"/>"""));
        Assert.Equal(["call XZ3312"], TestProcess.Check("""<callActivity id="call" calledElement="p"/>"""));
    }

    [Fact]
    public void Processes_that_call_each_other_twice_over_are_refused_before_they_fill_the_memory()
    {
        var processes = string.Concat(Enumerable.Range(0, 30).Select(i =>
            $"""<process id="p{i}"><callActivity id="a" calledElement="p{i + 1}"/><callActivity id="b" calledElement="p{i + 1}"/></process>"""));
        var document = TestProcess.Read(TestProcess.Document(processes + """<process id="p30"><task id="t"/></process>"""));
        var diagnostics = new DiagnosticBag();

        Assert.Null(ProcessCompiler.Compile(document, "p0", TestProcess.Options, diagnostics));
        Assert.Contains(diagnostics.ToImmutable(), one => one.Code == "XZ3313");
    }

    private static ProcessDefinition Compile(string elements, string called, params string[] flows)
    {
        var diagnostics = new DiagnosticBag();
        var document = TestProcess.Read(TestProcess.Document($"<process id=\"p\">{elements}{TestProcess.Flows(flows)}</process>{called}"));
        var definition = ProcessCompiler.Compile(document, "p", TestProcess.Options, diagnostics);
        Assert.DoesNotContain(diagnostics.ToImmutable(), one => one.Severity == Severity.Error);
        return definition!;
    }
}
