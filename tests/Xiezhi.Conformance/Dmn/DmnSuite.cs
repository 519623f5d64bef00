using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Conformance.Dmn;

/// <summary>What became of one case.</summary>
/// <param name="Level"><c>level-2</c> or <c>level-3</c>.</param>
/// <param name="Path">The test file, relative to the suite.</param>
/// <param name="Case">The case's id.</param>
/// <param name="ExpectsError">Whether a result should be an error.</param>
/// <param name="Failures">One line for each result that was not as expected: path, case, node, expected, got.</param>
public sealed record CaseOutcome(string Level, string Path, string Case, bool ExpectsError, IReadOnlyList<string> Failures)
{
    /// <summary>Whether every result was as expected.</summary>
    public bool Passed => Failures.Count == 0;
}

/// <summary>Runs the DMN technology compatibility kit: a folder a topic, models and cases side by side.</summary>
public static class DmnSuite
{
    private static readonly XNamespace Cases = "http://www.omg.org/spec/DMN/20160719/testcase";

    private static readonly EvaluationOptions Options = new() { Now = new DateTimeOffset(2024, 9, 12, 10, 30, 0, TimeSpan.Zero) };

    /// <summary>Runs every case under <paramref name="folder"/>, in the order of the paths.</summary>
    public static IReadOnlyList<CaseOutcome> Run(string folder)
    {
        var outcomes = new List<CaseOutcome>();
        foreach (var file in Directory.EnumerateFiles(folder, "*-test-*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            RunFile(folder, file, outcomes);
        }

        return outcomes;
    }

    /// <summary>Every evaluation that the suite asks for, to be made with other options.</summary>
    public static IEnumerable<(string Case, Func<EvaluationOptions, DecisionResult> Decide)> Evaluations(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*-test-*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var suite = XDocument.Load(file, LoadOptions.PreserveWhitespace).Root!;
            var beside = Path.GetDirectoryName(file)!;
            if (Load(beside, Path.Combine(beside, suite.Element(Cases + "modelName")?.Value.Trim() ?? ""), out _) is not { } model)
            {
                continue;
            }

            foreach (var @case in suite.Elements(Cases + "testCase"))
            {
                foreach (var node in @case.Elements(Cases + "resultNode"))
                {
                    var name = node.Attribute("name")?.Value ?? "";
                    yield return ($"{Path.GetRelativePath(folder, file)} {@case.Attribute("id")?.Value} {name}", options => Evaluate(model, @case, name, options));
                }
            }
        }
    }

    private static void RunFile(string root, string file, List<CaseOutcome> outcomes)
    {
        var path = Path.GetRelativePath(root, file);
        var level = file.Contains("level-2", StringComparison.Ordinal) ? "level-2" : "level-3";
        var suite = XDocument.Load(file, LoadOptions.PreserveWhitespace).Root!;
        var folder = Path.GetDirectoryName(file)!;
        var model = Load(folder, Path.Combine(folder, suite.Element(Cases + "modelName")?.Value.Trim() ?? ""), out var problem);
        foreach (var @case in suite.Elements(Cases + "testCase"))
        {
            var id = @case.Attribute("id")?.Value ?? "";
            var failures = new List<string>();
            var expectsError = false;
            foreach (var node in @case.Elements(Cases + "resultNode"))
            {
                var isError = node.Attribute("errorResult")?.Value is "true" or "1";
                expectsError |= isError;
                if (Check(model, problem, @case, node, isError) is { } failure)
                {
                    failures.Add($"{path} {id} {node.Attribute("name")?.Value} {failure}");
                }
            }

            outcomes.Add(new CaseOutcome(level, path, id, expectsError, failures));
        }
    }

    private static DecisionModel? Load(string folder, string file, out string problem)
    {
        problem = "";
        if (!File.Exists(file))
        {
            problem = "no model " + file;
            return null;
        }

        var diagnostics = new DiagnosticBag();
        var main = DmnReader.Read(File.ReadAllBytes(file), Path.GetFileName(file), diagnostics);
        var others = Directory.EnumerateFiles(folder, "*.dmn").Where(other => other != file)
            .Select(other => DmnReader.Read(File.ReadAllBytes(other), Path.GetFileName(other), diagnostics))
            .OfType<DmnDocument>()
            .ToArray();
        var model = main is null ? null : DmnCompiler.Compile(main, others, diagnostics);
        problem = model is null ? string.Join("; ", diagnostics.ToImmutable()) : "";
        return model;
    }

    private static string? Check(DecisionModel? model, string problem, XElement @case, XElement node, bool isError)
    {
        if (model is null)
        {
            return "the model can't be compiled: " + problem;
        }

        var expected = node.Element(Cases + "expected") is { } written ? CaseValues.Read(written) : Value.Null;
        var name = node.Attribute("name")?.Value ?? "";
        DecisionResult result;
        try
        {
            result = Evaluate(model, @case, name, Options);
        }
#pragma warning disable CA1031 // Whatever escapes is a failure of the case, and the run goes on.
        catch (Exception escaped)
#pragma warning restore CA1031
        {
            return "threw " + escaped;
        }

        if (isError)
        {
            return result.Value.IsNull && !result.Diagnostics.IsEmpty ? null : $"expected an error, got {result.Value} with {result.Diagnostics.Length} diagnostics";
        }

        return CaseValues.Same(expected, result.Value)
            ? null
            : $"expected {expected}, got {result.Value} {string.Join(' ', result.Diagnostics.Take(2)).ReplaceLineEndings(" ")}";
    }

    private static DecisionResult Evaluate(DecisionModel model, XElement @case, string name, EvaluationOptions options)
    {
        var inputs = new ValueContext.Builder();
        foreach (var input in @case.Elements(Cases + "inputNode"))
        {
            inputs.Set(input.Attribute("name")!.Value, CaseValues.Read(input));
        }

        if (@case.Attribute("invocableName")?.Value is not { } invocable || @case.Attribute("type")?.Value == "decision")
        {
            return model.Decide(name, inputs.Build(), options);
        }

        var invoked = model.Invoke(invocable, inputs.Build(), options);
        return invoked.Value.AsContext is { } outputs && outputs.TryGet(name, out var output) && model.FindDecision(name) is not null && outputs.Names.All(key => model.FindDecision(key) is not null)
            ? invoked with { Value = output }
            : invoked;
    }
}
