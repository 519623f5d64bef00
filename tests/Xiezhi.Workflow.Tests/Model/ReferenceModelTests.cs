using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Tests.Model;

public sealed class ReferenceModelTests
{
    [Fact]
    public void Every_reference_model_is_read_and_written_back_with_nothing_lost()
    {
        var files = Directory.GetFiles(TestData.Folder("bpmn-miwg"), "*.bpmn");
        Assert.Equal(21, files.Length);
        foreach (var file in files)
        {
            var content = File.ReadAllBytes(file);
            var diagnostics = new DiagnosticBag();
            var document = BpmnReader.Read(content, Path.GetFileName(file), diagnostics);
            Assert.Empty(diagnostics.ToImmutable());

            using var written = new MemoryStream();
            document!.Write(written);

            Interchange.AssertSame(content, written.ToArray());
        }
    }

    [Fact]
    public void Every_process_of_a_reference_model_compiles_or_is_refused_with_reasons()
    {
        foreach (var file in Directory.GetFiles(TestData.Folder("bpmn-miwg"), "*.bpmn").Order(StringComparer.Ordinal))
        {
            var document = BpmnReader.Read(File.ReadAllBytes(file), Path.GetFileName(file), new DiagnosticBag())!;
            Assert.NotEmpty(document.Processes);
            foreach (var process in document.Processes)
            {
                var diagnostics = new DiagnosticBag();
                var definition = ProcessCompiler.Compile(document, process.Id, TestProcess.Options, diagnostics);

                Assert.Equal(definition is null, diagnostics.HasErrors);
                Assert.All(diagnostics.ToImmutable(), one => Assert.NotEmpty(one.Location.Element));
                TestContext.Current.TestOutputHelper?.WriteLine(
                    $"{Path.GetFileName(file)} {process.Id}: {(definition is null ? "refused" : "runs")} " +
                    string.Join(", ", diagnostics.ToImmutable().GroupBy(one => one.Code).OrderBy(group => group.Key).Select(group => $"{group.Key}×{group.Count()}")));
            }
        }
    }
}
