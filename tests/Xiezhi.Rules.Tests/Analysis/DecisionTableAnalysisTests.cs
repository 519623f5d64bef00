using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Rules.Tests.Analysis;

public class DecisionTableAnalysisTests
{
    private static TableFindings Analyse(string table, AnalysisOptions? options = null)
    {
        var model = Models.Compile(table, out _);
        return DecisionTableAnalysis.Analyse(model, model.Decisions[0], options ?? AnalysisOptions.Default)!;
    }

    private static string[] Boxes(IEnumerable<Gap> gaps) => [.. gaps.Select(gap => gap.Box.ToString()).Order(StringComparer.Ordinal)];

    private static AnalysisOptions Domain(string column, params Value[] values) =>
        new() { Domains = AnalysisOptions.Default.Domains.Add(column, [.. values]) };

    [Theory]
    [InlineData("number", "< 18", ">= 65", "[18..65)")]
    [InlineData("number", "<= 18", "> 65", "(18..65]")]
    [InlineData("number", "< 5", "> 5", "5")]
    [InlineData("number", "[0..10]", "20", "< 0, (10..20), > 20")]
    [InlineData("string", "\"A\"", "\"B\", \"C\"", "not(\"A\", \"B\", \"C\")")]
    [InlineData("string", "not(\"A\")", "\"B\"", "\"A\"")]
    [InlineData("string", "< \"m\"", "> \"m\"", "\"m\"")]
    [InlineData("boolean", "true", "true", "false")]
    [InlineData("date", "< @\"2024-01-01\"", "> @\"2024-01-31\"", "[@\"2024-01-01\"..@\"2024-01-31\"]")]
    [InlineData("time", "[@\"09:00:00\"..@\"17:00:00\")", "> @\"17:00:00\"", "< @\"09:00:00\", @\"17:00:00\"")]
    [InlineData("Any", "? instance of number", "\"A\"", "not(? instance of number, \"A\")")]
    [InlineData("days and time duration", "<= @\"P1D\"", "> @\"P2D\"", "(@\"P1D\"..@\"P2D\"]")]
    [InlineData("years and months duration", "< @\"P1Y\"", "> @\"P1Y\"", "@\"P1Y\"")]
    public void A_gap_is_written_as_a_cell_would_be(string type, string first, string second, string expected) =>
        Assert.Equal([expected], Boxes(Analyse(Models.Table("", "a:" + type, "o", first + " | 1", second + " | 2")).Gaps));

    [Fact]
    public void Between_two_days_that_follow_one_another_there_is_no_gap()
    {
        var findings = Analyse(Models.Table("", "a:date", "o", "<= @\"2024-02-28\" | 1", "> @\"2024-02-29\" | 2", "@\"2024-02-29\" | 3", "(@\"2024-03-01\"..@\"2024-03-02\") | 4"));

        Assert.Empty(findings.Gaps);
        Assert.True(findings.IsComplete);
        Assert.Equal(4, Assert.Single(findings.UnreachableRules).Rule);
    }

    [Fact]
    public void A_gap_is_drawn_as_large_as_it_can_be()
    {
        var gap = Assert.Single(Analyse(Models.Table("", "a:number | b:string | c:boolean", "o", "< 10 | - | - | 1", ">= 10 | \"x\" | - | 2")).Gaps);

        Assert.Equal([">= 10", "not(\"x\")", "-"], gap.Box.Tests.AsEnumerable());
        Assert.Equal(10, gap.Box.Example!["a"]);
        Assert.Equal(Certainty.Certain, gap.Certainty);
    }

    [Fact]
    public void A_table_without_rules_is_one_gap() => Assert.Equal(["- | -"], Boxes(Analyse(Models.Table("", "a:number | b:string", "o")).Gaps));

