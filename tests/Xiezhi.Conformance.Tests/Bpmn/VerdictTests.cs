using Xiezhi.Conformance.Bpmn;

namespace Xiezhi.Conformance.Tests.Bpmn;

/// <summary>What the suite says of small models whose traces are written by hand: it must be able to fail.</summary>
public sealed class VerdictTests
{
    private const string Line = """
        <startEvent id="S"/><task id="A"/><endEvent id="E"/>
        <sequenceFlow id="f1" sourceRef="S" targetRef="A"/><sequenceFlow id="f2" sourceRef="A" targetRef="E"/>
        """;

    private const string Fork = """
        <startEvent id="S"/><task id="A"/><task id="B"/><endEvent id="E"/><endEvent id="F"/>
        <sequenceFlow id="f1" sourceRef="S" targetRef="A"/><sequenceFlow id="f2" sourceRef="S" targetRef="B"/>
        <sequenceFlow id="f3" sourceRef="A" targetRef="E"/><sequenceFlow id="f4" sourceRef="B" targetRef="F"/>
        """;

    private static readonly string[] Begin = ["createScope:P:null", "signal:P:A", "createScope:S:A", "signal:S:B", "exit:S:B"];

    [Fact]
    public void A_trace_that_the_engine_follows_passes()
    {
        using var model = new TracedModel(Line, [.. Begin, "createScope:A:A", "enter:A:A", "exit:A:C", "createScope:E:A", "enter:E:A", "exit:E:D", "exit:P:A"]);

        Assert.Equal((ModelVerdict.Pass, ""), (model.Run().Verdict, model.Run().Reason));
    }

    [Fact]
    public void A_trace_that_stops_at_a_task_passes_where_the_engine_waits()
    {
        using var model = new TracedModel(Line, [.. Begin, "createScope:A:A", "enter:A:A"]);

        Assert.Equal(ModelVerdict.Pass, model.Run().Verdict);
    }

    [Fact]
    public void An_element_that_the_engine_does_not_enter_is_named()
    {
        using var model = new TracedModel(Line, [.. Begin, "createScope:E:A", "enter:E:A", "exit:E:C", "exit:P:A"]);

        var outcome = model.Run();

        Assert.Equal(ModelVerdict.Differ, outcome.Verdict);
        Assert.Equal("after S the trace enters E, the engine A E", outcome.Reason);
    }

    [Fact]
    public void A_process_that_ends_where_the_trace_leaves_it_open_differs()
    {
        using var model = new TracedModel(Line, [.. Begin, "createScope:A:A", "enter:A:A", "exit:A:C", "createScope:E:A", "enter:E:A"]);

        Assert.Equal((ModelVerdict.Differ, "P ended"), (model.Run().Verdict, model.Run().Reason));
    }

    [Fact]
    public void Independent_branches_may_be_entered_in_another_order()
    {
        using var model = new TracedModel(Fork, [.. Begin, "createScope:B:A", "createScope:A:A", "enter:B:A", "enter:A:A"]);

        Assert.Equal((ModelVerdict.Pass, "independent branches in another order"), (model.Run().Verdict, model.Run().Reason));
    }

    [Fact]
    public void What_follows_may_not_come_first()
    {
        using var model = new TracedModel(
            Fork,
            [.. Begin, "createScope:E:A", "createScope:A:A", "createScope:B:A", "enter:E:A", "enter:A:A", "enter:B:A", "exit:A:D"]);

        Assert.Equal(ModelVerdict.Differ, model.Run().Verdict);
    }

    [Fact]
    public void A_model_that_can_not_be_run_is_refused_with_its_codes()
    {
        using var model = new TracedModel("""<startEvent id="S"/><sequenceFlow id="f" sourceRef="S" targetRef="nowhere"/>""", Begin);

        Assert.Equal((ModelVerdict.Refused, "f XZ3103"), (model.Run().Verdict, model.Run().Reason));
    }

    [Theory]
    [InlineData("enter:TASK:A", TraceKind.Enter, "TASK", 0)]
    [InlineData("exit:E_plane:B1", TraceKind.Exit, "E", 27)]
    [InlineData("createScope:Process_1:null", TraceKind.Create, "Process_1", -1)]
    public void A_line_names_what_happened_the_element_and_the_scope(string line, TraceKind kind, string element, int scope) =>
        Assert.Equal(new TraceLine(kind, element, scope), TraceLine.Parse(line));
}
