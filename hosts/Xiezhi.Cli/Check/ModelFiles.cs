using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Rules;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Cli.Check;

/// <summary>BPMN and DMN files that stand in no governance package.</summary>
internal static class ModelFiles
{
    public const string Process = ".bpmn";

    public const string Decision = ".dmn";

    /// <summary>What a process in <paramref name="file"/> is compiled against: FEEL, the decisions of the DMN files beside it, and the processes of the BPMN files beside it.</summary>
    /// <param name="file">The BPMN file.</param>
    /// <param name="diagnostics">Receives what is wrong with the DMN files.</param>
    public static CompileOptions OptionsFor(string file, DiagnosticBag diagnostics)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return new CompileOptions
        {
            Expressions = FeelPlug.Expressions,
            Decisions = FeelPlug.Decisions(Beside(folder, Path.GetDirectoryName(file) ?? ""), diagnostics),
        };
    }

    /// <summary>The other BPMN files beside <paramref name="file"/>, where it calls something.</summary>
    /// <param name="document">The document of the file.</param>
    /// <param name="file">The file.</param>
    /// <param name="prepare">What is done to the content of such a file before it is read.</param>
    public static ImmutableArray<BpmnDocument> CalledBy(BpmnDocument document, string file, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> prepare)
    {
        if (!document.Processes.Any(process => HasCall(process.Nodes)))
        {
            return [];
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return
        [
            .. Directory.EnumerateFiles(folder, "*" + Process)
                .Where(other => Path.GetFileName(other) != Path.GetFileName(file))
                .Order(StringComparer.Ordinal)
                .Select(other => BpmnReader.Read(prepare(File.ReadAllBytes(other)), Path.Combine(Path.GetDirectoryName(file) ?? "", Path.GetFileName(other)), new DiagnosticBag()))
                .OfType<BpmnDocument>(),
        ];
    }

    private static bool HasCall(ImmutableArray<BpmnFlowNode> nodes) => nodes.Any(node => node.Kind == BpmnKind.CallActivity || HasCall(node.Nodes));

    /// <summary>The DMN files directly in <paramref name="folder"/>, named as beneath <paramref name="shown"/>.</summary>
    public static IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> Beside(string folder, string shown) =>
        Directory.EnumerateFiles(folder, "*" + Decision)
            .Order(StringComparer.Ordinal)
            .Select(file => KeyValuePair.Create(Path.Combine(shown, Path.GetFileName(file)), (ReadOnlyMemory<byte>)File.ReadAllBytes(file)));

    /// <summary>The BPMN and DMN files under <paramref name="folder"/>, by the order of their paths.</summary>
    public static IReadOnlyList<string> Under(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsModel).Order(StringComparer.Ordinal)];

    public static bool IsModel(string file) => Is(file, Process) || Is(file, Decision);

    public static bool Is(string file, string extension) => string.Equals(Path.GetExtension(file), extension, StringComparison.OrdinalIgnoreCase);
}