    [Fact]
    public void A_missing_input_is_a_gap_only_where_it_is_asked_for_or_spoken_of()
    {
        var table = Models.Table("", "a:boolean | b:number", "o", "true | - | 1", "false | - | 2");

        Assert.Empty(Analyse(table).Gaps);
        Assert.Equal(["null | -"], Boxes(Analyse(table, new AnalysisOptions { IncludeNull = true }).Gaps));
        Assert.Equal(["null | not(null)"], Boxes(Analyse(Models.Table("", "a:boolean | b:number", "o", "true | - | 1", "false | - | 2", "null | null | 3")).Gaps));
    }

    [Fact]
    public void A_domain_from_outside_is_all_that_a_column_can_have()
    {
        var table = Models.Table("", "matter:string | place:string", "o", "\"noise\" | - | 1", "\"waste\" | \"A1\" | 2", "\"wastte\" | \"A2\" | 3");

        var findings = Analyse(table, new AnalysisOptions
        {
            Domains = AnalysisOptions.Default.Domains.Add("matter", ["noise", "waste", "dogs"]).Add("place", ["A1", "A2"]),
        });

        Assert.Equal(["\"dogs\" | -", "not(\"noise\") | \"A2\""], Boxes(findings.Gaps));
        Assert.Equal(3, Assert.Single(findings.UnreachableRules).Rule);
        Assert.Equal((3, "matter", "\"wastte\"", true), Assert.Single(findings.ImpossibleCells) is var cell ? (cell.Rule, cell.Column, cell.Test, cell.IsWholeCell) : default);
        Assert.True(findings.Exact);
    }

    [Fact]
    public void A_domain_for_a_column_that_is_not_there_is_reported()
    {
        var findings = Analyse(Models.Table("", "a:string", "o", "- | 1"), Domain("matter", "x"));

        Assert.Equal((Obstacle.UnknownDomain, "matter"), (findings.NotAnalysable[0].Obstacle, findings.NotAnalysable[0].Column));
        Assert.False(findings.Exact);
    }

    [Fact]
    public void Allowed_values_bound_what_is_asked()
    {
        const string Model = """
            <itemDefinition name="tLevel"><typeRef>string</typeRef><allowedValues><text>"low", "high"</text></allowedValues></itemDefinition>
            <inputData id="_a" name="a"><variable name="a" typeRef="tLevel"/></inputData>
            <inputData id="_b" name="b"><variable name="b" typeRef="number"/></inputData>
            <decision id="_D" name="D"><variable name="D"/>
            <informationRequirement><requiredInput href="#_a"/></informationRequirement><informationRequirement><requiredInput href="#_b"/></informationRequirement>
            <decisionTable id="t">
            <input label="a"><inputExpression><text>a</text></inputExpression></input>
            <input label="b"><inputExpression typeRef="number"><text>b</text></inputExpression><inputValues><text>[0..120]</text></inputValues></input>
            <output name="o"/>
            <rule><inputEntry><text>"low"</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
            <rule><inputEntry><text>"high", "medium"</text></inputEntry><inputEntry><text>&lt; 65</text></inputEntry><outputEntry><text>2</text></outputEntry></rule>
            <rule><inputEntry><text>-</text></inputEntry><inputEntry><text>> 120</text></inputEntry><outputEntry><text>3</text></outputEntry></rule>
            </decisionTable></decision>
            """;

        var findings = Analyse(Model);

        Assert.Equal(["\"high\" | [65..120]"], Boxes(findings.Gaps));
        Assert.Equal([(2, "\"medium\"", false), (3, "> 120", true)], findings.ImpossibleCells.Select(cell => (cell.Rule, cell.Test, cell.IsWholeCell)));
        Assert.Equal(3, Assert.Single(findings.UnreachableRules).Rule);
        Assert.True(findings.Exact);
    }

    [Fact]
    public void Under_unique_rules_that_overlap_conflict()
    {
        var findings = Analyse(Models.Table("", "a:number | b:string", "o", "<= 10 | - | 1", "> 10 | - | 2", "[5..20] | \"x\" | 1"));

        Assert.Equal([(1, 3, "[5..10] | \"x\"", false), (2, 3, "(10..20] | \"x\"", true)],
            findings.Conflicts.Select(conflict => (conflict.First, conflict.Second, conflict.Box.ToString(), conflict.ResultsDiffer)));
        Assert.Equal("XZ2080", Models.Decide(Models.Table("", "a:number | b:string", "o", "<= 10 | - | 1", "> 10 | - | 2", "[5..20] | \"x\" | 1"), ("a", findings.Conflicts[1].Box.Example!["a"]), ("b", "x")).Diagnostics[0].Code);
        Assert.False(findings.IsConsistent);
    }

