using System.Collections.Immutable;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Xiezhi.Rules.Dmn;

/// <summary>A DMN file as it was read: its whole XML, with diagrams, extensions and what this engine does not know.</summary>
/// <remarks>Safe to share between threads: the tree is never changed here, and <see cref="Xml"/> hands out copies.</remarks>
public sealed class DmnDocument
{
    private readonly XDocument _xml;

    internal DmnDocument(string file, XDocument xml)
    {
        File = file;
        _xml = xml;
        Root = xml.Root!;
    }

    /// <summary>The name that diagnostics use for the file.</summary>
    public string File { get; }

    /// <summary>The name of the model.</summary>
    public string Name => Root.Attribute("name")?.Value ?? "";

    /// <summary>The namespace that other models import it by.</summary>
    public string Namespace => Root.Attribute("namespace")?.Value ?? "";

    /// <summary>The models that this one imports.</summary>
    public ImmutableArray<DmnImport> Imports =>
        [.. Root.Elements(DmnNamespace + "import").Select(import => new DmnImport(import.Attribute("name")?.Value ?? "", import.Attribute("namespace")?.Value ?? ""))];

    internal XElement Root { get; }

    internal XNamespace DmnNamespace => Root.Name.Namespace;

    /// <summary>A copy of the tree.</summary>
    public XDocument Xml() => new(_xml);

    /// <summary>The document as UTF-8, with nothing lost of what was read.</summary>
    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = false, OmitXmlDeclaration = _xml.Declaration is null, NewLineHandling = NewLineHandling.Entitize }))
        {
            _xml.Save(writer);
        }

        return stream.ToArray();
    }
}

/// <summary>One import of a DMN file.</summary>
/// <param name="Name">The name under which the imported elements are used: <c>name.element</c>.</param>
/// <param name="Namespace">The namespace of the imported model.</param>
public sealed record DmnImport(string Name, string Namespace);
