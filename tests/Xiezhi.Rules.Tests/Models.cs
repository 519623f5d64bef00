using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Rules.Tests;

/// <summary>Small models for tests.</summary>
internal static class Models
{
    public static readonly EvaluationOptions At = new() { Now = new DateTimeOffset(2024, 9, 12, 10, 30, 0, TimeSpan.Zero) };

    public static DecisionModel Compile(string elements, out DiagnosticBag diagnostics)
    {
        diagnostics = new DiagnosticBag();
        var xml = "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"test\" namespace=\"urn:test\">\n" + elements + "\n</definitions>";
        var document = DmnReader.Read(Encoding.UTF8.GetBytes(xml), "test.dmn", diagnostics);
        return DmnCompiler.Compile(document!, diagnostics)!;
    }

    public static DecisionModel Compile(string elements)
    {
        var model = Compile(elements, out var diagnostics);
        Assert.Empty(diagnostics.ToImmutable());
        return model;
    }

    /// <summary>A model with the inputs a and b and one table decision D. A rule is its cells, apart by bars.</summary>
    public static string Table(string policy, string inputs, string outputs, params string[] rules)
    {
        var xml = new StringBuilder();
        var columns = inputs.Split('|', StringSplitOptions.TrimEntries);
        foreach (var input in columns)
        {
            var (name, type) = (input.Split(':')[0], input.Split(':')[1]);
            xml.Append($"<inputData id=\"_{name}\" name=\"{name}\"><variable name=\"{name}\" typeRef=\"{type}\"/></inputData>\n");
        }

        xml.Append("<decision id=\"_D\" name=\"D\"><variable name=\"D\"/>\n");
        foreach (var input in columns)
        {
            xml.Append($"<informationRequirement><requiredInput href=\"#_{input.Split(':')[0]}\"/></informationRequirement>\n");
        }

        xml.Append($"<decisionTable id=\"t\" {policy}>\n");
        foreach (var input in columns)
        {
            xml.Append($"<input label=\"{input.Split(':')[0]}\"><inputExpression typeRef=\"{input.Split(':')[1]}\"><text>{input.Split(':')[0]}</text></inputExpression></input>\n");
        }

        foreach (var output in outputs.Split('|', StringSplitOptions.TrimEntries))
        {
            var parts = output.Split(':');
            xml.Append($"<output name=\"{parts[0]}\">");
            xml.Append(parts.Length > 1 && parts[1].Length > 0 ? $"<outputValues><text>{parts[1]}</text></outputValues>" : "");
            xml.Append(parts.Length > 2 ? $"<defaultOutputEntry><text>{parts[2]}</text></defaultOutputEntry>" : "").Append("</output>\n");
        }

        foreach (var rule in rules)
        {
            var cells = rule.Split('|', StringSplitOptions.TrimEntries);
            xml.Append("<rule>");
            for (var i = 0; i < cells.Length; i++)
            {
                var kind = i < columns.Length ? "inputEntry" : "outputEntry";
                xml.Append($"<{kind}><text>{cells[i].Replace("<", "&lt;", StringComparison.Ordinal)}</text></{kind}>");
            }

            xml.Append("</rule>\n");
        }

        return xml.Append("</decisionTable></decision>").ToString();
    }

    public static DecisionResult Decide(string model, params (string Name, Value Value)[] inputs) => Compile(model).Decide("D", ValueContext.Of(inputs), At);
}
