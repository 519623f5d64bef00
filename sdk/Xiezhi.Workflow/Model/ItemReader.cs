using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Workflow.Model;

/// <summary>Reads what every part of a document has.</summary>
internal sealed class ItemReader(string file)
{
    /// <summary>The id that a reference names: its prefix stands for a namespace, and ids are unique in the file.</summary>
    internal static string? Reference(string? name)
    {
        var trimmed = name?.Trim();
        return string.IsNullOrEmpty(trimmed) ? null : trimmed[(trimmed.LastIndexOf(':') + 1)..];
    }

    internal T Fill<T>(XElement source, T item)
        where T : BpmnItem
    {
        var id = source.Attribute("id")?.Value.Trim() ?? "";
        return item with
        {
            Id = id,
            Name = source.Attribute("name")?.Value,
            Documentation = Documentation(source),
            Extensions = [.. source.Elements(BpmnNames.BpmnNamespace + "extensionElements").SelectMany(all => all.Elements()).Select(Foreign)],
            ForeignAttributes = [.. source.Attributes().Where(IsForeign).Select(Attribute)],
            Location = Place(source, id),
        };
    }

    internal Location Place(XElement source, string id)
    {
        IXmlLineInfo position = source;
        var element = id.Length > 0 ? id : source.Name.LocalName;
        return position.HasLineInfo() ? new Location(file, element, position.LineNumber, position.LinePosition) : new Location(file, element);
    }

    private static string? Documentation(XElement source)
    {
        var texts = source.Elements(BpmnNames.BpmnNamespace + "documentation").Select(text => text.Value.Trim()).Where(text => text.Length > 0).ToArray();
        return texts.Length == 0 ? null : string.Join("\n\n", texts);
    }

    private static bool IsForeign(XAttribute attribute) =>
        !attribute.IsNamespaceDeclaration && attribute.Name.NamespaceName.Length > 0 && attribute.Name.Namespace != BpmnNames.BpmnNamespace;

    private static ForeignAttribute Attribute(XAttribute attribute) =>
        new(attribute.Name.NamespaceName, attribute.Name.LocalName, attribute.Value);

    private static ForeignElement Foreign(XElement source) => new(
        source.Name.NamespaceName,
        source.Name.LocalName,
        [.. source.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(Attribute)],
        [.. source.Elements().Select(Foreign)],
        string.Concat(source.Nodes().OfType<XText>().Select(text => text.Value)).Trim());
}
