using System.Globalization;
using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Analysis;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Tests.Analysis;

public sealed class SoundnessTests
{
    private const string Two = "<startEvent id=\"s\"/><endEvent id=\"e\"/><userTask id=\"a\"/><userTask id=\"b\"/>";
    private const string Choice = Two + "<exclusiveGateway id=\"x\" default=\"x_b\"/>";
    private const string Fork = Two + "<parallelGateway id=\"f\"/>";

    [Fact]
    public void A_parallel_join_behind_an_exclusive_split_is_refused_with_the_way_there()
    {
        var report = Analyze(Choice + "<parallelGateway id=\"j\"/>", "s->x", "x->a if true", "x->b", "a->j", "b->j", "j->e");

        var problem = report.Problems.First();
        Assert.Equal(SoundnessVerdict.Unsound, report.Verdict);
        Assert.Equal((SoundnessProblemKind.Deadlock, "j", "p", true), (problem.Kind, problem.Element, problem.Scope, problem.IsInevitable));
        Assert.Equal(["b_j"], problem.Missing);
        Assert.Equal([new SoundnessStep("s", ["s_x"], false), new SoundnessStep("x", ["x_a"], true), new SoundnessStep("a", ["a_j"], false)], problem.Trace);
        Assert.Equal(["j XZ3601"], TestProcess.Check(Choice + "<parallelGateway id=\"j\"/>", "s->x", "x->a if true", "x->b", "a->j", "b->j", "j->e"));
    }

    [Fact]
    public void A_join_that_some_choice_leaves_waiting_is_a_warning()
    {
        var checks = TestProcess.Check(
            "<startEvent id=\"s\"/><parallelGateway id=\"f\"/><exclusiveGateway id=\"x\" default=\"x_e\"/><parallelGateway id=\"j\"/><userTask id=\"a\"/><endEvent id=\"e\"/>",
            "s->f", "f->a", "f->x", "x->j if true", "x->e", "a->j", "j->e");

        Assert.Equal(["j XZ3602"], checks);
    }

    [Fact]
    public void Ways_that_run_side_by_side_and_meet_without_a_join_double_what_follows_but_not_a_mere_end()
    {
        var doubled = Analyze(Fork + "<exclusiveGateway id=\"m\"/><userTask id=\"t\"/>", "s->f", "f->a", "f->b", "a->m", "b->m", "m->t", "t->e");
        var ended = Analyze(Fork + "<exclusiveGateway id=\"m\"/>", "s->f", "f->a", "f->b", "a->m", "b->m", "m->e");

        Assert.Equal([(SoundnessProblemKind.LackOfSynchronization, "m")], doubled.Problems.Select(one => (one.Kind, one.Element)));
        Assert.Equal(SoundnessVerdict.Sound, ended.Verdict);
    }

    [Fact]
    public void A_loop_without_a_way_out_never_ends_unless_something_outside_interrupts_it()
    {
        const string Round = "<userTask id=\"a\"/><exclusiveGateway id=\"m\"/>";
        const string Timer = "<boundaryEvent id=\"b\" attachedToRef=\"q\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>";
        string[] flows = ["i->m", "m->a", "a->m"];

        var endless = Analyze("<startEvent id=\"i\"/>" + Round, flows);
        var timed = Analyze($"<subProcess id=\"q\"><startEvent id=\"i\"/>{Round}{TestProcess.Flows(flows)}</subProcess>{Timer}");

        Assert.Equal([SoundnessProblemKind.NeverEnds], endless.Problems.Select(one => one.Kind));
        Assert.Equal(SoundnessVerdict.Sound, timed.Verdict);
    }

    [Fact]
    public void A_join_behind_what_always_stops_is_dead()
    {
        var report = Analyze(
            Fork + "<intermediateThrowEvent id=\"w\"><escalationEventDefinition escalationRef=\"late\"/></intermediateThrowEvent><parallelGateway id=\"j\"/>",
            "s->f", "f->a", "f->b", "a->j", "b->w", "w->j", "j->e");

        Assert.Equal([(SoundnessProblemKind.Dead, "j")], report.Problems.Select(one => (one.Kind, one.Element)));
    }