    [Fact]
    public void Under_any_only_different_results_conflict()
    {
        var findings = Analyse(Models.Table("hitPolicy=\"ANY\"", "a:number", "o", "< 10 | @\"10:00:00Z\"", "< 20 | time(\"11:00:00+01:00\")", "< 5 | @\"12:00:00Z\"", "> 4 | string(a)"));

        Assert.Equal([(1, 3, Certainty.Certain), (1, 4, Certainty.Unknown), (2, 3, Certainty.Certain), (2, 4, Certainty.Unknown), (3, 4, Certainty.Unknown)],
            findings.Conflicts.Select(conflict => (conflict.First, conflict.Second, conflict.Certainty)));
        Assert.Equal((4, Obstacle.ComputedResult), (findings.NotAnalysable[0].Rule, findings.NotAnalysable[0].Obstacle));
    }

    [Theory]
    [InlineData("COLLECT")]
    [InlineData("RULE ORDER")]
    [InlineData("OUTPUT ORDER")]
    public void Where_all_results_count_nothing_conflicts_or_is_masked(string policy)
    {
        var findings = Analyse(Models.Table($"hitPolicy=\"{policy}\"", "a:number", "o", "- | 1", "< 5 | 2", "< 5 | 2"));

        Assert.Empty(findings.All);
    }

    [Fact]
    public void Under_first_a_rule_that_earlier_ones_cover_together_is_masked()
    {
        var masked = Assert.Single(Analyse(Models.Table("hitPolicy=\"FIRST\"", "a:number | b:boolean", "o", "< 10 | true | 1", "[5..20] | - | 2", "< 6 | false | 3", "[0..9] | true, false | 4", "- | - | 5")).MaskedRules);

        Assert.Equal(4, masked.Rule);
        Assert.Equal([1, 2, 3], masked.By.AsEnumerable());
        Assert.Equal("[0..9] | -", masked.Box.ToString());
    }

    [Fact]
    public void Under_priority_the_order_is_that_of_the_output_values()
    {
        var findings = Analyse(Models.Table("hitPolicy=\"PRIORITY\"", "a:number", "o:\"high\", \"low\"", "< 10 | \"low\"", "< 20 | \"high\"", "- | \"low\""));

        Assert.Equal((1, 2), (Assert.Single(findings.MaskedRules).Rule, findings.MaskedRules[0].By[0]));
        Assert.Empty(findings.RedundantRules);
    }

    [Fact]
    public void A_rule_is_redundant_where_the_next_one_that_holds_says_the_same()
    {
        var findings = Analyse(Models.Table("hitPolicy=\"FIRST\"", "a:number", "o", "< 5 | \"x\"", "[5..10) | \"y\"", "[10..20] | \"x\"", "- | \"x\""));

        Assert.Equal([1, 3], findings.RedundantRules.Select(item => item.Rule));
        Assert.Equal([4], findings.RedundantRules[0].By.AsEnumerable());
        Assert.Empty(findings.MaskedRules);
    }

    [Theory]
    [InlineData("[10..5]")]
    [InlineData("? != null and ? > 10 and ? < 5")]
    [InlineData("not(< 5, >= 5, null)")]
    [InlineData("(5..5]")]
    public void A_cell_that_nothing_passes_is_impossible_and_its_rule_unreachable(string cell)
    {
        var findings = Analyse(Models.Table("", "a:number", "o", "- | 1", cell + " | 2"));

        Assert.Equal((2, "a", cell, true), Assert.Single(findings.ImpossibleCells) is var found ? (found.Rule, found.Column, found.Test, found.IsWholeCell) : default);
        Assert.Equal(2, Assert.Single(findings.UnreachableRules).Rule);
        Assert.Empty(findings.Conflicts);
    }

