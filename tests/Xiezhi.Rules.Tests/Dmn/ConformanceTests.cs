using System.Xml.Linq;
using Xiezhi.Conformance.Dmn;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Rules.Tests.Dmn;

public class ConformanceTests
{
    // They call methods of Java's library by name. FEEL is closed here: no class can be named, so they answer null with XZ2063.
    private static readonly string[] CallsOfJava =
    [
        "boxed_001", "literal_001", "literal_002", "literal_003", "literal_004", "literal_005", "literal_006", "literal_007", "literal_008",
        "literal_009", "literal_010", "literal_011", "literal_012", "varargs_001",
    ];

    [Fact]
    public void Every_case_of_the_suite_passes_but_the_calls_of_Java_by_name()
    {
        var outcomes = DmnSuite.Run(SharedData.Folder("dmn-tck"));

        Assert.Equal(116, outcomes.Count(outcome => outcome.Level == "level-2"));
        Assert.Equal(3275, outcomes.Count(outcome => outcome.Level == "level-3"));
        Assert.Equal(1866, outcomes.Count(outcome => outcome.Level == "level-3" && !outcome.ExpectsError));
        var failed = outcomes.Where(outcome => !outcome.Passed).ToArray();
        Assert.All(failed, outcome => Assert.Contains("0076-feel-external-java", outcome.Path, StringComparison.Ordinal));
        Assert.Equal(CallsOfJava, failed.Select(outcome => outcome.Case).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Explaining_changes_no_answer_and_every_explanation_is_read_back_equal()
    {
        var plain = Models.At;
        var explained = plain with { Explain = true, ExplainRefusals = true };
        var count = 0;
        foreach (var (@case, decide) in DmnSuite.Evaluations(SharedData.Folder("dmn-tck")))
        {
            var without = decide(plain);
            var with = decide(explained);

            Assert.True(without.Value.Equals(with.Value) || without.Value.ToString() == with.Value.ToString(), @case);
            Assert.True(without.Diagnostics.SequenceEqual(with.Diagnostics), @case);
            if (with.Explanation is { } why)
            {
                count++;
                var text = ExplanationJson.ToText(why);
                Assert.Equal(text, ExplanationJson.ToText(ExplanationJson.FromText(text)));
                Assert.True(why.Equals(ExplanationJson.FromText(text)), @case);
            }
        }

        Assert.True(count > 3_300, count + " explanations");
    }

    [Fact]
    public void Every_model_of_the_suite_is_written_back_with_nothing_lost()
    {
        foreach (var file in Directory.EnumerateFiles(SharedData.Folder("dmn-tck"), "*.dmn", SearchOption.AllDirectories))
        {
            var original = XDocument.Load(file, LoadOptions.PreserveWhitespace);

            var document = DmnReader.Read(File.ReadAllBytes(file), Path.GetFileName(file), new DiagnosticBag());
            var written = XDocument.Load(new MemoryStream(document!.Write()), LoadOptions.PreserveWhitespace);

            Assert.True(XNode.DeepEquals(original, written), file);
        }
    }
}