    [Fact]
    public void An_inclusive_join_waits_for_as_many_as_were_opened()
    {
        var report = Analyze(
            "<startEvent id=\"s\"/><inclusiveGateway id=\"u\" default=\"u_c\"/><userTask id=\"a\"/><userTask id=\"b\"/><userTask id=\"c\"/><inclusiveGateway id=\"v\"/><endEvent id=\"e\"/>",
            "s->u", "u->a if true", "u->b if true", "u->c", "a->v", "b->v", "c->v", "v->e");

        Assert.Equal(SoundnessVerdict.Sound, report.Verdict);
    }

    [Fact]
    public void Where_it_gives_up_it_says_so()
    {
        var elements = Fork + "<exclusiveGateway id=\"m\"/><userTask id=\"t\"/><parallelGateway id=\"j\"/>";
        var report = SoundnessAnalysis.Analyze(TestProcess.CompileUnsound(elements, "s->f", "f->a", "f->b", "a->j", "b->j", "j->m", "m->t", "t->e"), maximumStates: 3);

        Assert.Equal(SoundnessVerdict.Unknown, report.Verdict);
        Assert.Equal([new SoundnessGap(SoundnessGapReason.TooManyStates, "p")], report.Gaps);
    }

    [Fact]
    public void A_thousand_elements_side_by_side_are_decided()
    {
        var text = new StringBuilder("<startEvent id=\"s\"/><parallelGateway id=\"f\"/><parallelGateway id=\"j\"/><endEvent id=\"e\"/>");
        text.Append(TestProcess.Flows("s->f", "j->e"));
        for (var i = 0; i < 996; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<userTask id=\"t{i}\"/>").Append(TestProcess.Flows($"f->t{i}", $"t{i}->j"));
        }

        Assert.Equal(SoundnessVerdict.Sound, Analyze(text.ToString()).Verdict);
    }

    [Fact]
    public void Of_the_reference_models_only_those_are_told_to_be_unsound_whose_drawing_is()
    {
        // Looked at by eye: a parallel gateway that the way of a conditional event, and one that the way of another start event, must fill.
        Assert.Equal(
            ["B.2.0.bpmn WFP-6-1 Deadlock _397c783e-ad6a-4cf3-8266-9b41962c83bd", "B.2.0.bpmn WFP-6-2 Deadlock _df7727a0-f509-45eb-bb89-85753f439576"],
            Verdicts("bpmn-miwg"));
    }

    [Fact]
    public void Of_the_simulators_models_only_those_are_told_to_be_unsound_whose_drawing_is()
    {
        Assert.Equal(
            [
                "Simulator.inclusive-gateway-single-incoming.bpmn Process_00zx48j LackOfSynchronization ExclusiveGateway",
                "Simulator.loop.bpmn Process NeverEnds START",
                "Simulator.parallel-gateway-join.bpmn Process_1 Deadlock ParallelJoin_1",
                "Simulator.parallel-gateway-stuck.bpmn Process_1 Deadlock GATE",
                "Simulator.process-implicit-start-none-event.bpmn Process_1 Deadlock GATEWAY",
                "Simulator.process-implicit-start-trigger.bpmn Process_1 Deadlock GATEWAY",
                "Simulator.signal-madness.bpmn Process_1 Deadlock GATE_JOIN",
                "Simulator.sub-process-multiple-starts.bpmn Process_1 Deadlock JOIN",
                "Simulator.task-join.bpmn Process_1 LackOfSynchronization TASK",
            ],
            Verdicts("bpmn-traces"));
    }

    private static SoundnessReport Analyze(string elements, params string[] flows) => SoundnessAnalysis.Analyze(TestProcess.CompileUnsound(elements, flows));

    // Also those that are refused for what they lack: their drawing is of interest here.
    private static IEnumerable<string> Verdicts(string folder) =>
        from file in Directory.GetFiles(TestData.Folder(folder), "*.bpmn").Order(StringComparer.Ordinal)
        let document = BpmnReader.Read(File.ReadAllBytes(file), file, new DiagnosticBag())!
        from process in document.Processes
        from problem in SoundnessAnalysis.Analyze(new GraphBuilder(document, process, TestProcess.Options, new DiagnosticBag()).Build()).Problems
        select $"{Path.GetFileName(file)} {process.Id} {problem.Kind} {problem.Element}";
}
