using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Xml;

namespace Xiezhi.Rules.Dmn;

/// <summary>Reads DMN files of versions 1.2 to 1.5. Thread-safe; never throws for a mistake in the file.</summary>
public static class DmnReader
{
    /// <summary>Reads <paramref name="content"/>.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="file">The name to use in diagnostics.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <param name="limits">Bounds on size and depth; the defaults when left out.</param>
    /// <returns>The document, or <see langword="null"/> when it is not DMN; then <paramref name="diagnostics"/> says why.</returns>
    public static DmnDocument? Read(ReadOnlyMemory<byte> content, string file, DiagnosticBag diagnostics, XmlLimits? limits = null)
    {
        var xml = BoundedXml.Read(content, file, diagnostics, limits);
        if (xml?.Root is not { } root)
        {
            return null;
        }

        if (root.Name.LocalName != "definitions" || !DmnNamespaces.Models.Contains(root.Name.NamespaceName))
        {
            diagnostics.Add(RulesCodes.NotDmn, new Location(file, "", 1, 1), root.Name.ToString());
            return null;
        }

        return new DmnDocument(file, xml);
    }
}
