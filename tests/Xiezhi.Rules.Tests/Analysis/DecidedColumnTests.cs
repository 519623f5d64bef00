using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis;

namespace Xiezhi.Rules.Tests.Analysis;

/// <summary>A column fed by another decision's table has the values that this can answer.</summary>
public class DecidedColumnTests
{
    private static TableFindings Analyse(string rules, string risk, string inputs = "<informationRequirement><requiredDecision href=\"#_r\"/></informationRequirement>", string columns = "")
    {
        var model = Models.Compile($"""
            <inputData id="_a" name="a"><variable name="a" typeRef="number"/></inputData>
            <inputData id="_b" name="b"><variable name="b" typeRef="boolean"/></inputData>
            <decision id="_D" name="D"><variable name="D"/>{inputs}
            <decisionTable id="t" hitPolicy="UNIQUE"><input label="risk"><inputExpression typeRef="string"><text>risk</text></inputExpression></input>{columns}<output name="o"/>{rules}</decisionTable></decision>
            <decision id="_r" name="risk"><variable name="risk" typeRef="string"/><informationRequirement><requiredInput href="#_a"/></informationRequirement>
            <decisionTable id="r" hitPolicy="FIRST"><input label="a"><inputExpression typeRef="number"><text>a</text></inputExpression></input><output name="risk"/>{risk}</decisionTable></decision>
            """);
        return DecisionTableAnalysis.Analyse(model, model.FindDecision("D")!, AnalysisOptions.Default)!;
    }

    private static string Rule(params string[] cells) =>
        "<rule>" + string.Concat(cells[..^1].Select(cell => $"<inputEntry><text>{cell}</text></inputEntry>")) + $"<outputEntry><text>{cells[^1]}</text></outputEntry></rule>";

    private static readonly string Levels = Rule("&lt; 10", "\"low\"") + Rule("[10..20]", "\"middle\"") + Rule("-", "\"high\"");

    [Fact]
    public void What_the_other_decision_never_answers_is_no_gap()
    {
        var findings = Analyse(Rule("\"low\"", "1") + Rule("\"middle\", \"high\"", "2"), Levels);

        Assert.Empty(findings.Gaps);
        Assert.True(findings.Exact);
    }

    [Fact]
    public void What_it_does_answer_is_a_certain_gap()
    {
        var gap = Assert.Single(Analyse(Rule("\"low\"", "1") + Rule("\"high\"", "2"), Levels).Gaps);

        Assert.Equal(("\"middle\"", Certainty.Certain), (gap.Box.Tests[0], gap.Certainty));
        Assert.Equal("middle", gap.Box.Example!["risk"]);
    }

    [Fact]
    public void A_cell_that_names_what_it_never_answers_can_never_hold() =>
        Assert.NotEmpty(Analyse(Rule("\"low\", \"middle\", \"high\"", "1") + Rule("\"extreme\"", "2"), Levels).UnreachableRules);

    [Fact]
    public void A_rule_that_is_never_its_answer_does_not_count() =>
        Assert.Empty(Analyse(Rule("\"low\"", "1"), Rule("-", "\"low\"") + Rule("> 5", "\"never\"")).Gaps);

    [Fact]
    public void A_column_decided_from_the_same_input_as_another_is_not_known_exactly()
    {
        var findings = Analyse(
            Rule("\"low\"", "-", "1") + Rule("\"middle\"", "> 15", "2") + Rule("\"high\"", "-", "3"),
            Levels,
            "<informationRequirement><requiredDecision href=\"#_r\"/></informationRequirement><informationRequirement><requiredInput href=\"#_a\"/></informationRequirement>",
            "<input label=\"a\"><inputExpression typeRef=\"number\"><text>a</text></inputExpression></input>");

        Assert.All(findings.Gaps, gap => Assert.Equal(Certainty.Unknown, gap.Certainty));
        Assert.Contains(findings.NotAnalysable, item => item.Obstacle == Obstacle.DependentColumn);
    }

    [Fact]
    public void A_column_beside_an_input_of_its_own_is_known_exactly()
    {
        var gap = Assert.Single(Analyse(
            Rule("\"low\"", "-", "1") + Rule("\"middle\", \"high\"", "true", "2"),
            Levels,
            "<informationRequirement><requiredDecision href=\"#_r\"/></informationRequirement><informationRequirement><requiredInput href=\"#_b\"/></informationRequirement>",
            "<input label=\"b\"><inputExpression typeRef=\"boolean\"><text>b</text></inputExpression></input>").Gaps);

        Assert.Equal(["not(\"low\")", "false"], gap.Box.Tests.AsEnumerable());
        Assert.Equal(Certainty.Certain, gap.Certainty);
    }

    [Fact]
    public void A_computed_answer_leaves_every_value_possible() =>
        Assert.NotEmpty(Analyse(Rule("\"low\"", "1"), Rule("-", "\"lo\" + string(a)")).Gaps);
}
