using System.Collections.Immutable;
using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Json;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests;

/// <summary>Small processes for tests: the elements as XML, the flows as <c>a->b</c> or <c>a->b if CONDITION</c>.</summary>
internal static class TestProcess
{
    internal static readonly DateTimeOffset Noon = new(2024, 9, 12, 12, 0, 0, TimeSpan.FromHours(8));

    internal static CompileOptions Options { get; } = new() { Expressions = new TestExpressions(), Decisions = new Answers() };

    internal static string Xml(string elements, params string[] flows) => Document("<process id=\"p\" isExecutable=\"true\">" + elements + Flows(flows) + "</process>");

    internal static string Document(string content) => $"""
        <definitions xmlns="{BpmnNames.Bpmn}" xmlns:xiezhi="{BpmnNames.Governance}" id="d" targetNamespace="t">
        {content}
        <message id="m" name="reply" xiezhi:correlationKey="number"/><message id="plain" name="plain"/>
        <error id="broken" errorCode="BROKEN"/><error id="other" errorCode="OTHER"/>
        <signal id="bell" name="bell"/><escalation id="late" escalationCode="LATE"/>
        </definitions>
        """;

    internal static string Flows(params string[] flows) => string.Concat(flows.Select(Flow));

    internal static BpmnDocument Read(string xml)
    {
        var diagnostics = new DiagnosticBag();
        var document = BpmnReader.Read(Encoding.UTF8.GetBytes(xml), "test.bpmn", diagnostics);
        Assert.Empty(diagnostics.ToImmutable());
        return document!;
    }

    internal static ProcessDefinition Compile(string elements, params string[] flows) => Compile(Options, elements, flows);

    /// <summary>Compiled without a look at its soundness: some runs are of interest because they get stuck.</summary>
    internal static ProcessDefinition CompileUnsound(string elements, params string[] flows) => Compile(Options with { MaximumStates = 0 }, elements, flows);

    private static ProcessDefinition Compile(CompileOptions options, string elements, string[] flows)
    {
        var diagnostics = new DiagnosticBag();
        var definition = ProcessCompiler.Compile(Read(Xml(elements, flows)), null, options, diagnostics);
        Assert.DoesNotContain(diagnostics.ToImmutable(), one => one.Severity == Severity.Error);
        return definition!;
    }

    /// <summary>The codes and places of what the compiler says.</summary>
    internal static ImmutableArray<string> Check(string elements, params string[] flows) => Check(Options, elements, flows);

    internal static ImmutableArray<string> Check(CompileOptions options, string elements, params string[] flows)
    {
        var diagnostics = new DiagnosticBag();
        ProcessCompiler.Compile(Read(Xml(elements, flows)), null, options, diagnostics);
        return [.. diagnostics.ToImmutable().Select(one => $"{one.Location.Element} {one.Code}")];
    }

    private static string Flow(string text)
    {
        var parts = text.Split(" if ", 2);
        var ends = parts[0].Split("->");
        var condition = parts.Length == 2 ? $"<conditionExpression>{parts[1].Replace("<", "&lt;", StringComparison.Ordinal)}</conditionExpression>" : "";
        return $"<sequenceFlow id=\"{ends[0]}_{ends[1]}\" sourceRef=\"{ends[0]}\" targetRef=\"{ends[1]}\">{condition}</sequenceFlow>";
    }

    private sealed class Answers : IDecisions
    {
        public bool Exists(string reference) => reference is "Double" or "Broken";

        public EvaluationResult Decide(string reference, IVariables variables, DateTimeOffset now)
        {
            if (reference == "Broken" || !variables.TryGet("n", out var n) || n.AsNumber is not { } number || !number.TryToDecimal(out var value))
            {
                return EvaluationResult.Fail(WorkflowCodes.ExpressionRefused.At(Location.None, "n is no number"));
            }

            return new EvaluationResult(value * 2);
        }
    }
}

/// <summary>A process instance that is driven by commands; every step is checked to fold, to be storable, and to be repeatable.</summary>
internal sealed class Run(ProcessDefinition definition, DateTimeOffset? start = null)
{
    internal DateTimeOffset Now { get; set; } = start ?? TestProcess.Noon;

    internal ITimers? Timers { get; init; }

    internal int MaximumSteps { get; init; } = 10_000;

    internal WorkflowState State { get; private set; } = WorkflowState.Empty;

    internal List<WorkflowEvent> Log { get; } = [];

    internal ImmutableArray<WorkflowEvent> Last { get; private set; } = [];

    /// <summary>Elements in the order in which they were entered.</summary>
    internal IEnumerable<string> Entered => Log.Select(one => one switch
    {
        ElementEntered entered => entered.Element,
        ElementPassed passed => passed.Element,
        _ => "",
    }).Where(one => one.Length > 0);

    internal string Trail => string.Join(" ", Entered);

    internal static Run Start(ProcessDefinition definition, params (string, Value)[] variables)
    {
        var run = new Run(definition);
        run.Do(new StartProcess(ValueContext.Of(variables)));
        return run;
    }

    internal Run Do(WorkflowCommand command)
    {
        var result = Try(command);
        Assert.Null(result.Rejection);
        return this;
    }

    internal string Refused(WorkflowCommand command)
    {
        var before = State;
        var result = Try(command);
        Assert.NotNull(result.Rejection);
        Assert.Empty(result.Events);
        Assert.Same(before, result.State);
        return result.Rejection.Code;
    }

    internal Run CompleteTask(string element, params (string, Value)[] variables) => Do(new CompleteTask(TaskOf(element), ValueContext.Of(variables)));

    internal Run CompleteJob(string element, params (string, Value)[] variables) => Do(new CompleteJob(JobOf(element), ValueContext.Of(variables)));

    internal Run Fire(string element)
    {
        var timer = State.Timers.First(one => one.Element == element);
        Now = Now > timer.Due ? Now : timer.Due;
        return Do(new FireTimer(timer.Id));
    }

    internal int TaskOf(string element) => State.Tasks.First(one => one.Element == element).Id;

    internal int JobOf(string element) => State.Jobs.First(one => one.Element == element).Id;

    internal Value this[string variable] => State.Variables[variable];

    internal StepResult Try(WorkflowCommand command)
    {
        var context = new StepContext { Now = Now, Timers = Timers, MaximumSteps = MaximumSteps };
        var result = WorkflowEngine.Step(definition, State, command, context);
        Assert.Equal(result.State, State.Apply(definition, result.Events));
        Assert.Equal(result.Events, WorkflowEngine.Step(definition, State, command, context).Events);
        Assert.Equal(result.State, WorkflowJson.StateFromText(WorkflowJson.ToText(result.State)));
        Assert.All(result.Events, one => Assert.Equal(one, WorkflowJson.EventFromText(WorkflowJson.ToText(one))));
        (State, Last) = (result.State, result.Events);
        Log.AddRange(result.Events);
        return result;
    }
}
