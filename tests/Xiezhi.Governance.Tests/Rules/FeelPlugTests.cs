using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Rules;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Tests.Rules;

public sealed class FeelPlugTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("amount * 2")]
    [InlineData("= amount * 2")]
    public void An_expression_sees_the_variables_of_the_process(string text)
    {
        var expression = FeelPlug.Expressions.Compile(text, Location.None, new DiagnosticBag());

        Assert.Equal(new EvaluationResult(6), expression!.Evaluate(new ContextVariables(ValueContext.Of(("amount", 3))), Now));
    }

    [Theory]
    [InlineData("clocks[item.clock = event.clock].due", "[2]")]
    [InlineData("clocks[clock = wanted].due", "[2]")]
    [InlineData("clocks[lacking = null].due", "[1, 2]")]
    [InlineData("clocks[due = 1].clock", "[\"first\"]")]
    public void A_filter_sees_the_members_of_its_items_and_the_variables_around_it(string text, string expected)
    {
        var clocks = Value.List(ValueContext.Of(("clock", "first"), ("due", 1)), ValueContext.Of(("clock", "reply"), ("due", 2)));
        var variables = new ContextVariables(ValueContext.Of(("clocks", clocks), ("event", ValueContext.Of(("clock", "reply"))), ("wanted", "reply"), ("due", 9)));

        Assert.Equal(expected, FeelPlug.Expressions.Compile(text, Location.None, new DiagnosticBag())!.Evaluate(variables, Now).Value.ToString());
    }

    [Fact]
    public void What_is_no_FEEL_is_refused_with_a_reason()
    {
        var diagnostics = new DiagnosticBag();

        Assert.Null(FeelPlug.Expressions.Compile("amount +", Location.None, diagnostics));
        Assert.True(diagnostics.HasErrors);
    }

    [Fact]
    public void A_decision_that_does_not_compile_is_told_and_fails_and_the_others_stay()
    {
        var diagnostics = new DiagnosticBag();

        var decisions = FeelPlug.Decisions([File("good", "1 + 1"), File("bad", "1 +")], diagnostics);

        Assert.Equal("bad.dmn", Assert.Single(diagnostics.ToImmutable()).Location.File);
        Assert.Equal(new EvaluationResult(2), decisions.Decide("good", ContextVariables.None, Now));
        Assert.True(decisions.Decide("bad", ContextVariables.None, Now).Failed);
    }

    private static KeyValuePair<string, ReadOnlyMemory<byte>> File(string name, string expression) => KeyValuePair.Create(
        name + ".dmn",
        (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"""
            <definitions xmlns="https://www.omg.org/spec/DMN/20211108/MODEL/" id="m" name="{name}" namespace="urn:{name}">
            <decision id="d" name="{name}"><variable name="{name}"/><literalExpression><text>{expression}</text></literalExpression></decision></definitions>
            """));
}
