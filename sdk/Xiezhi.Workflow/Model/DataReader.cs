using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Xml.Linq;

namespace Xiezhi.Workflow.Model;

/// <summary>Reads the data that processes, activities and events declare.</summary>
internal sealed class DataReader(ItemReader items, Func<XElement?, BpmnExpression?> expression)
{
    private static readonly FrozenDictionary<string, BpmnDataKind> Kinds = new Dictionary<string, BpmnDataKind>
    {
        ["dataObject"] = BpmnDataKind.Object,
        ["dataObjectReference"] = BpmnDataKind.ObjectReference,
        ["dataStore"] = BpmnDataKind.Store,
        ["dataStoreReference"] = BpmnDataKind.StoreReference,
        ["property"] = BpmnDataKind.Property,
        ["dataInput"] = BpmnDataKind.Input,
        ["dataOutput"] = BpmnDataKind.Output,
    }.ToFrozenDictionary();

    internal BpmnData Read(XElement source)
    {
        var found = ImmutableArray.CreateBuilder<BpmnDataItem>();
        var sets = ImmutableArray.CreateBuilder<BpmnDataSet>();
        var associations = ImmutableArray.CreateBuilder<BpmnDataAssociation>();
        // Activities and processes hold inputs and outputs in a specification, events hold them directly.
        foreach (var part in source.Elements().Where(IsBpmn).SelectMany(part => part.Name.LocalName == "ioSpecification" ? part.Elements().Where(IsBpmn) : [part]))
        {
            var tag = part.Name.LocalName;
            if (Kinds.ContainsKey(tag))
            {
                found.Add(Item(part));
            }
            else if (tag is "inputSet" or "outputSet")
            {
                var data = tag == "inputSet" ? "dataInputRefs" : "dataOutputRefs";
                var optional = tag == "inputSet" ? "optionalInputRefs" : "optionalOutputRefs";
                sets.Add(new BpmnDataSet(tag == "inputSet", References(part, data), References(part, optional)));
            }
            else if (tag is "dataInputAssociation" or "dataOutputAssociation")
            {
                associations.Add(Association(part));
            }
        }

        return found.Count + sets.Count + associations.Count == 0
            ? BpmnData.None
            : new BpmnData { Items = found.ToImmutable(), Sets = sets.ToImmutable(), Associations = associations.ToImmutable() };
    }

    internal BpmnDataItem Item(XElement source) => items.Fill(source, new BpmnDataItem
    {
        Kind = Kinds[source.Name.LocalName],
        Reference = ItemReader.Reference(source.Attribute("dataObjectRef")?.Value ?? source.Attribute("dataStoreRef")?.Value),
        ItemDefinition = ItemReader.Reference(source.Attribute("itemSubjectRef")?.Value),
        State = Bpmn(source, "dataState").FirstOrDefault()?.Attribute("name")?.Value,
        IsCollection = source.Attribute("isCollection")?.Value.Trim() is "true" or "1",
    });

    internal BpmnItemDefinition Definition(XElement source) => items.Fill(source, new BpmnItemDefinition
    {
        Structure = source.Attribute("structureRef")?.Value.Trim(),
        IsCollection = source.Attribute("isCollection")?.Value.Trim() is "true" or "1",
    });

    private BpmnDataAssociation Association(XElement source) => items.Fill(source, new BpmnDataAssociation
    {
        IsInput = source.Name.LocalName == "dataInputAssociation",
        Sources = References(source, "sourceRef"),
        Target = References(source, "targetRef").FirstOrDefault(),
        Transformation = expression(Bpmn(source, "transformation").FirstOrDefault()),
        Assignments =
        [
            .. Bpmn(source, "assignment").Select(one => new BpmnAssignment(expression(Bpmn(one, "from").FirstOrDefault()), expression(Bpmn(one, "to").FirstOrDefault()))),
        ],
    });

    private static ImmutableArray<string> References(XElement source, string name) =>
        [.. Bpmn(source, name).Select(one => ItemReader.Reference(one.Value)).OfType<string>()];

    private static bool IsBpmn(XElement element) => element.Name.Namespace == BpmnNames.BpmnNamespace;

    private static IEnumerable<XElement> Bpmn(XElement parent, string name) => parent.Elements(BpmnNames.BpmnNamespace + name);
}
