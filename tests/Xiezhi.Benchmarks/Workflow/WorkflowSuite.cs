using System.Globalization;
using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Analysis;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.States;

namespace Xiezhi.Benchmarks.Workflow;

/// <summary>
/// Cases in memory on one thread: a start and five tasks one after the other, a process of 1,000 elements, a multi-instance of 10,000, and what the
/// largest reference model costs to compile. A transition is a flow node that is left: a case of a start, five tasks and an end has seven.
/// </summary>
internal sealed class WorkflowSuite : ISuite
{
    private const int Cases = 2_000;
    private const int Waiting = 10_000;
    private const int Long = 1_000;
    private const int Repetitions = 10_000;
    private const int FewRepetitions = 100;

    private static readonly StepContext Context = new() { Now = DateTimeOffset.UnixEpoch, MaximumSteps = 100_000 };

    public string Name => "workflow";

    public string Description => "process instances in memory: tasks, automatic elements, multi-instances, compiling";

    public void Run(Report report)
    {
        FiveTasks(report);
        ThousandElements(report);
        MultiInstance(report);
        Reference(report);
    }

    private static void FiveTasks(Report report)
    {
        var definition = Compile(Sequence("userTask", 5));
        report.Rate("start and five tasks: transitions", () => 7 * Repeat(Cases, () => Complete(definition)), "transitions/s");
        var resumes = report.Rate("start and five tasks: tasks completed", () => 5 * Repeat(Cases, () => Complete(definition)), "resumes/s");
        report.Add("start and five tasks: allocated", [Allocated(Cases, () => Complete(definition)) / 7], "bytes a transition");
        var bytes = report.Add("a case that waits for its first task", [Retained(() => Start(definition), Waiting)], "bytes a case");
        if (NodePeer.Measure(Console.Out) is { } peer)
        {
            var theirs = report.Add("the same on bpmn-engine: tasks completed", peer.Resumes, "resumes/s");
            report.Ratio("tasks completed, to bpmn-engine", resumes / theirs, "more is better");
            report.Add("the same on bpmn-engine: a waiting case", [peer.Bytes], "bytes a case");
            report.Ratio("bytes a waiting case, to bpmn-engine", bytes / peer.Bytes, "less is better");
        }
    }

    private static void ThousandElements(Report report)
    {
        var automatic = Compile(Sequence("task", Long - 2));
        report.Rate("1,000 elements that pass: transitions", () => Long * Repeat(10, () => Start(automatic)), "transitions/s");

        // What a step costs must follow the tokens that it moves and not the size of the process.
        var (small, large) = (Compile(Sequence("userTask", 5)), Compile(Sequence("userTask", Long - 2)));
        var few = report.Rate("a task completed of 5", () => Repeat(Cases, () => CompleteOne(small, Start(small))), "with start/s");
        var many = report.Rate("a task completed of 998", () => Repeat(Cases, () => CompleteOne(large, Start(large))), "with start/s");
        report.Ratio("a step in a large process to one in a small", many / few, "1 means that size does not matter");
    }

    private static void MultiInstance(Report report)
    {
        var (definition, small) = (Repeated(Repetitions), Repeated(FewRepetitions));
        report.Time("multi-instance of 10,000: begin", () => Start(definition));
        var few = report.Rate("multi-instance of 100: tasks completed", () => CompleteSome(small, Start(small), FewRepetitions / 2), "resumes/s");
        var begun = Start(definition);
        var many = report.Rate("multi-instance of 10,000: tasks completed", () => CompleteSome(definition, begun, 1_000), "resumes/s");
        report.Ratio("a task completed of 10,000 to one of 100", many / few, "1 means that what waits does not matter");
        report.Add("multi-instance of 10,000: a token", [Retained(() => Start(definition), 10) / Repetitions], "bytes a token");
    }

    private static ProcessDefinition Repeated(int times) => Compile(
        $"<userTask id=\"t\"><multiInstanceLoopCharacteristics><loopCardinality>{times}</loopCardinality></multiInstanceLoopCharacteristics></userTask>");

    private static int CompleteSome(ProcessDefinition definition, WorkflowState begun, int count)
    {
        var state = begun;
        foreach (var task in begun.Tasks.Take(count))
        {
            state = Step(definition, state, new CompleteTask(task.Id, ValueContext.Empty)).State;
        }

        return count;
    }

