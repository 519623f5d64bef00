using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Foundation.Xml;

/// <summary>Reads XML that came from outside: no DTD, no external entity, and size and depth bounded before any tree is built.</summary>
/// <remarks>White space and line positions are kept, so that a document can be written back as it was. Thread-safe.</remarks>
public static class BoundedXml
{
    /// <summary>Reads <paramref name="content"/> into a tree.</summary>
    /// <param name="content">The bytes of the document; the encoding is taken from it.</param>
    /// <param name="file">The name to use in diagnostics.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <param name="limits">Bounds; the defaults when left out.</param>
    /// <returns>The document, or <see langword="null"/> when it was refused; then <paramref name="diagnostics"/> says why.</returns>
    public static XDocument? Read(ReadOnlyMemory<byte> content, string file, DiagnosticBag diagnostics, XmlLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(diagnostics);
        limits ??= XmlLimits.Default;
        var bytes = content.ToArray();
        try
        {
            // Twice over the bytes, because a tree that is too deep must never begin to exist: building it is what takes the time.
            if (!DepthIsWithin(bytes, limits, out var line, out var column))
            {
                diagnostics.Add(FoundationCodes.DocumentTooDeep, new Location(file, "", line, column), limits.Depth.ToString(CultureInfo.InvariantCulture));
                return null;
            }

            using var reader = XmlReader.Create(new MemoryStream(bytes, writable: false), Settings(limits));
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo);
        }
        catch (XmlException problem)
        {
            var location = new Location(file, "", problem.LineNumber, problem.LinePosition);
            if (problem.Message.Contains("DTD", StringComparison.Ordinal))
            {
                diagnostics.Add(FoundationCodes.DocumentTypeRefused, location);
            }
            else if (problem.Message.Contains("MaxCharactersInDocument", StringComparison.Ordinal))
            {
                diagnostics.Add(FoundationCodes.DocumentTooLarge, location, limits.Characters.ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                diagnostics.Add(FoundationCodes.MalformedXml, location, problem.Message);
            }
        }
        catch (Exception problem) when (problem is System.Text.DecoderFallbackException or ArgumentException or NotSupportedException)
        {
            diagnostics.Add(FoundationCodes.MalformedXml, new Location(file), problem.Message);
        }

        return null;
    }

    private static bool DepthIsWithin(byte[] bytes, XmlLimits limits, out int line, out int column)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes, writable: false), Settings(limits));
        while (reader.Read())
        {
            if (reader.Depth > limits.Depth)
            {
                var position = (IXmlLineInfo)reader;
                (line, column) = (position.LineNumber, position.LinePosition);
                return false;
            }
        }

        (line, column) = (0, 0);
        return true;
    }

    private static XmlReaderSettings Settings(XmlLimits limits) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = limits.Characters,
        MaxCharactersFromEntities = 1024,
        CloseInput = true,
    };
}
