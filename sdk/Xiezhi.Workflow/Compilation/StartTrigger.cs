using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.Time;

namespace Xiezhi.Workflow.Compilation;

/// <summary>What begins an instance of a process from outside.</summary>
/// <remarks>
/// The engine waits for nothing before an instance exists, so whoever keeps the clock and the messages does: a message or a signal is delivered to an
/// empty state by its name; when a time has come or a condition holds, <see cref="Commands.StartProcess"/> begins at <see cref="Element"/>. What is
/// evaluated before there is an instance sees only <see cref="StepContext.Ambient"/>. Immutable and safe to share between threads.
/// </remarks>
public sealed class StartTrigger
{
    private readonly ElementDefinition _element;

    private StartTrigger(ElementDefinition element) => _element = element;

    /// <summary>The id of the start event, or of one of its several definitions; of what begins an instance without a start event, its own.</summary>
    public string Element => _element.Id;

    /// <summary>What triggers it: a message, a signal, a time or a condition.</summary>
    public EventKind Kind => _element.Trigger == EventKind.None ? EventKind.Message : _element.Trigger;

    /// <summary>The message's or signal's name; <see langword="null"/> for a time or a condition.</summary>
    public string? Name => _element.MessageName ?? _element.Program.Signal;

    /// <summary>The condition; <see langword="null"/> for all else. An instance begins each time that it becomes true.</summary>
    public IExpression? Condition => _element.Program.Condition;

    /// <summary>The first time that a timer is due, counted from <see cref="StepContext.Now"/>.</summary>
    /// <param name="context">The moment, and what the expression sees.</param>
    /// <param name="failure">Why there is none; <see langword="null"/> where there is one, and for what is no timer.</param>
    /// <returns>The time, or <see langword="null"/>.</returns>
    public StartTime? FirstTime(StepContext context, out Diagnostic? failure)
    {
        ArgumentNullException.ThrowIfNull(context);
        failure = null;
        return _element.Program.Timer?.Read(context.Ambient ?? ContextVariables.None, context.Now, context.Timers, _element.Location, out failure) is { } first
            ? new StartTime(first.Due, first.Interval, first.Remaining)
            : null;
    }

    internal static ImmutableArray<StartTrigger> Of(ImmutableArray<ElementDefinition> elements) =>
    [
        .. elements.Where(element => element is { Parent: 0, PartOf: < 0 }).SelectMany(element => Beginning(element, elements)).Select(element => new StartTrigger(element)),
    ];

    private static IEnumerable<ElementDefinition> Beginning(ElementDefinition element, ImmutableArray<ElementDefinition> elements) => element switch
    {
        { Kind: BpmnKind.StartEvent, Trigger: EventKind.None } => [],
        { Kind: BpmnKind.StartEvent } => Each(element, elements),
        { Kind: BpmnKind.ReceiveTask, Instantiates: true } => [element],
        { Instantiates: true } => element.OutgoingFlows
            .SelectMany(flow => Each(elements[flow.Target], elements))
            .Where(behind => behind.MessageName is not null || behind.Trigger == EventKind.Signal),
        _ => [],
    };

    private static IEnumerable<ElementDefinition> Each(ElementDefinition element, ImmutableArray<ElementDefinition> elements) =>
        element.Parts.IsEmpty ? [element] : element.Parts.Select(part => elements[part]);
}

/// <summary>When a process is to be begun by a timer.</summary>
/// <param name="Due">When.</param>
/// <param name="Interval">What it repeats at: a duration, or a text of the timer port; <see langword="null"/> where it begins one instance.</param>
/// <param name="Remaining">How often it is due after that; -1 without end.</param>
public sealed record StartTime(DateTimeOffset Due, string? Interval, int Remaining)
{
    /// <summary>The time after this one, counted from when this one was due and not from when it was noticed.</summary>
    /// <param name="timers">The port that read the first one.</param>
    /// <returns>The next time, or <see langword="null"/> where there is none.</returns>
    public StartTime? Next(ITimers? timers) => Remaining != 0 && Interval is { } interval && TimerRule.TryNext(Due, interval, timers, out var due)
        ? this with { Due = due, Remaining = Remaining < 0 ? -1 : Remaining - 1 }
        : null;
}
