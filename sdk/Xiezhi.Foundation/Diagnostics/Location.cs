using System.Globalization;
using System.Text;

namespace Xiezhi.Foundation.Diagnostics;

/// <summary>Where in a document something stands: as near as the reader of that document could tell.</summary>
/// <param name="File">The document's name as its user knows it, relative to the package; empty when the text came from no file.</param>
/// <param name="Element">What the mistake is in, in the document's own words: an element's id, <c>decision "Lead", rule 14, column "territory"</c>, a JSON path.</param>
/// <param name="Line">The line, counted from 1; 0 when it is not known.</param>
/// <param name="Column">The column, counted from 1; 0 when it is not known.</param>
/// <remarks>Immutable. Two locations are equal when all their parts are.</remarks>
public sealed record Location(string File, string Element = "", int Line = 0, int Column = 0)
{
    /// <summary>No place at all: for what was not read from a document.</summary>
    public static Location None { get; } = new("");

    /// <summary>The same file, with <paramref name="element"/> added behind what is already named.</summary>
    public Location In(string element) => this with { Element = Element.Length == 0 ? element : Element + ", " + element };

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (Line > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"({Line},{Math.Max(Column, 1)})");
        }

        if (Element.Length > 0)
        {
            text.Append(text.Length > 0 ? ": " : "").Append(Element);
        }

        return text.ToString();
    }
}
