using System.Xml;
using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules.Dmn.Compilation;

/// <summary>Shorthands for reading DMN's elements.</summary>
internal static class DmnElements
{
    public static string Name(this XElement element) => element.Attribute("name")?.Value.Trim() ?? "";

    public static string Id(this XElement element) => element.Attribute("id")?.Value ?? "";

    /// <summary>The element as a message names it: <c>decision "Lead"</c>.</summary>
    public static string Describe(this XElement element) =>
        element.Name() is { Length: > 0 } name ? $"{element.Name.LocalName} \"{name}\"" : element.Name.LocalName;

    public static Location Locate(this XElement element, DmnDocument document, string owner)
    {
        var position = (IXmlLineInfo)element;
        return position.HasLineInfo() ? new Location(document.File, owner, position.LineNumber, position.LinePosition + element.Name.LocalName.Length + 1) : new Location(document.File, owner);
    }
}
