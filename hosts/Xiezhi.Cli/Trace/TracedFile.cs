using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Xml;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Cli.Trace;

/// <summary>A BPMN file as a trace reads it: where scripts in a language other than FEEL are ignored, their tasks become abstract ones, done as soon as they are entered.</summary>
internal static class TracedFile
{
    private static readonly XName AbstractTask = Bpmn("task");
    private static readonly XName[] ScriptTasks = [Bpmn("scriptTask"), Bpmn("globalScriptTask")];

    /// <summary>The file as it is traced; as it is where nothing needs to change or it can't be read, so that its reader says why.</summary>
    public static ReadOnlyMemory<byte> Prepare(ReadOnlyMemory<byte> content, string file, bool ignoreForeignScripts)
    {
        if (!ignoreForeignScripts || BoundedXml.Read(content, file, new DiagnosticBag()) is not { } document)
        {
            return content;
        }

        var foreign = document.Descendants().Where(task => ScriptTasks.Contains(task.Name) && IsForeign(task)).ToList();
        foreach (var task in foreign)
        {
            task.Name = task.Name == ScriptTasks[0] ? AbstractTask : Bpmn("globalTask");
            task.Attribute("scriptFormat")?.Remove();
            task.Attribute("scriptLanguage")?.Remove();
            task.Elements(Bpmn("script")).Remove();
        }

        return foreign.Count == 0 ? content : Written(document);
    }

    private static XName Bpmn(string name) => XName.Get(name, BpmnNames.Bpmn);

    // Without a format the script is taken for FEEL, as the engine does.
    private static bool IsForeign(XElement task) =>
        (task.Attribute("scriptFormat") ?? task.Attribute("scriptLanguage"))?.Value is { } format && !format.Contains("feel", StringComparison.OrdinalIgnoreCase);

    private static byte[] Written(XDocument document)
    {
        using var written = new MemoryStream();
        document.Save(written, SaveOptions.DisableFormatting);
        return written.ToArray();
    }
}
