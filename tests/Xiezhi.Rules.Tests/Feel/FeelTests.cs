using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Rules.Tests.Feel;

public class FeelTests
{
    internal static readonly EvaluationOptions At = new() { Now = new DateTimeOffset(2024, 9, 12, 10, 30, 0, TimeSpan.FromHours(8)) };

    internal static EvaluationResult Evaluate(string text, ValueContext? variables = null, EvaluationOptions? options = null)
    {
        variables ??= ValueContext.Empty;
        var diagnostics = new DiagnosticBag();
        var expression = FeelCompiler.CompileExpression(text, FeelScope.Closed.With(variables.Names), new Location("test"), diagnostics);
        return expression is null ? new EvaluationResult(Value.Null, diagnostics.ToImmutable()) : expression.Evaluate(variables, options ?? At);
    }

    [Fact]
    public void Names_with_spaces_and_operators_are_read_as_far_as_they_are_known()
    {
        var variables = ValueContext.Of(("Applicant's age", 30), ("profit-loss", 5), ("profit", 9), ("loss", 4));

        Assert.Equal(31, Evaluate("Applicant's age + 1", variables).Value);
        Assert.Equal(5, Evaluate("profit-loss", variables).Value);
        Assert.Equal(5, Evaluate("profit - loss", variables).Value);
    }

    [Fact]
    public void Chinese_names_and_texts_are_as_good_as_any() =>
        Assert.Equal("投诉", Evaluate("if contains(主题, \"噪音\") then \"投诉\" else \"咨询\"", ValueContext.Of(("主题", "夜间噪音扰民"))).Value);

    [Fact]
    public void An_unknown_name_in_a_closed_scope_is_a_mistake_with_its_place_and_the_nearest_name()
    {
        var diagnostics = new DiagnosticBag();

        var expression = FeelCompiler.CompileExpression("1 +\n  teritory", FeelScope.Closed.With("territory"), new Location("duties.dmn", "decision \"Lead\"", 10, 5), diagnostics);

        Assert.Null(expression);
        var found = Assert.Single(diagnostics.ToImmutable());
        Assert.Equal("XZ2028", found.Code);
        Assert.Equal((11, 3), (found.Location.Line, found.Location.Column));
        Assert.Contains("territory", found.Message(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_in_an_open_scope_is_looked_up_when_the_expression_is_evaluated()
    {
        var expression = FeelCompiler.CompileExpression("loan amount > 5", FeelScope.Open, new Location("test"), new DiagnosticBag())!;

        Assert.Equal(["loan amount"], expression.Names);
        Assert.Equal(Value.True, expression.Evaluate(ValueContext.Of(("loan amount", 6)), At).Value);
        var without = expression.Evaluate(ValueContext.Empty, At);
        Assert.True(without.Value.IsNull);
        Assert.Equal("XZ2049", without.Diagnostics[0].Code);
    }

    [Fact]
    public void Now_and_today_are_the_given_instant()
    {
        Assert.Equal("2024-09-12T10:30:00+08:00", Evaluate("string(now())").Value.AsString);
        Assert.Equal(Value.From(new Date(2024, 9, 12)), Evaluate("today()").Value);
    }

    [Theory]
    [InlineData("< 5", 4, true)]
    [InlineData("[10..20)", 20, false)]
    [InlineData("< 5, [10..20]", 12, true)]
    [InlineData("not(1, 2)", 3, true)]
    [InlineData("-", 3, true)]
    [InlineData("? * 2 = 6", 3, true)]
    [InlineData("limit", 3, true)]
    [InlineData("> limit", 3, false)]
    [InlineData("[1, 3]", 3, true)]
    public void Unary_tests_hold_or_not(string tests, int input, bool expected)
    {
        var compiled = FeelCompiler.CompileUnaryTests(tests, FeelScope.Closed.With("limit"), new Location("test"), new DiagnosticBag())!;

        Assert.Equal(expected, compiled.Test(input, ValueContext.Of(("limit", 3)), At).Value.AsBoolean);
    }

    [Fact]
    public void A_function_made_in_an_iteration_keeps_the_variable_of_its_turn() =>
        Assert.Equal(Value.List(11, 12, 13), Evaluate("for f in (for i in 1..3 return function(x) x + i) return f(10)").Value);

    [Fact]
    public void A_function_in_a_context_may_call_itself() =>
        Assert.Equal(120, Evaluate("{ f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(5) }.r").Value);

    [Fact]
    public void A_filter_sees_the_members_of_the_item_before_the_variables_around_it() =>
        Assert.Equal(Value.List(2), Evaluate("[{x: 1}, {x: 2}][x > limit].x", ValueContext.Of(("x", 100), ("limit", 1))).Value);

    [Theory]
    [InlineData("1 +", "XZ2024")]
    [InlineData("(1", "XZ2024")]
    [InlineData("1 2", "XZ2023")]
    [InlineData("\"abc", "XZ2021")]
    [InlineData("1 /* x", "XZ2022")]
    [InlineData("§", "XZ2020")]
    [InlineData("", "XZ2025")]
    [InlineData("@\"tomorrow\"", "XZ2029")]
    [InlineData("{a: 1, a: 2}", "XZ2030")]
    [InlineData("1 instance of nothing", "XZ2006")]
    [InlineData("1 + \"a\"", "XZ2040")]
    [InlineData("1 / 0", "XZ2043")]
    [InlineData("[1, 2][3]", "XZ2052")]
    [InlineData("number(\"x\")", "XZ2029")]
    [InlineData("abs(\"x\")", "XZ2057")]
    [InlineData("matches(\"a\", \"[\")", "XZ2060")]
    [InlineData("5()", "XZ2053")]
    [InlineData("function(x) external {java: {class: \"java.lang.Math\", method signature: \"cos(double)\"}}(1)", null)]
    public void A_mistake_is_null_with_its_code(string text, string? code)
    {
        var result = Evaluate(text);

        Assert.Equal(code is null, !result.Value.IsNull);
        if (code is not null)
        {
            Assert.Equal(code, result.Diagnostics[0].Code);
        }
    }

    [Fact]
    public void A_function_of_Java_answers_null_and_says_why()
    {
        var result = Evaluate("{ f: function(x) external {java: {class: \"java.lang.Math\", method signature: \"cos(double)\"}}, r: f(1) }.r");

        Assert.True(result.Value.IsNull);
        Assert.Equal("XZ2063", result.Diagnostics[0].Code);
    }

    [Theory]
    [InlineData("not([0..10))", 5, false)]
    [InlineData("not([0..10))", 10, true)]
    [InlineData("not(]0..10[)", 0, true)]
    [InlineData("not(> 20, [0..5))", 5, true)]
    [InlineData("not(> 20, [0..5))", 21, false)]
    [InlineData("not((1 + 2))", 3, false)]
    public void A_range_in_a_negation_keeps_its_own_brackets(string tests, int input, bool holds)
    {
        var diagnostics = new DiagnosticBag();

        var compiled = FeelCompiler.CompileUnaryTests(tests, FeelScope.Closed, Location.None, diagnostics);

        Assert.Empty(diagnostics.ToImmutable());
        Assert.Equal((Value)holds, compiled!.Test(input, ValueContext.Empty, new EvaluationOptions { Now = DateTimeOffset.UnixEpoch }).Value);
    }
}
