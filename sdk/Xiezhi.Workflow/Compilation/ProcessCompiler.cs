using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>Turns a process of a document into a graph that can run, or says everything that stands against it.</summary>
public static class ProcessCompiler
{
    /// <summary>Compiles one process.</summary>
    /// <param name="document">The document.</param>
    /// <param name="processId">The process's id; <see langword="null"/> for the only one, or the only executable one.</param>
    /// <param name="options">What it is compiled against.</param>
    /// <param name="diagnostics">Receives each thing that is wrong, with the id of its element.</param>
    /// <returns>The definition, or <see langword="null"/> when it was refused; then <paramref name="diagnostics"/> holds an error.</returns>
    public static ProcessDefinition? Compile(BpmnDocument document, string? processId, CompileOptions options, DiagnosticBag diagnostics) =>
        throw new NotImplementedException();
}
