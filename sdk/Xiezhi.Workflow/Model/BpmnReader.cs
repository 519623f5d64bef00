using System.Collections.Immutable;
using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Xml;

namespace Xiezhi.Workflow.Model;

/// <summary>Reads BPMN 2.0 files.</summary>
/// <remarks>Thread-safe. Whatever the bytes are, it gives a document or says why not, and never throws.</remarks>
public static class BpmnReader
{
    /// <summary>Reads <paramref name="content"/>.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="file">The name to use in diagnostics.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>The document, or <see langword="null"/> when it is no BPMN; then <paramref name="diagnostics"/> says why.</returns>
    public static BpmnDocument? Read(ReadOnlyMemory<byte> content, string file, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (BoundedXml.Read(content, file, diagnostics) is not { Root: { } root } source)
        {
            return null;
        }

        if (root.Name != BpmnNames.BpmnNamespace + "definitions")
        {
            diagnostics.Add(WorkflowCodes.NotBpmn, new Location(file), root.Name.ToString());
            return null;
        }

        var items = new ItemReader(file);
        var nodes = new FlowNodeReader(items, root);
        return new BpmnDocument(file, source)
        {
            Id = root.Attribute("id")?.Value ?? "",
            Name = root.Attribute("name")?.Value,
            Exporter = Join(root.Attribute("exporter")?.Value, root.Attribute("exporterVersion")?.Value),
            Processes = [.. Bpmn(root, "process").Select(nodes.ReadProcess)],
            GlobalTasks = [.. root.Elements().Where(FlowNodeReader.IsGlobalTask).Select(nodes.ReadGlobalTask)],
            Participants = [.. Bpmn(root, "collaboration").SelectMany(one => Bpmn(one, "participant")).Select(one => Participant(items, one))],
            MessageFlows = [.. Bpmn(root, "collaboration").SelectMany(one => Bpmn(one, "messageFlow")).Select(one => MessageFlow(items, one))],
            Associations = [.. root.Descendants(BpmnNames.BpmnNamespace + "association").Select(one => Association(items, one))],
            DataStores = [.. Bpmn(root, "dataStore").Select(nodes.ReadStore)],
            ItemDefinitions = [.. Bpmn(root, "itemDefinition").Select(nodes.ReadItemDefinition)],
            ExpressionLanguage = root.Attribute("expressionLanguage")?.Value.Trim(),
            Roots = [.. root.Elements().Where(IsRoot).Select(one => Root(items, one))],
        };
    }

    private static IEnumerable<XElement> Bpmn(XElement parent, string name) => parent.Elements(BpmnNames.BpmnNamespace + name);

    private static bool IsRoot(XElement element) =>
        element.Name.Namespace == BpmnNames.BpmnNamespace && element.Name.LocalName is "message" or "error" or "signal" or "escalation";

    private static BpmnRoot Root(ItemReader items, XElement source) => items.Fill(source, new BpmnRoot
    {
        Tag = source.Name.LocalName,
        Code = source.Attribute("errorCode")?.Value ?? source.Attribute("escalationCode")?.Value,
    });

    private static BpmnParticipant Participant(ItemReader items, XElement source) => items.Fill(source, new BpmnParticipant
    {
        ProcessId = ItemReader.Reference(source.Attribute("processRef")?.Value),
    });

    private static BpmnMessageFlow MessageFlow(ItemReader items, XElement source) => items.Fill(source, new BpmnMessageFlow
    {
        Source = ItemReader.Reference(source.Attribute("sourceRef")?.Value) ?? "",
        Target = ItemReader.Reference(source.Attribute("targetRef")?.Value) ?? "",
    });

    private static BpmnAssociation Association(ItemReader items, XElement source) => items.Fill(source, new BpmnAssociation
    {
        Source = ItemReader.Reference(source.Attribute("sourceRef")?.Value) ?? "",
        Target = ItemReader.Reference(source.Attribute("targetRef")?.Value) ?? "",
    });

    private static string? Join(string? name, string? version) => version is null ? name : $"{name} {version}".Trim();
}
