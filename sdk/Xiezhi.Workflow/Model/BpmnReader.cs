using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Workflow.Model;

/// <summary>Reads BPMN 2.0 files.</summary>
/// <remarks>Thread-safe. Whatever the bytes are, it gives a document or says why not, and never throws.</remarks>
public static class BpmnReader
{
    /// <summary>Reads <paramref name="content"/>.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="file">The name to use in diagnostics.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>The document, or <see langword="null"/> when it is no BPMN; then <paramref name="diagnostics"/> says why.</returns>
    public static BpmnDocument? Read(ReadOnlyMemory<byte> content, string file, DiagnosticBag diagnostics) => throw new NotImplementedException();
}
