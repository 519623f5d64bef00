using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Tests.DecisionTables;

public class HitPolicyTests
{
    private static readonly string[] Overlapping = ["< 10 | \"low\"", "< 20 | \"middle\"", "< 30 | \"low\""];

    private static Value Answer(string policy, int a, string output = "o:\"high\", \"middle\", \"low\"") => Models.Decide(Models.Table(policy, "a:number", output, Overlapping), ("a", a)).Value;

    [Fact]
    public void Unique_answers_the_one_rule_that_matches() => Assert.Equal("low", Answer("hitPolicy=\"UNIQUE\"", 25));

    [Fact]
    public void Unique_refuses_several_and_names_them()
    {
        var result = Models.Decide(Models.Table("", "a:number", "o", Overlapping), ("a", 5));

        Assert.True(result.Value.IsNull);
        Assert.Equal("XZ2080", Assert.Single(result.Diagnostics).Code);
        Assert.Equal("1, 2, 3", result.Diagnostics[0].Arguments[0]);
    }

    [Fact]
    public void First_answers_the_first() => Assert.Equal("middle", Answer("hitPolicy=\"FIRST\"", 15));

    [Fact]
    public void Any_refuses_results_that_differ() => Assert.True(Answer("hitPolicy=\"ANY\"", 5).IsNull);

    [Fact]
    public void Any_answers_results_that_agree() => Assert.Equal("low", Answer("hitPolicy=\"ANY\"", 25));

    [Fact]
    public void Priority_answers_the_value_that_comes_first_in_the_output_values() => Assert.Equal("middle", Answer("hitPolicy=\"PRIORITY\"", 5));

    [Fact]
    public void Output_order_sorts_by_the_output_values() => Assert.Equal(Value.List("middle", "low", "low"), Answer("hitPolicy=\"OUTPUT ORDER\"", 5));

    [Fact]
    public void Rule_order_keeps_the_order_of_the_rules() => Assert.Equal(Value.List("low", "middle", "low"), Answer("hitPolicy=\"RULE ORDER\"", 5));

    [Fact]
    public void Collect_answers_all() => Assert.Equal(Value.List("middle", "low"), Answer("hitPolicy=\"COLLECT\"", 15));

    [Theory]
    [InlineData("SUM", 60)]
    [InlineData("COUNT", 3)]
    [InlineData("MIN", 10)]
    [InlineData("MAX", 30)]
    public void Collect_puts_numbers_together(string aggregation, int expected) => Assert.Equal(
        expected,
        Models.Decide(Models.Table($"hitPolicy=\"COLLECT\" aggregation=\"{aggregation}\"", "a:number", "o", "< 10 | 10", "< 20 | 20", "< 30 | 30"), ("a", 5)).Value);

    [Fact]
    public void No_match_answers_the_default() =>
        Assert.Equal("none", Models.Decide(Models.Table("", "a:number", "o::\"none\"", Overlapping), ("a", 99)).Value);

    [Fact]
    public void No_match_without_a_default_is_null_and_says_so()
    {
        var result = Models.Decide(Models.Table("", "a:number", "o", Overlapping), ("a", 99));

        Assert.True(result.Value.IsNull);
        Assert.Equal("XZ2086", Assert.Single(result.Diagnostics).Code);
        Assert.False(result.HasErrors);
    }

    [Fact]
    public void Several_outputs_are_a_context() => Assert.Equal(
        ValueContext.Of(("x", 1), ("y", "b")),
        Models.Decide(Models.Table("", "a:number | b:string", "x | y", "> 1 | \"q\" | 1 | \"b\"", "<= 1 | - | 2 | \"c\""), ("a", 2), ("b", "q")).Value);

    [Fact]
    public void A_mistake_in_a_cell_names_decision_rule_and_column()
    {
        Models.Compile(Models.Table("", "a:number", "o", "< 10 | \"low\"", "< ten | \"high\""), out var diagnostics);

        var found = Assert.Single(diagnostics.ToImmutable());
        Assert.Equal("XZ2028", found.Code);
        Assert.Equal("decision \"D\", rule 2, column \"a\"", found.Location.Element);
    }

    [Fact]
    public void An_input_of_the_wrong_type_is_refused_with_its_name()
    {
        var result = Models.Decide(Models.Table("", "a:number", "o", Overlapping), ("a", "five"));

        Assert.True(result.Value.IsNull);
        Assert.Equal("XZ2062", result.Diagnostics[0].Code);
    }
}
