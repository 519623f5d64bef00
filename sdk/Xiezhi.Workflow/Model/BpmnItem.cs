using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Workflow.Model;

/// <summary>What every part of a BPMN document has: an id, a name, documentation, and what other namespaces added to it.</summary>
/// <remarks>Immutable.</remarks>
public abstract record BpmnItem
{
    /// <summary>The id; empty where the document gives none.</summary>
    public string Id { get; init; } = "";

    /// <summary>The name; <see langword="null"/> where there is none.</summary>
    public string? Name { get; init; }

    /// <summary>The text of its documentation elements, one after the other; <see langword="null"/> where there is none.</summary>
    public string? Documentation { get; init; }

    /// <summary>The content of its extensionElements, in order, of whatever namespace.</summary>
    public ImmutableArray<ForeignElement> Extensions { get; init; } = [];

    /// <summary>Its attributes from namespaces other than BPMN's.</summary>
    public ImmutableArray<ForeignAttribute> ForeignAttributes { get; init; } = [];

    /// <summary>Where it stands in its file.</summary>
    public Location Location { get; init; } = Location.None;

    /// <summary>The value of the attribute <paramref name="name"/> in Xiezhi's namespace, or <see langword="null"/>.</summary>
    public string? Extension(string name)
    {
        foreach (var attribute in ForeignAttributes)
        {
            if (attribute.Name == name && attribute.Namespace == BpmnNames.Governance)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    /// <summary>The extension elements named <paramref name="name"/> in Xiezhi's namespace, in order.</summary>
    public IEnumerable<ForeignElement> ExtensionsNamed(string name) =>
        Extensions.Where(element => element.Name == name && element.Namespace == BpmnNames.Governance);
}
