using System.Collections.Frozen;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Elements;

/// <summary>The one table of what this engine runs: a kind of element with its trigger, and the behaviour of it. What is absent is refused.</summary>
internal static class ElementKinds
{
    internal static readonly ElementBehavior Process = new WholeProcess();

    /// <summary>Around the behaviour of an activity that is repeated.</summary>
    internal static readonly ElementBehavior Looped = new LoopedActivity();

    internal static readonly ElementBehavior Refused = new RefusedElement();

    internal static readonly FrozenDictionary<(BpmnKind Kind, EventKind Trigger), ElementBehavior> Table = new Dictionary<(BpmnKind, EventKind), ElementBehavior>
    {
        [(BpmnKind.StartEvent, EventKind.None)] = new StartEvent(),
        [(BpmnKind.StartEvent, EventKind.Message)] = new StartEvent(),
        [(BpmnKind.StartEvent, EventKind.Signal)] = new StartEvent(),
        [(BpmnKind.StartEvent, EventKind.Timer)] = new StartEvent(),
        [(BpmnKind.StartEvent, EventKind.Conditional)] = new StartEvent(),
        [(BpmnKind.StartEvent, EventKind.Error)] = new StartEvent(),
        [(BpmnKind.StartEvent, EventKind.Escalation)] = new StartEvent(),
        [(BpmnKind.StartEvent, EventKind.Compensation)] = new StartEvent(),
        [(BpmnKind.StartEvent, EventKind.Multiple)] = new StartEvent(),
        [(BpmnKind.EndEvent, EventKind.None)] = new EndEvent(),
        [(BpmnKind.EndEvent, EventKind.Message)] = new MessageThrow(),
        [(BpmnKind.EndEvent, EventKind.Error)] = new ErrorEnd(),
        [(BpmnKind.EndEvent, EventKind.Signal)] = new SignalThrow(),
        [(BpmnKind.EndEvent, EventKind.Escalation)] = new EscalationThrow(),
        [(BpmnKind.EndEvent, EventKind.Terminate)] = new TerminateEnd(),
        [(BpmnKind.EndEvent, EventKind.Compensation)] = new CompensationThrow(),
        [(BpmnKind.EndEvent, EventKind.Cancel)] = new CancelEnd(),
        [(BpmnKind.EndEvent, EventKind.Multiple)] = new MultipleThrow(),
        [(BpmnKind.IntermediateThrowEvent, EventKind.None)] = new NoneThrow(),
        [(BpmnKind.IntermediateThrowEvent, EventKind.Message)] = new MessageThrow(),
        [(BpmnKind.IntermediateThrowEvent, EventKind.Signal)] = new SignalThrow(),
        [(BpmnKind.IntermediateThrowEvent, EventKind.Escalation)] = new EscalationThrow(),
        [(BpmnKind.IntermediateThrowEvent, EventKind.Link)] = new LinkThrow(),
        [(BpmnKind.IntermediateThrowEvent, EventKind.Compensation)] = new CompensationThrow(),
        [(BpmnKind.IntermediateThrowEvent, EventKind.Multiple)] = new MultipleThrow(),
        [(BpmnKind.IntermediateCatchEvent, EventKind.Signal)] = new CatchEvent(),
        [(BpmnKind.IntermediateCatchEvent, EventKind.Conditional)] = new CatchEvent(),
        [(BpmnKind.IntermediateCatchEvent, EventKind.Link)] = new LinkCatch(),
        [(BpmnKind.IntermediateCatchEvent, EventKind.Timer)] = new CatchEvent(),
        [(BpmnKind.IntermediateCatchEvent, EventKind.Message)] = new CatchEvent(),
        [(BpmnKind.IntermediateCatchEvent, EventKind.Multiple)] = new CatchEvent(),
        [(BpmnKind.BoundaryEvent, EventKind.Timer)] = new BoundaryEvent(),
        [(BpmnKind.BoundaryEvent, EventKind.Message)] = new BoundaryEvent(),
        [(BpmnKind.BoundaryEvent, EventKind.Error)] = new BoundaryEvent(),
        [(BpmnKind.BoundaryEvent, EventKind.Signal)] = new BoundaryEvent(),
        [(BpmnKind.BoundaryEvent, EventKind.Escalation)] = new BoundaryEvent(),
        [(BpmnKind.BoundaryEvent, EventKind.Conditional)] = new BoundaryEvent(),
        [(BpmnKind.BoundaryEvent, EventKind.Compensation)] = new CompensationBoundary(),
        [(BpmnKind.BoundaryEvent, EventKind.Cancel)] = new BoundaryEvent(),
        [(BpmnKind.BoundaryEvent, EventKind.Multiple)] = new BoundaryEvent(),
        [(BpmnKind.Task, EventKind.None)] = new AbstractTask(),
        [(BpmnKind.UserTask, EventKind.None)] = new PersonTask(),
        [(BpmnKind.ManualTask, EventKind.None)] = new PersonTask(),
        [(BpmnKind.ServiceTask, EventKind.None)] = new ServiceTask(),
        [(BpmnKind.BusinessRuleTask, EventKind.None)] = new BusinessRuleTask(),
        [(BpmnKind.ScriptTask, EventKind.None)] = new ScriptTask(),
        [(BpmnKind.SendTask, EventKind.None)] = new SendTask(),
        [(BpmnKind.ReceiveTask, EventKind.None)] = new ReceiveTask(),
        [(BpmnKind.CallActivity, EventKind.None)] = new CallActivity(),
        [(BpmnKind.SubProcess, EventKind.None)] = new SubProcess(),
        [(BpmnKind.Transaction, EventKind.None)] = new Transaction(),
        [(BpmnKind.AdHocSubProcess, EventKind.None)] = new AdHocSubProcess(),
        [(BpmnKind.EventSubProcess, EventKind.None)] = new EventSubProcess(),
        [(BpmnKind.ExclusiveGateway, EventKind.None)] = new ExclusiveGateway(),
        [(BpmnKind.ParallelGateway, EventKind.None)] = new ParallelGateway(),
        [(BpmnKind.InclusiveGateway, EventKind.None)] = new InclusiveGateway(),
        [(BpmnKind.EventBasedGateway, EventKind.None)] = new EventBasedGateway(),
        [(BpmnKind.ComplexGateway, EventKind.None)] = new ComplexGateway(),
    }.ToFrozenDictionary();

    /// <summary>The behaviour of an element of this kind and trigger, or <see langword="null"/> where it is not run.</summary>
    internal static ElementBehavior? Find(BpmnKind kind, EventKind trigger) => Table.GetValueOrDefault((kind, trigger));

    /// <summary>Whether an element of this kind holds others.</summary>
    internal static bool IsScope(BpmnKind kind) =>
        kind is BpmnKind.Process or BpmnKind.SubProcess or BpmnKind.EventSubProcess or BpmnKind.Transaction or BpmnKind.AdHocSubProcess or BpmnKind.CallActivity;
}
