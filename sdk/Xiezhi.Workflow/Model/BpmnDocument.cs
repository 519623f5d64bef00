using System.Collections.Immutable;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Xiezhi.Workflow.Model;

/// <summary>A BPMN file: its typed model, and the whole of its XML to be written back.</summary>
/// <remarks>Immutable and safe to share between threads. Made by <see cref="BpmnReader.Read"/>.</remarks>
public sealed class BpmnDocument
{
    private readonly XDocument _source;
    private readonly Lazy<HashSet<string>> _ids;

    internal BpmnDocument(string file, XDocument source)
    {
        File = file;
        _source = source;
        _ids = new Lazy<HashSet<string>>(() => [.. source.Descendants().Select(element => element.Attribute("id")?.Value.Trim()).OfType<string>()]);
    }

    /// <summary>The file's name, as diagnostics give it.</summary>
    public string File { get; }

    /// <summary>The id of the definitions; empty where there is none.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>The name of the definitions.</summary>
    public string? Name { get; internal init; }

    /// <summary>The tool that wrote the file, with its version.</summary>
    public string? Exporter { get; internal init; }

    /// <summary>The processes, in order.</summary>
    public ImmutableArray<BpmnProcess> Processes { get; internal init; } = [];

    /// <summary>The global tasks, which only call activities begin, each with the kind of the task that it is.</summary>
    public ImmutableArray<BpmnFlowNode> GlobalTasks { get; internal init; } = [];

    /// <summary>The pools of its collaborations.</summary>
    public ImmutableArray<BpmnParticipant> Participants { get; internal init; } = [];

    /// <summary>The message flows of its collaborations.</summary>
    public ImmutableArray<BpmnMessageFlow> MessageFlows { get; internal init; } = [];

    /// <summary>The associations that tie artifacts, and compensation events to the activities that undo.</summary>
    public ImmutableArray<BpmnAssociation> Associations { get; internal init; } = [];

    /// <summary>The messages, errors, signals and escalations.</summary>
    public ImmutableArray<BpmnRoot> Roots { get; internal init; } = [];

    /// <summary>The data stores.</summary>
    public ImmutableArray<BpmnDataItem> DataStores { get; internal init; } = [];

    /// <summary>The types of data that it names.</summary>
    public ImmutableArray<BpmnItemDefinition> ItemDefinitions { get; internal init; } = [];

    /// <summary>The language of its expressions that name none themselves; <see langword="null"/> where it does not say.</summary>
    public string? ExpressionLanguage { get; internal init; }

    /// <summary>The message, error, signal or escalation with this id, or <see langword="null"/>.</summary>
    public BpmnRoot? FindRoot(string? id) => id is null ? null : Roots.FirstOrDefault(root => root.Id == id);

    /// <summary>Whether anything in the document has this id, whatever it is.</summary>
    internal bool Has(string id) => _ids.Value.Contains(id);

    /// <summary>Writes the document as it was read: diagram, extensions and unknown elements with it. UTF-8 without a mark.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        // White space is part of the tree, so indenting would change the document; a line break in an attribute lives only as an entity.
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = false, CloseOutput = false, NewLineHandling = NewLineHandling.Entitize };
        using var writer = XmlWriter.Create(stream, settings);
        _source.Save(writer);
    }
}
