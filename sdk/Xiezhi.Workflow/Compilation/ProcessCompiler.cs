using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Analysis;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>Turns a process of a document into a graph that can run, or says everything that stands against it.</summary>
/// <remarks>Thread-safe: it holds nothing.</remarks>
public static class ProcessCompiler
{
    /// <summary>Compiles one process.</summary>
    /// <param name="document">The document.</param>
    /// <param name="processId">The process's id; <see langword="null"/> for the only one, or the only one marked as executable.</param>
    /// <param name="options">What it is compiled against.</param>
    /// <param name="diagnostics">Receives each thing that is wrong, with the id of its element.</param>
    /// <returns>The definition, or <see langword="null"/> when it was refused; then <paramref name="diagnostics"/> holds an error.</returns>
    public static ProcessDefinition? Compile(BpmnDocument document, string? processId, CompileOptions options, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (Choose(document, processId, diagnostics) is not { } process)
        {
            return null;
        }

        // The bag may hold what others found before; only what is found here stands against this process.
        var found = new DiagnosticBag();
        var graph = new GraphBuilder(document, process, options, found);
        var definition = graph.Build();
        StructureCheck.Run(definition, found);
        DrawingCheck.Run(definition, document, found);
        if (!found.HasErrors && options.MaximumStates > 0)
        {
            found.AddRange(SoundnessAnalysis.Diagnose(definition, SoundnessAnalysis.Analyze(definition, options.MaximumStates)));
        }

        // The definitions of one event share its mappings, and what is wrong with these is said once.
        diagnostics.AddRange(found.ToImmutable().Distinct());
        return found.HasErrors ? null : definition;
    }

    private static BpmnProcess? Choose(BpmnDocument document, string? processId, DiagnosticBag diagnostics)
    {
        var where = new Location(document.File);
        var ids = string.Join(", ", document.Processes.Select(process => process.Id));
        if (document.Processes.IsEmpty)
        {
            diagnostics.Add(WorkflowCodes.NoProcess, where);
            return null;
        }

        if (processId is not null)
        {
            if (document.Processes.FirstOrDefault(process => process.Id == processId) is { } named)
            {
                return named;
            }

            diagnostics.Add(WorkflowCodes.UnknownProcess, where, processId, ids);
            return null;
        }

        var candidates = document.Processes.Length == 1 ? document.Processes : [.. document.Processes.Where(process => process.IsExecutable == true)];
        if (candidates.Length == 1)
        {
            return candidates[0];
        }

        diagnostics.Add(WorkflowCodes.SeveralProcesses, where, ids);
        return null;
    }
}
