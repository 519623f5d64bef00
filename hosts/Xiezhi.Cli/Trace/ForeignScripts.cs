using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Xml;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Cli.Trace;

/// <summary>Takes scripts in a language other than FEEL out of a BPMN file: their tasks become abstract ones, done as soon as they are entered.</summary>
internal static class ForeignScripts
{
    private static readonly XName ScriptTask = XName.Get("scriptTask", BpmnNames.Bpmn);
    private static readonly XName Script = XName.Get("script", BpmnNames.Bpmn);
    private static readonly XName AbstractTask = XName.Get("task", BpmnNames.Bpmn);

    /// <summary>The file without them; as it is where it has none or can't be read, so that its reader says why.</summary>
    public static ReadOnlyMemory<byte> Remove(ReadOnlyMemory<byte> content, string file)
    {
        if (BoundedXml.Read(content, file, new DiagnosticBag()) is not { } document)
        {
            return content;
        }

        var foreign = document.Descendants(ScriptTask).Where(IsForeign).ToList();
        if (foreign.Count == 0)
        {
            return content;
        }

        foreach (var task in foreign)
        {
            task.Name = AbstractTask;
            task.Attribute("scriptFormat")?.Remove();
            task.Elements(Script).Remove();
        }

        using var written = new MemoryStream();
        document.Save(written, SaveOptions.DisableFormatting);
        return written.ToArray();
    }

    // Without a format the script is taken for FEEL, as the engine does.
    private static bool IsForeign(XElement task) => task.Attribute("scriptFormat")?.Value is { } format && !format.Contains("feel", StringComparison.OrdinalIgnoreCase);
}
