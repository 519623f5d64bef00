using Xiezhi.Conformance.Bpmn;

namespace Xiezhi.Conformance.Tests.Bpmn;

/// <summary>A folder with one model and its trace, made for a test; it goes when the test ends.</summary>
internal sealed class TracedModel : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xiezhi-traces-").FullName;

    public TracedModel(string process, params string[] trace)
    {
        File.WriteAllText(
            Path.Combine(_folder, "m.bpmn"),
            $"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test"><process id="P">{process}</process></definitions>""");
        File.WriteAllText(Path.Combine(_folder, "m.json"), "[" + string.Join(",", trace.Select(line => $"\"{line}\"")) + "]");
    }

    public ModelOutcome Run() => Assert.Single(BpmnSuite.Run(_folder));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
