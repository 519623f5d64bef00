using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Rules;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Cli.Tests.Check;

/// <summary>The table of the reference models in <c>sdk/Xiezhi.Workflow/README.md</c>: what publishes, and what stands against the rest.</summary>
public sealed class ReferenceModelTableTests
{
    private const string Heading = "| model | as it is | with open tasks as jobs |";

    [Fact]
    public void The_table_of_reference_models_tells_what_is()
    {
        var folder = Path.GetFullPath(Path.Combine(XiezhiProgram.Root, "..", "shared", "data", "bpmn-miwg"));
        if (!Directory.Exists(folder))
        {
            Assert.Skip("The test data bpmn-miwg is not beside the repository.");
        }

        var documents = Directory.GetFiles(folder, "*.bpmn").Order(StringComparer.Ordinal).Select(file => Read(file)).ToArray();
        Assert.Equal(21, documents.Length);
        var table = new StringBuilder(Heading + "\n|---|---|---|\n");
        foreach (var document in documents)
        {
            var options = new CompileOptions { Expressions = FeelPlug.Expressions, Documents = [.. documents.Where(other => other != document)] };
            table.Append($"| {Path.GetFileNameWithoutExtension(document.File)} | {Result(document, options)} | {Result(document, options with { DefaultImplementation = "job" })} |\n");
        }

        var readme = File.ReadAllText(Path.Combine(XiezhiProgram.Root, "sdk", "Xiezhi.Workflow", "README.md"));
        Assert.True(readme.Contains(table.ToString(), StringComparison.Ordinal), "The table should be:\n" + table);
    }

    private static BpmnDocument Read(string file)
    {
        var diagnostics = new DiagnosticBag();
        var document = BpmnReader.Read(File.ReadAllBytes(file), Path.GetFileName(file), diagnostics);
        Assert.Empty(diagnostics.ToImmutable());
        return document!;
    }

    // Every process of the file, or those it marks as executable where there are such; of each code the first element, by the beginning of its id.
    private static string Result(BpmnDocument document, CompileOptions options)
    {
        var executable = document.Processes.Where(process => process.IsExecutable == true).ToArray();
        var diagnostics = new DiagnosticBag();
        foreach (var process in executable.Length > 0 ? executable : [.. document.Processes])
        {
            ProcessCompiler.Compile(document, process.Id, options, diagnostics);
        }

        var errors = diagnostics.ToImmutable().Where(found => found.Severity == Severity.Error).Distinct().ToArray();
        return errors.Length == 0
            ? "publishes"
            : string.Join(", ", errors.GroupBy(error => error.Code).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => $"{group.Key}{(group.Count() > 1 ? $" ×{group.Count()}" : "")} `{Short(group.First().Location.Element)}`"));
    }

    private static string Short(string id) => id.Length > 10 ? id[..9] + "…" : id;
}