    [Fact]
    public void Columns_with_the_same_expression_have_the_same_value()
    {
        var findings = Analyse(Models.Table("", "a:number", "o").Replace("</decisionTable>", "", StringComparison.Ordinal).Replace("</decision>", "", StringComparison.Ordinal)
            .Replace("<output name=\"o\"></output>", "<input label=\"again\"><inputExpression typeRef=\"number\"><text>a</text></inputExpression></input><output name=\"o\"/>", StringComparison.Ordinal)
            + """
            <rule><inputEntry><text>>= 5</text></inputEntry><inputEntry><text>&lt; 10</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
            <rule><inputEntry><text>> 10</text></inputEntry><inputEntry><text>&lt; 5</text></inputEntry><outputEntry><text>2</text></outputEntry></rule>
            </decisionTable></decision>
            """);

        Assert.Equal(["< 5, >= 10 | < 5, >= 10"], Boxes(findings.Gaps));
        Assert.Equal((2, "a, again"), (Assert.Single(findings.UnreachableRules).Rule, string.Join(", ", findings.UnreachableRules[0].Columns)));
    }

    [Fact]
    public void Values_of_the_wrong_type_are_reported_for_inputs_and_outputs()
    {
        var findings = Analyse(Models.Table("", "a:date and time | b:string", "o:\"x\", \"y\"", "@\"2024-01-01\" | \"q\" | \"x\"", "- | 5, \"w\" | \"z\""));

        Assert.Equal(
            [(1, "a", false, "@\"2024-01-01\"", "date and time"), (2, "b", false, "5", "string"), (2, "o", true, "\"z\"", "\"x\", \"y\"")],
            findings.TypeMismatches.Select(item => (item.Rule, item.Column, item.IsOutput, item.Text, item.Expected)));
        Assert.Equal(1, Assert.Single(findings.UnreachableRules).Rule);
        Assert.Empty(findings.ImpossibleCells);
    }

    [Fact]
    public void A_cell_that_computes_makes_what_depends_on_it_unknown()
    {
        var findings = Analyse(Models.Table("", "a:string | b:number", "o", "contains(?, \"x\") | < 5 | 1", "\"y\" | - | 2"));

        Assert.Equal((1, "a", Obstacle.ComputedCell), findings.NotAnalysable[0] is var item ? (item.Rule, item.Column, item.Obstacle) : default);
        Assert.Equal([("not(\"y\") | < 5", Certainty.Unknown), ("not(\"y\") | >= 5", Certainty.Certain)],
            findings.Gaps.Select(gap => (gap.Box.ToString(), gap.Certainty)).Order());
        Assert.Equal(("\"y\" | < 5", Certainty.Unknown), Assert.Single(findings.Conflicts) is var conflict ? (conflict.Box.ToString(), conflict.Certainty) : default);
        Assert.False(findings.Exact);
        Assert.False(findings.IsComplete);
        Assert.False(findings.IsConsistent);
    }

    [Fact]
    public void A_rule_behind_one_that_computes_is_perhaps_masked()
    {
        var findings = Analyse(Models.Table("hitPolicy=\"FIRST\"", "a:string", "o", "contains(?, \"x\") | 1", "\"y\" | 2"));

        Assert.Equal((2, Certainty.Unknown), Assert.Single(findings.MaskedRules) is var masked ? (masked.Rule, masked.Certainty) : default);
    }

    [Fact]
    public void A_computed_column_has_no_example_and_no_certain_gap()
    {
        const string Model = """
            <inputData id="_a" name="a"><variable name="a" typeRef="string"/></inputData>
            <decision id="_D" name="D"><variable name="D"/><informationRequirement><requiredInput href="#_a"/></informationRequirement>
            <decisionTable id="t"><input label="length"><inputExpression typeRef="number"><text>string length(a)</text></inputExpression></input><output name="o"/>
            <rule><inputEntry><text>>= 0</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
            </decisionTable></decision>
            """;

        var findings = Analyse(Model);

        var gap = Assert.Single(findings.Gaps);
        Assert.Equal(("< 0", Certainty.Unknown, null), (gap.Box.ToString(), gap.Certainty, gap.Box.Example));
        Assert.Equal(Obstacle.DependentColumn, Assert.Single(findings.NotAnalysable).Obstacle);
    }

