using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>Finds what a call activity calls: a process or a global task of its own document, else of the others given.</summary>
internal sealed class CalledElements(CompileOptions options, DiagnosticBag diagnostics)
{
    // Processes that call each other twice over grow by powers; a process that a person can draw stays far below.
    private const int MaximumElements = 20_000;

    /// <summary>What <paramref name="call"/> calls, or <see langword="null"/> with the reason why it can't.</summary>
    internal (BpmnDocument Document, BpmnItem Item)? Find(ElementDefinition call, ImmutableStack<BpmnItem> calls, int elements)
    {
        if (ItemReader.Reference(call.Source!.Attributes.GetValueOrDefault("calledElement")) is not { } id)
        {
            diagnostics.Add(WorkflowCodes.MissingPart, call.Location, "calledElement");
            return null;
        }

        var found = Named(call.Document, id).ToArray();
        if (found.Length == 0)
        {
            found = [.. options.Documents.Where(other => other != call.Document).SelectMany(other => Named(other, id))];
        }

        if (found.Length != 1)
        {
            diagnostics.Add(WorkflowCodes.NotOneCalled, call.Location, id, found.Length.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        if (calls.Contains(found[0].Item))
        {
            diagnostics.Add(WorkflowCodes.CallsItself, call.Location, id);
            return null;
        }

        if (elements > MaximumElements)
        {
            diagnostics.Add(WorkflowCodes.TooManyCalled, call.Location, MaximumElements.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        return found[0];
    }

    private static IEnumerable<(BpmnDocument Document, BpmnItem Item)> Named(BpmnDocument document, string id) => document.Processes
        .Where(process => process.Id == id)
        .Cast<BpmnItem>()
        .Concat(document.GlobalTasks.Where(task => task.Id == id))
        .Select(item => (document, item));
}