    private static void Reference(Report report)
    {
        var large = Read(Encoding.UTF8.GetBytes(Document(Sequence("userTask", Long - 2))));
        report.Time("1,000 elements: compile", () => ProcessCompiler.Compile(large, null, Options, new DiagnosticBag()));
        report.Time("1,000 elements: of that without the analysis", () => ProcessCompiler.Compile(large, null, Options with { MaximumStates = 0 }, new DiagnosticBag()));
        var wide = Compile(Wide(Long - 4));
        report.Time("1,000 elements side by side: analysis", () => SoundnessAnalysis.Analyze(wide));

        var folder = Path.Combine(Directory.GetCurrentDirectory(), "..", "shared", "data", "bpmn-miwg");
        if (!Directory.Exists(folder))
        {
            return;
        }

        // The largest that is not refused, with implementations, decisions and expressions taken as they come.
        var (file, process, count) = Directory.GetFiles(folder, "*.bpmn").Order(StringComparer.Ordinal)
            .SelectMany(file => Read(File.ReadAllBytes(file)).Processes.Select(process => (File: file, process.Id)))
            .Select(one => (one.File, one.Id, Count: ProcessCompiler.Compile(Read(File.ReadAllBytes(one.File)), one.Id, Options, new DiagnosticBag())?.Elements.Length ?? 0))
            .MaxBy(one => one.Count);
        var name = $"{Path.GetFileName(file)}, {process}, {count} elements";
        var content = File.ReadAllBytes(file);
        report.Time($"{name}: read", () => Read(content));
        var document = Read(content);
        report.Time($"{name}: compile", () => ProcessCompiler.Compile(document, process, Options, new DiagnosticBag()));
    }

    private static BpmnDocument Read(byte[] content) => BpmnReader.Read(content, "reference.bpmn", new DiagnosticBag())!;

    private static WorkflowState Complete(ProcessDefinition definition)
    {
        var state = Start(definition);
        while (!state.HasEnded)
        {
            state = CompleteOne(definition, state);
        }

        return state;
    }

    private static WorkflowState Start(ProcessDefinition definition) => Step(definition, WorkflowState.Empty, new StartProcess(ValueContext.Empty)).State;

    private static WorkflowState CompleteOne(ProcessDefinition definition, WorkflowState state) =>
        Step(definition, state, new CompleteTask(state.Tasks.First().Id, ValueContext.Empty)).State;

    private static StepResult Step(ProcessDefinition definition, WorkflowState state, WorkflowCommand command)
    {
        var result = WorkflowEngine.Step(definition, state, command, Context);
        return result.Accepted && !result.Events.Any(one => one is IncidentRaised) ? result : throw new InvalidOperationException("The case does not go on.");
    }

    private static int Repeat(int times, Func<WorkflowState> action)
    {
        for (var i = 0; i < times; i++)
        {
            action();
        }

        return times;
    }

    private static double Allocated(int times, Func<WorkflowState> action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(times, action);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)times;
    }

    private static double Retained(Func<WorkflowState> make, int count)
    {
        var kept = new WorkflowState[count];
        make();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = make();
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(kept);
        return (after - before) / (double)kept.Length;
    }

    private static string Wide(int count)
    {
        var text = new StringBuilder("<startEvent id=\"s\"/><parallelGateway id=\"f\"/><parallelGateway id=\"j\"/><endEvent id=\"e\"/>");
        text.Append("<sequenceFlow id=\"sf\" sourceRef=\"s\" targetRef=\"f\"/><sequenceFlow id=\"je\" sourceRef=\"j\" targetRef=\"e\"/>");
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<userTask id=\"t{i}\"/><sequenceFlow id=\"a{i}\" sourceRef=\"f\" targetRef=\"t{i}\"/><sequenceFlow id=\"b{i}\" sourceRef=\"t{i}\" targetRef=\"j\"/>");
        }

        return text.ToString();
    }

    private static string Sequence(string tag, int count)
    {
        var text = new StringBuilder("<startEvent id=\"s\"/><endEvent id=\"e\"/>");
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<{tag} id=\"t{i}\"/>");
            var before = i == 0 ? "s" : "t" + (i - 1).ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"<sequenceFlow id=\"f{i}\" sourceRef=\"{before}\" targetRef=\"t{i}\"/>");
        }

        return text.Append(CultureInfo.InvariantCulture, $"<sequenceFlow id=\"f{count}\" sourceRef=\"t{count - 1}\" targetRef=\"e\"/>").ToString();
    }

    private static string Document(string elements) =>
        $"<definitions xmlns=\"{BpmnNames.Bpmn}\" id=\"d\" targetNamespace=\"t\"><process id=\"p\" isExecutable=\"true\">{elements}</process></definitions>";

    private static ProcessDefinition Compile(string elements)
    {
        var diagnostics = new DiagnosticBag();
        var document = BpmnReader.Read(Encoding.UTF8.GetBytes(Document(elements)), "benchmark.bpmn", diagnostics)!;
        return ProcessCompiler.Compile(document, null, Options, diagnostics)
            ?? throw new InvalidOperationException(string.Join("; ", diagnostics.ToImmutable().Select(one => one.Code)));
    }

    private static CompileOptions Options { get; } = new() { Expressions = new Constants(), Decisions = new AnyDecision() };

    /// <summary>Numbers as they are written, and true for all else: the cost of expressions is not what is measured here.</summary>
    private sealed class Constants : IExpressions
    {
        public IExpression? Compile(string text, Location where, DiagnosticBag diagnostics) =>
            new Constant(text, int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : true);
    }

    private sealed record Constant(string Text, Value Held) : IExpression
    {
        public EvaluationResult Evaluate(IVariables variables, DateTimeOffset now) => new(Held);
    }

    private sealed class AnyDecision : IDecisions
    {
        public bool Exists(string reference) => true;

        public EvaluationResult Decide(string reference, IVariables variables, DateTimeOffset now) => new(Value.Null);
    }
}