    [Fact]
    public void A_member_of_an_input_is_given_within_its_context()
    {
        const string Model = """
            <itemDefinition name="tPerson"><itemComponent name="age"><typeRef>number</typeRef></itemComponent><itemComponent name="name"><typeRef>string</typeRef></itemComponent></itemDefinition>
            <inputData id="_p" name="person"><variable name="person" typeRef="tPerson"/></inputData>
            <decision id="_D" name="D"><variable name="D"/><informationRequirement><requiredInput href="#_p"/></informationRequirement>
            <decisionTable id="t"><input label="age"><inputExpression><text>person.age</text></inputExpression></input><output name="o"/>
            <rule><inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
            </decisionTable></decision>
            """;

        var gap = Assert.Single(Analyse(Model).Gaps);

        Assert.Equal(ValueContext.Of(("person", ValueContext.Of(("age", 18), ("name", Value.Null)))), gap.Box.Example);
        Assert.Equal("XZ2086", Models.Compile(Model).Decide("D", gap.Box.Example!, Models.At).Diagnostics[0].Code);
    }

    [Fact]
    public void A_table_alone_is_analysed_without_its_model()
    {
        var table = new DecisionTable("t", HitPolicy.Unique, Aggregation.None, [new InputColumn("Age", "age", FeelType.Number, null)], [new OutputColumn("o", FeelType.Any, null, null)], [new DecisionRule(1, "", ["< 18"], ["1"])]);

        Assert.Equal([">= 18"], Boxes(DecisionTableAnalysis.Analyse(table, AnalysisOptions.Default).Gaps));
        Assert.Equal(["not(10)"], Boxes(DecisionTableAnalysis.Analyse(table, Domain("Age", 10, 18, 19, 20)).Gaps));
    }

    [Fact]
    public void Findings_beyond_the_limits_are_cut_and_said_to_be()
    {
        var rules = Enumerable.Range(0, 40).Select(i => $"{i * 2} | {i}").Concat(Enumerable.Range(0, 10).Select(i => $"0 | {i}")).ToArray();

        var findings = Analyse(Models.Table("", "a:number", "o", rules), new AnalysisOptions { MaxFindings = 3 });

        Assert.Equal(3, findings.Conflicts.Length);
        Assert.Equal([new CutOff(Question.Conflicts, CutOffReason.Findings)], findings.CutOffs.AsEnumerable());
        Assert.False(findings.Exact);
        Assert.Equal([CutOffReason.Work, CutOffReason.Work], Analyse(Models.Table("", "a:number", "o", rules), new AnalysisOptions { MaxWork = 10 }).CutOffs.Select(cut => cut.Reason));
        Assert.Equal([CutOffReason.Cancelled, CutOffReason.Cancelled], Analyse(Models.Table("", "a:number", "o", rules), new AnalysisOptions { CancellationToken = new CancellationToken(true) }).CutOffs.Select(cut => cut.Reason));
    }

    [Fact]
    public void Findings_are_told_in_two_languages_with_their_place()
    {
        var findings = Analyse(Models.Table("", "a:number", "o", "< 5 | 1", "< 6 | 2"));

        var messages = findings.ToDiagnostics(new Location("d.dmn", "decision \"D\""));

        Assert.Equal(["XZ2302", "XZ2300"], messages.Select(message => message.Code));
        Assert.Equal("decision \"D\", rule 1", messages[0].Location.Element);
        Assert.Equal("No rule covers >= 6, for example {a: 6}.", messages[1].Message(CultureInfo.InvariantCulture));
        Assert.Equal("没有规则覆盖 >= 6，例如 {a: 6}。", messages[1].Message(CultureInfo.GetCultureInfo("zh-CN")));
    }
}
