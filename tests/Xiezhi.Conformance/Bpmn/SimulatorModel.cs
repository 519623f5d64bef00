using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Conformance.Bpmn;

/// <summary>A model drawn for the simulator, completed with what an engine asks for and a simulator does not.</summary>
/// <remarks>
/// The simulator lets a person decide where the models are silent. So here: a task at which a trace waits is a user task; a gateway's flows are taken where the trace takes them (conditions that the driver answers); each message, timer and condition belongs to its event
/// alone, since the simulator triggers an event and not a name; what is thrown without a reference gets one that only a catcher of all, or an
/// equally nameless signal, fits. What the models do say (which error, escalation, signal, link, activity) stays as it is.
/// </remarks>
internal sealed class SimulatorModel
{
    private static readonly XNamespace Bpmn = BpmnNames.Bpmn;

    private static readonly HashSet<string> Nodes =
    [
        "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "task", "userTask", "manualTask", "serviceTask",
        "businessRuleTask", "scriptTask", "sendTask", "receiveTask", "callActivity", "subProcess", "transaction", "adHocSubProcess", "exclusiveGateway",
        "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway",
    ];

    private SimulatorModel(string file, XDocument source, IReadOnlySet<string> waits)
    {
        File = file;
        Source = source;
        Complete(waits);
        Elements = source.Descendants().Where(element => Nodes.Contains(element.Name.LocalName) && element.Attribute("id") is not null)
            .ToDictionary(Id, element => element, StringComparer.Ordinal);
    }

    public string File { get; }

    /// <summary>The completed document.</summary>
    public XDocument Source { get; }

    /// <summary>The flow nodes by their ids.</summary>
    public IReadOnlyDictionary<string, XElement> Elements { get; }

    /// <summary>Reads and completes a model.</summary>
    /// <param name="file">The BPMN file.</param>
    /// <param name="traces">The traces that will be followed.</param>
    public static SimulatorModel Read(string file, IReadOnlyList<IReadOnlyList<TraceMoment>> traces) => new(
        Path.GetFileName(file),
        XDocument.Load(file, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo),
        traces.SelectMany(WaitedAt).ToHashSet(StringComparer.Ordinal));

    public static string Id(XElement element) => element.Attribute("id")!.Value;

    /// <summary>The id of the process that <paramref name="id"/> names, by itself or as its pool; <see langword="null"/> for anything else.</summary>
    public string? ProcessOf(string id) =>
        Source.Descendants(Bpmn + "process").Any(process => Id(process) == id)
            ? id
            : Source.Descendants(Bpmn + "participant").FirstOrDefault(pool => Id(pool) == id)?.Attribute("processRef")?.Value;

    /// <summary>All its processes, or <see langword="null"/> where one is refused.</summary>
    public IReadOnlyDictionary<string, ProcessDefinition>? Compile(DiagnosticBag diagnostics)
    {
        using var written = new MemoryStream();
        Source.Save(written, SaveOptions.DisableFormatting);
        if (BpmnReader.Read(written.ToArray(), File, diagnostics) is not { } document)
        {
            return null;
        }

        var options = new CompileOptions { Expressions = new NamedTruths(), MaximumStates = 0 };
        var definitions = new Dictionary<string, ProcessDefinition>(StringComparer.Ordinal);
        foreach (var process in document.Processes)
        {
            if (ProcessCompiler.Compile(document, process.Id, options, diagnostics) is { } definition)
            {
                definitions.Add(process.Id, definition);
            }
        }

        return definitions.Count == document.Processes.Length ? definitions : null;
    }

    // The simulator waits where a person told it to: there the trace triggers the element once more, or never leaves it.
    private static IEnumerable<string> WaitedAt(IReadOnlyList<TraceMoment> trace) => trace
        .GroupBy(moment => moment.Element)
        .Where(moments => moments.Any(moment => moment is { Kind: TraceKind.Signal, Begins: false })
            || moments.Count(moment => moment.Begins) > moments.Count(moment => moment.Kind == TraceKind.Exit))
        .Select(moments => moments.Key);

