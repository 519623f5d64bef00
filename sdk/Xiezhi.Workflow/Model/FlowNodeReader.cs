using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Xml.Linq;

namespace Xiezhi.Workflow.Model;

/// <summary>Reads processes with their flow nodes, sequence flows and lanes.</summary>
internal sealed class FlowNodeReader
{
    private static readonly FrozenDictionary<string, BpmnKind> Kinds = new Dictionary<string, BpmnKind>
    {
        ["startEvent"] = BpmnKind.StartEvent,
        ["endEvent"] = BpmnKind.EndEvent,
        ["intermediateCatchEvent"] = BpmnKind.IntermediateCatchEvent,
        ["intermediateThrowEvent"] = BpmnKind.IntermediateThrowEvent,
        ["boundaryEvent"] = BpmnKind.BoundaryEvent,
        ["task"] = BpmnKind.Task,
        ["userTask"] = BpmnKind.UserTask,
        ["manualTask"] = BpmnKind.ManualTask,
        ["serviceTask"] = BpmnKind.ServiceTask,
        ["businessRuleTask"] = BpmnKind.BusinessRuleTask,
        ["scriptTask"] = BpmnKind.ScriptTask,
        ["sendTask"] = BpmnKind.SendTask,
        ["receiveTask"] = BpmnKind.ReceiveTask,
        ["callActivity"] = BpmnKind.CallActivity,
        ["subProcess"] = BpmnKind.SubProcess,
        ["transaction"] = BpmnKind.Transaction,
        ["adHocSubProcess"] = BpmnKind.AdHocSubProcess,
        ["exclusiveGateway"] = BpmnKind.ExclusiveGateway,
        ["parallelGateway"] = BpmnKind.ParallelGateway,
        ["inclusiveGateway"] = BpmnKind.InclusiveGateway,
        ["eventBasedGateway"] = BpmnKind.EventBasedGateway,
        ["complexGateway"] = BpmnKind.ComplexGateway,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, BpmnKind> GlobalTasks = new Dictionary<string, BpmnKind>
    {
        ["globalTask"] = BpmnKind.Task,
        ["globalUserTask"] = BpmnKind.UserTask,
        ["globalManualTask"] = BpmnKind.ManualTask,
        ["globalScriptTask"] = BpmnKind.ScriptTask,
        ["globalBusinessRuleTask"] = BpmnKind.BusinessRuleTask,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, EventKind> Triggers = new Dictionary<string, EventKind>
    {
        ["messageEventDefinition"] = EventKind.Message,
        ["timerEventDefinition"] = EventKind.Timer,
        ["errorEventDefinition"] = EventKind.Error,
        ["signalEventDefinition"] = EventKind.Signal,
        ["escalationEventDefinition"] = EventKind.Escalation,
        ["conditionalEventDefinition"] = EventKind.Conditional,
        ["linkEventDefinition"] = EventKind.Link,
        ["compensateEventDefinition"] = EventKind.Compensation,
        ["cancelEventDefinition"] = EventKind.Cancel,
        ["terminateEventDefinition"] = EventKind.Terminate,
    }.ToFrozenDictionary();

    // What stands in a process and neither runs nor leads a token: it is kept, and takes no part.
    private static readonly FrozenSet<string> Artifacts = FrozenSet.ToFrozenSet(
    [
        "documentation", "extensionElements", "laneSet", "sequenceFlow", "incoming", "outgoing", "auditing", "monitoring", "property", "artifact",
        "association", "group", "textAnnotation", "dataObject", "dataObjectReference", "dataStoreReference", "ioSpecification", "dataInputAssociation",
        "dataOutputAssociation", "resourceRole", "performer", "humanPerformer", "potentialOwner", "correlationSubscription", "supports", "ioBinding",
        "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "completionCondition", "supportedInterfaceRef", "rendering",
    ]);

    private static readonly string[] References = ["messageRef", "errorRef", "signalRef", "escalationRef", "activityRef"];

    private readonly ItemReader _items;
    private readonly FrozenDictionary<string, XElement> _sharedDefinitions;
    private readonly FrozenDictionary<string, string?> _resources;
    private readonly DataReader _data;
    private readonly string? _language;

    internal FlowNodeReader(ItemReader items, XElement root)
    {
        _items = items;
        _data = new DataReader(items, Expression);
        _language = root.Attribute("expressionLanguage")?.Value.Trim();
        _sharedDefinitions = ById(root.Descendants(), element => Triggers.ContainsKey(element.Name.LocalName)).ToFrozenDictionary(pair => pair.Key, pair => pair.Value);
        _resources = ById(root.Elements(), element => element.Name.LocalName == "resource").ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Attribute("name")?.Value);
    }

    internal BpmnProcess ReadProcess(XElement source) => _items.Fill(source, new BpmnProcess
    {
        IsExecutable = Boolean(source, "isExecutable"),
        Nodes = Nodes(source),
        Flows = Flows(source),
        Lanes = [.. Bpmn(source, "laneSet").SelectMany(Lanes)],
        Data = _data.Read(source),
    });

    internal BpmnDataItem ReadStore(XElement source) => _data.Item(source);

    internal BpmnItemDefinition ReadItemDefinition(XElement source) => _data.Definition(source);

    internal BpmnFlowNode ReadGlobalTask(XElement source) => Node(source) with { Kind = GlobalTasks[source.Name.LocalName] };

    internal static bool IsGlobalTask(XElement element) =>
        element.Name.Namespace == BpmnNames.BpmnNamespace && GlobalTasks.ContainsKey(element.Name.LocalName);

    private static Dictionary<string, XElement> ById(IEnumerable<XElement> elements, Func<XElement, bool> fits)
    {
        var found = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var element in elements.Where(element => element.Name.Namespace == BpmnNames.BpmnNamespace && fits(element)))
        {
            if (element.Attribute("id")?.Value is { Length: > 0 } id)
            {
                found.TryAdd(id, element);
            }
        }

        return found;
    }

