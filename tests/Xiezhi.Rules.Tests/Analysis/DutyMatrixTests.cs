using System.Text.RegularExpressions;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Rules.Tests.Analysis;

/// <summary>The duties of the municipal hotline: every matter of its catalogue has exactly one kind of department.</summary>
public partial class DutyMatrixTests
{
    // The row of the table that names those whom nobody has been given.
    private const string Nobody = "\"railways\", \"courts\", \"banking\", \"party-membership\", \"other\"";

    [Fact]
    public void Every_matter_has_exactly_one_kind_of_department()
    {
        var findings = Department(table => table);

        Assert.True(findings.Exact);
        Assert.True(findings.IsComplete);
        Assert.True(findings.IsConsistent);
        Assert.Empty(findings.All);
    }

    [Fact]
    public void Without_the_row_of_the_backstop_the_gap_is_the_matters_that_nobody_has_been_given()
    {
        var findings = Department(table => table with { Rules = [.. table.Rules.Where(rule => rule.Conditions[0] != Nobody)] });

        var gap = Assert.Single(findings.Gaps);
        Assert.Equal("\"banking\", \"courts\", \"other\", \"party-membership\", \"railways\"", gap.Box.Tests[0]);
        Assert.Equal("banking", gap.Box.Example!["matter"]);
        Assert.True(findings.Exact);
    }

    [Fact]
    public void A_matter_that_is_given_twice_and_one_that_is_misspelt_are_found()
    {
        var findings = Department(table => table with
        {
            Rules = [.. table.Rules.Select(rule => rule.Number == 2 ? rule with { Conditions = [rule.Conditions[0].Replace("\"tutoring\"", "\"buses\", \"tutering\"", StringComparison.Ordinal)] } : rule)],
        });

        Assert.Equal((2, 4, "\"buses\""), Assert.Single(findings.Conflicts) is var conflict ? (conflict.First, conflict.Second, conflict.Box.Tests[0]) : default);
        Assert.Equal((2, "\"tutering\""), Assert.Single(findings.ImpossibleCells) is var cell ? (cell.Rule, cell.Test) : default);
        Assert.Equal("\"tutoring\"", Assert.Single(findings.Gaps).Box.Tests[0]);
    }

    private static TableFindings Department(Func<DecisionTable, DecisionTable> change)
    {
        var folder = Folder();
        var diagnostics = new DiagnosticBag();
        var model = DmnCompiler.Compile(DmnReader.Read(File.ReadAllBytes(Path.Combine(folder, "duties.dmn")), "duties.dmn", diagnostics)!, diagnostics)!;
        var decision = model.FindDecision("Department")!;

        // A group of matters is itself none that a case can have.
        var catalogue = File.ReadAllText(Path.Combine(folder, "matters.json"));
        var parents = Parent().Matches(catalogue).Select(match => match.Groups[1].Value).ToHashSet();
        var matters = Id().Matches(catalogue).Select(match => match.Groups[1].Value).Where(id => !parents.Contains(id)).ToArray();
        Assert.True(matters.Length > 90, "the catalogue was not read");
        return DecisionTableAnalysis.Analyse(model, decision with { Table = change(decision.Table!) }, new AnalysisOptions
        {
            Domains = AnalysisOptions.Default.Domains.Add("matter", [.. matters.Select(id => Value.From(id))]),
        })!;
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Workflow.sln")))
            {
                return Path.Combine(folder.FullName, "samples", "Hotline");
            }
        }

        throw new DirectoryNotFoundException("The root of the repository was not found.");
    }

    [GeneratedRegex("\"id\": \"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("\"parent\": \"([^\"]+)\"")]
    private static partial Regex Parent();
}
