using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Xml;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Cli.Trace;

/// <summary>A BPMN file as a trace reads it: what would be carried out elsewhere need not be there.</summary>
/// <remarks>
/// A service, send or business-rule task that names no implementation becomes a job all the same, since a trace calls nothing. Where scripts in
/// a language other than FEEL are ignored, their tasks become abstract ones, done as soon as they are entered.
/// </remarks>
internal static class TracedFile
{
    private const string Implementation = "implementation";

    private static readonly XName AbstractTask = Bpmn("task");
    private static readonly XName ScriptTask = Bpmn("scriptTask");
    private static readonly XName[] Jobs = [Bpmn("serviceTask"), Bpmn("sendTask"), Bpmn("businessRuleTask")];

    /// <summary>The file as it is traced; as it is where nothing needs to change or it can't be read, so that its reader says why.</summary>
    public static ReadOnlyMemory<byte> Prepare(ReadOnlyMemory<byte> content, string file, bool ignoreForeignScripts)
    {
        if (BoundedXml.Read(content, file, new DiagnosticBag()) is not { } document)
        {
            return content;
        }

        var open = document.Descendants().Where(task => Jobs.Contains(task.Name) && IsOpen(task)).ToList();
        var foreign = ignoreForeignScripts ? document.Descendants(ScriptTask).Where(IsForeign).ToList() : [];
        foreach (var task in open)
        {
            task.SetAttributeValue(Implementation, "trace");
        }

        foreach (var task in foreign)
        {
            task.Name = AbstractTask;
            task.Attribute("scriptFormat")?.Remove();
            task.Elements(Bpmn("script")).Remove();
        }

        return open.Count + foreign.Count == 0 ? content : Written(document);
    }

    private static XName Bpmn(string name) => XName.Get(name, BpmnNames.Bpmn);

    private static bool IsOpen(XElement task) =>
        task.Attribute(Implementation)?.Value is null or "" or "##unspecified" or "##WebService" && task.Attribute("messageRef") is null;

    // Without a format the script is taken for FEEL, as the engine does.
    private static bool IsForeign(XElement task) => task.Attribute("scriptFormat")?.Value is { } format && !format.Contains("feel", StringComparison.OrdinalIgnoreCase);

    private static byte[] Written(XDocument document)
    {
        using var written = new MemoryStream();
        document.Save(written, SaveOptions.DisableFormatting);
        return written.ToArray();
    }
}