    // What is attached to a task may end it, so it must stay open until the trace leaves it.
    private bool HasBoundaryEvent(XElement task) => Source.Descendants(Bpmn + "boundaryEvent").Any(border =>
        border.Attribute("attachedToRef")?.Value == Id(task) && border.Element(Bpmn + "compensateEventDefinition") is null);

    private void Complete(IReadOnlySet<string> waits)
    {
        foreach (var task in Source.Descendants(Bpmn + "task").Where(task => waits.Contains(Id(task)) || HasBoundaryEvent(task)).ToList())
        {
            task.Name = Bpmn + "userTask";
        }

        foreach (var task in Source.Descendants(Bpmn + "sendTask"))
        {
            task.SetAttributeValue("implementation", "simulator");
        }

        foreach (var task in Source.Descendants(Bpmn + "receiveTask").ToList())
        {
            task.SetAttributeValue("messageRef", Message(task));
        }

        foreach (var definition in Source.Descendants().Where(element => element.Name.LocalName.EndsWith("EventDefinition", StringComparison.Ordinal)).ToList())
        {
            CompleteEvent(definition, definition.Parent!);
        }

        foreach (var gateway in Source.Descendants().Where(element => element.Name == Bpmn + "exclusiveGateway" || element.Name == Bpmn + "inclusiveGateway"))
        {
            CompleteFlows(gateway);
        }
    }

    private void CompleteEvent(XElement definition, XElement holder)
    {
        var throws = holder.Name.LocalName is "endEvent" or "intermediateThrowEvent";
        switch (definition.Name.LocalName)
        {
            case "messageEventDefinition":
                definition.SetAttributeValue("messageRef", Message(holder));
                break;
            case "timerEventDefinition":
                definition.ReplaceNodes(MayRepeat(holder) ? new XElement(Bpmn + "timeCycle", "R/P1D") : new XElement(Bpmn + "timeDuration", "P1D"));
                break;
            case "conditionalEventDefinition":
                definition.ReplaceNodes(new XElement(Bpmn + "condition", Id(holder)));
                break;
            case "signalEventDefinition":
                Refer(definition, "signalRef", "signal", "nameless-signal");
                break;
            case "errorEventDefinition" when throws:
                Refer(definition, "errorRef", "error", "nameless-error");
                break;
            case "escalationEventDefinition" when throws:
                Refer(definition, "escalationRef", "escalation", "nameless-escalation");
                break;
        }
    }

    // What does not interrupt can be triggered again and again.
    private static bool MayRepeat(XElement holder) =>
        holder.Attribute("cancelActivity")?.Value == "false" || holder.Attribute("isInterrupting")?.Value == "false";

    private string Message(XElement holder) => Root("message", "message-" + Id(holder));

    private void Refer(XElement definition, string attribute, string tag, string id)
    {
        if (definition.Attribute(attribute) is null)
        {
            definition.SetAttributeValue(attribute, Root(tag, id));
        }
    }

    private string Root(string tag, string id)
    {
        if (!Source.Root!.Elements(Bpmn + tag).Any(root => root.Attribute("id")?.Value == id))
        {
            Source.Root!.AddFirst(new XElement(Bpmn + tag, new XAttribute("id", id), new XAttribute("name", id)));
        }

        return id;
    }

    // Where there is one way to go, nobody asks.
    private static void CompleteFlows(XElement gateway)
    {
        var flows = gateway.Parent!.Elements(Bpmn + "sequenceFlow").Where(flow => flow.Attribute("sourceRef")?.Value == Id(gateway)).ToList();
        foreach (var flow in flows)
        {
            flow.Elements(Bpmn + "conditionExpression").Remove();
            if (flows.Count > 1 && gateway.Attribute("default")?.Value != Id(flow))
            {
                flow.Add(new XElement(Bpmn + "conditionExpression", Id(flow)));
            }
        }
    }
}
