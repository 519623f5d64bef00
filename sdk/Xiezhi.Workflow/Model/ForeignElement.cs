using System.Collections.Immutable;

namespace Xiezhi.Workflow.Model;

/// <summary>An element that an extension added to the document, as an immutable copy of its XML.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name without prefix.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Children">The elements directly inside.</param>
/// <param name="Text">The text directly inside, trimmed.</param>
public sealed record ForeignElement(
    string Namespace,
    string Name,
    ImmutableArray<ForeignAttribute> Attributes,
    ImmutableArray<ForeignElement> Children,
    string Text)
{
    /// <summary>The value of the attribute <paramref name="name"/> without a namespace of its own, or <see langword="null"/>.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var attribute in Attributes)
            {
                if (attribute.Name == name && (attribute.Namespace.Length == 0 || attribute.Namespace == Namespace))
                {
                    return attribute.Value;
                }
            }

            return null;
        }
    }
}

/// <summary>An attribute that an extension added to the document.</summary>
/// <param name="Namespace">Its namespace; empty for none.</param>
/// <param name="Name">Its name without prefix.</param>
/// <param name="Value">Its value.</param>
public sealed record ForeignAttribute(string Namespace, string Name, string Value);