    private static IEnumerable<XElement> Bpmn(XElement parent, string name) => parent.Elements(BpmnNames.BpmnNamespace + name);

    private static bool? Boolean(XElement source, string name) => source.Attribute(name)?.Value.Trim() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => null,
    };

    private static string? Text(XElement source, string name) =>
        Bpmn(source, name).FirstOrDefault()?.Value.Trim() is { Length: > 0 } text ? text : null;

    private BpmnExpression? Expression(XElement? source) => source is null || source.Value.Trim() is not { Length: > 0 } text
        ? null
        : new BpmnExpression(text, source.Attribute("language")?.Value.Trim()) { DocumentLanguage = _language };

    private static BpmnKind KindOf(XElement source) => Kinds.GetValueOrDefault(source.Name.LocalName) switch
    {
        BpmnKind.SubProcess when Boolean(source, "triggeredByEvent") == true => BpmnKind.EventSubProcess,
        var kind => kind,
    };

    private ImmutableArray<BpmnFlowNode> Nodes(XElement scope) =>
        [.. scope.Elements().Where(one => one.Name.Namespace == BpmnNames.BpmnNamespace && !Artifacts.Contains(one.Name.LocalName)).Select(Node)];

    private BpmnFlowNode Node(XElement source)
    {
        var kind = KindOf(source);
        var isScope = kind is BpmnKind.SubProcess or BpmnKind.EventSubProcess or BpmnKind.Transaction or BpmnKind.AdHocSubProcess;
        var implementation = source.Attribute("implementation")?.Value.Trim();
        return _items.Fill(source, new BpmnFlowNode
        {
            Kind = kind,
            Tag = source.Name.LocalName,
            Attributes = source.Attributes()
                .Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.NamespaceName.Length == 0)
                .ToFrozenDictionary(attribute => attribute.Name.LocalName, attribute => attribute.Value),
            EventDefinitions = Definitions(source),
            UnknownEventDefinitions = [.. Bpmn(source, "eventDefinitionRef").Select(one => ItemReader.Reference(one.Value) ?? "").Where(id => !_sharedDefinitions.ContainsKey(id))],
            AttachedTo = ItemReader.Reference(source.Attribute("attachedToRef")?.Value),
            Interrupts = (Boolean(source, "cancelActivity") ?? Boolean(source, "isInterrupting")) != false,
            Default = ItemReader.Reference(source.Attribute("default")?.Value),
            Implementation = implementation is null || BpmnNames.OpenImplementations.Contains(implementation) ? null : implementation,
            MessageId = ItemReader.Reference(source.Attribute("messageRef")?.Value),
            Script = Text(source, "script"),
            ScriptFormat = source.Attribute("scriptFormat")?.Value.Trim() ?? source.Attribute("scriptLanguage")?.Value.Trim(),
            Resources = [.. source.Elements().Where(IsResourceRole).Select(Role)],
            Loop = source.Elements().FirstOrDefault(IsLoop) is { } loop ? Loop(loop) : null,
            CompletionCondition = Expression(Bpmn(source, "completionCondition").FirstOrDefault()),
            Data = _data.Read(source),
            ActivationCondition = Expression(Bpmn(source, "activationCondition").FirstOrDefault()),
            Nodes = isScope ? Nodes(source) : [],
            Flows = isScope ? Flows(source) : [],
        });
    }

    private ImmutableArray<BpmnFlow> Flows(XElement scope) => [.. Bpmn(scope, "sequenceFlow").Select(source => _items.Fill(source, new BpmnFlow
    {
        Source = ItemReader.Reference(source.Attribute("sourceRef")?.Value) ?? "",
        Target = ItemReader.Reference(source.Attribute("targetRef")?.Value) ?? "",
        Condition = Expression(Bpmn(source, "conditionExpression").FirstOrDefault()),
    }))];

    private ImmutableArray<BpmnEventDefinition> Definitions(XElement source)
    {
        var found = ImmutableArray.CreateBuilder<BpmnEventDefinition>();
        foreach (var child in source.Elements().Where(child => child.Name.Namespace == BpmnNames.BpmnNamespace))
        {
            if (Triggers.ContainsKey(child.Name.LocalName))
            {
                found.Add(Definition(child));
            }
            else if (child.Name.LocalName == "eventDefinitionRef" && _sharedDefinitions.GetValueOrDefault(ItemReader.Reference(child.Value) ?? "") is { } shared)
            {
                found.Add(Definition(shared));
            }
        }

        return found.ToImmutable();
    }

    private BpmnEventDefinition Definition(XElement source)
    {
        var time = source.Elements().FirstOrDefault(child =>
            child.Name.Namespace == BpmnNames.BpmnNamespace && child.Name.LocalName is "timeDate" or "timeDuration" or "timeCycle");
        return _items.Fill(source, new BpmnEventDefinition
        {
            Kind = Triggers[source.Name.LocalName],
            Reference = References
                .Select(name => ItemReader.Reference(source.Attribute(name)?.Value)).FirstOrDefault(reference => reference is not null),
            TimerTag = time?.Name.LocalName,
            WaitsForCompletion = Boolean(source, "waitForCompletion"),
            Expression = Expression(time ?? Bpmn(source, "condition").FirstOrDefault()),
        });
    }

    private BpmnLoop Loop(XElement source)
    {
        var behavior = source.Attribute("behavior")?.Value.Trim() ?? "All";
        var (none, one) = (ItemReader.Reference(source.Attribute("noneBehaviorEventRef")?.Value), ItemReader.Reference(source.Attribute("oneBehaviorEventRef")?.Value));
        var thrown = _sharedDefinitions.GetValueOrDefault((behavior == "One" ? one : none) ?? "");
        return _items.Fill(source, Loop(source, behavior) with
        {
            NoneEventId = none,
            OneEventId = one,
            ThrownEvent = thrown is null ? null : Definition(thrown),
            ComplexBehaviors = [.. Bpmn(source, "complexBehaviorDefinition").Select(complex => new BpmnComplexBehavior(
                Expression(Bpmn(complex, "condition").FirstOrDefault()), [.. Bpmn(complex, "event").SelectMany(one => Definitions(one))]))],
        });
    }

    private BpmnLoop Loop(XElement source, string behavior) => new()
    {
        Tag = source.Name.LocalName,
        IsSequential = Boolean(source, "isSequential") == true,
        Cardinality = Expression(Bpmn(source, "loopCardinality").FirstOrDefault()),
        CompletionCondition = Expression(Bpmn(source, "completionCondition").FirstOrDefault()),
        Collection = ItemReader.Reference(Text(source, "loopDataInputRef")),
        Item = Bpmn(source, "inputDataItem").FirstOrDefault()?.Attribute("name")?.Value,
        ItemId = Bpmn(source, "inputDataItem").FirstOrDefault()?.Attribute("id")?.Value.Trim(),
        OutputCollection = ItemReader.Reference(Text(source, "loopDataOutputRef")),
        OutputItem = Bpmn(source, "outputDataItem").FirstOrDefault()?.Attribute("name")?.Value,
        OutputItemId = Bpmn(source, "outputDataItem").FirstOrDefault()?.Attribute("id")?.Value.Trim(),
        Behavior = behavior,
        Condition = Expression(Bpmn(source, "loopCondition").FirstOrDefault()),
        TestBefore = Boolean(source, "testBefore") == true,
        Maximum = source.Attribute("loopMaximum")?.Value.Trim(),
    };

    private static bool IsLoop(XElement element) =>
        element.Name.Namespace == BpmnNames.BpmnNamespace && element.Name.LocalName is "multiInstanceLoopCharacteristics" or "standardLoopCharacteristics";

    private static bool IsResourceRole(XElement element) =>
        element.Name.Namespace == BpmnNames.BpmnNamespace && element.Name.LocalName is "resourceRole" or "performer" or "humanPerformer" or "potentialOwner";

    private BpmnResourceRole Role(XElement source)
    {
        var assignment = Bpmn(source, "resourceAssignmentExpression").Elements().FirstOrDefault(one => one.Name.LocalName is "formalExpression" or "expression");
        var reference = ItemReader.Reference(Text(source, "resourceRef"));
        return new BpmnResourceRole(
            source.Name.LocalName,
            Expression(assignment),
            reference is null ? null : _resources.GetValueOrDefault(reference) ?? reference);
    }

    private IEnumerable<BpmnLane> Lanes(XElement set)
    {
        foreach (var lane in Bpmn(set, "lane"))
        {
            yield return _items.Fill(lane, new BpmnLane
            {
                NodeIds = [.. Bpmn(lane, "flowNodeRef").Select(node => ItemReader.Reference(node.Value) ?? "").Where(id => id.Length > 0)],
            });
            foreach (var inner in Bpmn(lane, "childLaneSet").SelectMany(Lanes))
            {
                yield return inner;
            }
        }
    }
}
