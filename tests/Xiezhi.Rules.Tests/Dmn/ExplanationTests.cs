using Newtonsoft.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Rules.Tests.Dmn;

public class ExplanationTests
{
    private static readonly EvaluationOptions Why = Models.At with { Explain = true };

    private static readonly string Duties = Models.Table(
        "hitPolicy=\"FIRST\"",
        "matter:string|amount:number",
        "lead|days",
        "\"noise\"|<= 10|\"police\"|3",
        "\"noise\"|-|\"court\"|30",
        "\"refuse\"|-|\"sanitation\"|5",
        "-|-|\"mayor\"|60");

    private const string Boxed = """
        <inputData id="_n" name="n"><variable name="n" typeRef="number"/></inputData>
        <decision id="_D" name="D"><variable name="D"/>
          <informationRequirement><requiredInput href="#_n"/></informationRequirement>
          <knowledgeRequirement><requiredKnowledge href="#_k"/></knowledgeRequirement>
          <knowledgeRequirement><requiredKnowledge href="#_s"/></knowledgeRequirement>
          <context>
            <contextEntry><variable name="twice"/><invocation><literalExpression><text>double</text></literalExpression>
              <binding><parameter name="what"/><literalExpression><text>n + 1</text></literalExpression></binding></invocation></contextEntry>
            <contextEntry><variable name="size"/><conditional>
              <if><literalExpression><text>twice > 10</text></literalExpression></if>
              <then><literalExpression><text>"large"</text></literalExpression></then>
              <else><literalExpression><text>"small"</text></literalExpression></else></conditional></contextEntry>
            <contextEntry><variable name="served"/><literalExpression><text>serve(n)</text></literalExpression></contextEntry>
            <contextEntry><variable name="all"/><for iteratorVariable="i">
              <in><literalExpression><text>[1..3]</text></literalExpression></in>
              <return><literalExpression><text>i * n</text></literalExpression></return></for></contextEntry>
          </context></decision>
        <decision id="_E" name="inner"><variable name="inner"/>
          <informationRequirement><requiredInput href="#_n"/></informationRequirement>
          <literalExpression><text>n - 1</text></literalExpression></decision>
        <businessKnowledgeModel id="_k" name="double"><variable name="double"/>
          <encapsulatedLogic><formalParameter name="what" typeRef="number"/><literalExpression><text>what * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
        <decisionService id="_s" name="serve"><variable name="serve"/><outputDecision href="#_E"/><inputData href="#_n"/></decisionService>
        """;

    private const string Diamond = """
        <inputData id="_n" name="n"><variable name="n" typeRef="number"/></inputData>
        <decision id="_A" name="A"><variable name="A"/><informationRequirement><requiredInput href="#_n"/></informationRequirement><literalExpression><text>n / 0</text></literalExpression></decision>
        <decision id="_B" name="B"><variable name="B"/><informationRequirement><requiredDecision href="#_A"/></informationRequirement><literalExpression><text>A = null</text></literalExpression></decision>
        <decision id="_C" name="C"><variable name="C"/><informationRequirement><requiredDecision href="#_A"/></informationRequirement><literalExpression><text>A = null</text></literalExpression></decision>
        <decision id="_D" name="D"><variable name="D"/><informationRequirement><requiredDecision href="#_B"/></informationRequirement>
          <informationRequirement><requiredDecision href="#_C"/></informationRequirement><literalExpression><text>B and C</text></literalExpression></decision>
        """;

    private static Explanation Explain(string model, EvaluationOptions options, params (string Name, Value Value)[] inputs) =>
        Models.Compile(model).Decide("D", ValueContext.Of(inputs), options).Explanation!;

    [Fact]
    public void A_table_says_what_it_saw_and_what_the_matching_rules_say()
    {
        var why = Explain(Duties, Why, ("matter", "noise"), ("amount", 12));

        var table = Assert.Single(why.Tables);
        Assert.Equal(("D", "_D", "test.dmn"), (why.Decision, why.DecisionId, why.File));
        Assert.Equal(("t", HitPolicy.First), (table.Table, table.HitPolicy));
        Assert.Equal(["matter", "amount"], table.Columns);
        Assert.Equal(["noise", 12], table.Inputs);
        Assert.Equal([2], table.MatchedRules);
        Assert.Equal(ValueContext.Of(("lead", "court"), ("days", 30)), Assert.Single(table.Matches).Outputs);
        Assert.Empty(table.Refusals);
    }

    [Fact]
    public void On_request_every_rule_that_did_not_match_names_the_first_cell_that_refused()
    {
        var why = Explain(Duties, Why with { ExplainRefusals = true }, ("matter", "noise"), ("amount", 12));

        Assert.Equal(
            [new RefusedRule(1, "", "amount", "<= 10", 12), new RefusedRule(3, "", "matter", "\"refuse\"", "noise")],
            why.Tables[0].Refusals);
        Assert.Equal([4], why.Tables[0].AlsoHolding);
    }

    [Fact]
    public void Boxed_expressions_say_what_their_parts_came_to()
    {
        var logic = Explain(Boxed, Why, ("n", 3)).Expression!;

        Assert.Equal(ExpressionKind.Context, logic.Kind);
        Assert.Equal(["twice", "size", "served", "all"], logic.Parts.Select(part => part.Name));
        var (twice, size, served, all) = (logic.Parts[0], logic.Parts[1], logic.Parts[2], logic.Parts[3]);

        Assert.Equal((ExpressionKind.Invocation, (Value)8), (twice.Kind, twice.Value));
        Assert.Equal(("what", "n + 1", (Value)4), (twice.Parts[1].Name, twice.Parts[1].Text, twice.Parts[1].Value));
        Assert.Equal((ExpressionKind.KnowledgeModel, "double"), (twice.Parts[2].Kind, twice.Parts[2].Name));
        Assert.Equal(ValueContext.Of(("what", 4)), twice.Parts[2].Arguments);
        Assert.Equal("what * 2", Assert.Single(twice.Parts[2].Parts).Text);

        Assert.Equal([("if", false), ("else", "small")], size.Parts.Select(part => (part.Name, part.Value)));

        var service = Assert.Single(served.Parts);
        Assert.Equal((ExpressionKind.DecisionService, "serve", (Value)2), (service.Kind, service.Name, service.Value));
        Assert.Equal(("inner", (Value)2), (Assert.Single(service.Decisions).Decision, service.Decisions[0].Value));

        Assert.Equal([Value.List(3, 6, 9)], [all.Value]);
        Assert.Equal([3, 6, 9], all.Parts.Where(part => part.Name == "return").Select(part => part.Value));
    }

    [Fact]
    public void What_was_invoked_from_outside_is_explained_too()
    {
        var why = Models.Compile(Boxed).Invoke("serve", ValueContext.Of(("n", 3)), Why).Explanation!;

        Assert.Equal(("serve", "_s", (Value)2), (why.Decision, why.DecisionId, why.Value));
        Assert.Equal("inner", Assert.Single(why.Expression!.Decisions).Decision);
    }

    [Fact]
    public void A_decision_required_twice_is_explained_once_and_each_mistake_stands_where_it_was_made()
    {
        var why = Explain(Diamond, Why, ("n", 1));

        var (b, c) = (why.Required[0], why.Required[1]);
        Assert.Equal(ExplanationOrigin.Made, b.Required[0].Origin);
        Assert.Equal("XZ2043", Assert.Single(b.Required[0].Diagnostics).Code);
        Assert.Equal("Division by zero.", b.Required[0].Diagnostics[0].Message);
        Assert.Contains("decision \"A\"", b.Required[0].Diagnostics[0].Location.Element, StringComparison.Ordinal);
        Assert.Equal(ExplanationOrigin.ExplainedBefore, c.Required[0].Origin);
        Assert.Null(c.Required[0].Expression);
        Assert.All([why, b, c, c.Required[0]], explanation => Assert.Empty(explanation.Diagnostics));
    }

    [Fact]
    public void A_decision_given_from_outside_says_so()
    {
        var why = Explain(Diamond, Why, ("A", Value.Null), ("C", false));

        Assert.Equal([ExplanationOrigin.Made, ExplanationOrigin.Given], why.Required.Select(required => required.Origin));
        Assert.False(why.Required[1].Value.IsTrue);
    }

    [Fact]
    public void An_evaluation_that_was_stopped_is_explained_as_far_as_it_came()
    {
        var model = "<decision id=\"_D\" name=\"D\"><variable name=\"D\"/><literalExpression><text>some i in 1..1000000 satisfies i &lt; 0</text></literalExpression></decision>";

        var why = Explain(model, Why with { Limits = new EvaluationLimits { Steps = 1_000 } });

        Assert.True(why.Value.IsNull);
        Assert.Equal("XZ2070", Assert.Single(why.Diagnostics).Code);
        Assert.Equal("some i in 1..1000000 satisfies i < 0", why.Expression!.Text);
    }

    [Fact]
    public void What_is_too_large_is_cut_and_the_explanation_says_so()
    {
        var model = "<decision id=\"_D\" name=\"D\"><variable name=\"D\"/><for iteratorVariable=\"i\"><in><literalExpression><text>[1..300]</text></literalExpression></in>"
            + "<return><literalExpression><text>string join(for j in 1..2500 return \"x\")</text></literalExpression></return></for></decision>";

        var result = Models.Compile(model).Decide("D", ValueContext.Empty, Why);

        var why = result.Explanation!;
        Assert.Equal(300, result.Value.AsList!.Count);
        Assert.Equal(100, why.Expression!.Parts.Length);
        Assert.Equal(2_001, why.Expression.Parts[1].Value.AsString!.Length);
        Assert.Equal(201, why.Value.AsList!.Count);
        Assert.Equal(["Characters", "Items", "Parts"], why.Diagnostics.Where(found => found.Code == "XZ2087").Select(found => found.Arguments[0]).Order());
        Assert.True(ExplanationJson.ToText(why).Length < 2_000_000);
    }

    [Fact]
    public void A_large_table_lists_as_many_refusals_as_it_may()
    {
        var model = Models.Table("hitPolicy=\"UNIQUE\"", "a:number", "out", [.. Enumerable.Range(1, 500).Select(number => $"{number}|{number}")]);

        var why = Explain(model, Why with { ExplainRefusals = true, ExplanationLimits = new ExplanationLimits { Rules = 20 } }, ("a", 7));

        Assert.Equal([7], why.Tables[0].MatchedRules);
        Assert.Equal(20, why.Tables[0].Refusals.Length);
        Assert.Equal(["Rules", "20"], Assert.Single(why.Diagnostics).Arguments);
    }

    [Fact]
    public void An_explanation_goes_through_JSON_and_back()
    {
        var why = Explain(Boxed, Why, ("n", 3));

        var text = JsonConvert.SerializeObject(new { Finding = "late", Evidence = why });
        var again = JsonConvert.DeserializeAnonymousType(text, new { Finding = "", Evidence = why })!;

        Assert.Equal(why, again.Evidence);
        Assert.NotSame(why, again.Evidence);
        Assert.NotEqual(why, again.Evidence with { Value = 1 });
    }

    [Fact]
    public void What_is_no_data_stands_as_its_text()
    {
        var model = "<decision id=\"_D\" name=\"D\"><variable name=\"D\"/><literalExpression><text>{r: [1..5), f: function(a, b) a}</text></literalExpression></decision>";

        Assert.Equal(ValueContext.Of(("r", "[1..5)"), ("f", "function(a, b)")), Explain(model, Why).Value);
    }

    [Fact]
    public void The_same_decision_has_the_same_explanation() =>
        Assert.Equal(ExplanationJson.ToText(Explain(Duties, Why, ("matter", "noise"), ("amount", 1))), ExplanationJson.ToText(Explain(Duties, Why, ("matter", "noise"), ("amount", 1))));

    [Fact]
    public void An_explanation_reads_as_a_person_would_tell_it() => Assert.Equal(
        """
        {"decision":"D","decisionId":"_D","file":"test.dmn","value":{"lead":"police","days":3},"inputs":{"matter":"noise","amount":1},
        "expression":{"kind":"DecisionTable","table":{"table":"t","hitPolicy":"First","columns":["matter","amount"],"inputs":["noise",1],"matchedRules":[1],
        "matches":[{"rule":1,"ruleId":"","outputs":{"lead":"police","days":3}}]},"value":{"lead":"police","days":3}}}
        """.ReplaceLineEndings(""),
        ExplanationJson.ToText(Explain(Duties, Why, ("matter", "noise"), ("amount", 1))));

    [Theory]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("{\"decision\":\"D\",\"decisionId\":\"_D\",\"required\":[1]}")]
    [InlineData("{\"decision\":\"D\",\"decisionId\":\"_D\",\"expression\":{\"kind\":\"Dream\"}}")]
    public void What_is_no_explanation_is_refused(string text) => Assert.Throws<JsonReaderException>(() => ExplanationJson.FromText(text));

    [Fact]
    public void A_decision_that_is_not_explained_allocates_nothing_for_it()
    {
        var table = Models.Compile(Models.Table("hitPolicy=\"FIRST\"", "a:number", "out", "1|\"x\"", "2|\"y\"")).Prepare("D")!;
        var chain = Models.Compile(Boxed);

        // What it was before decisions could be explained in parts.
        Assert.InRange(Allocated(() => table.Decide([2], Models.At)), 0, 120);
        // Before it were 4,080 bytes; since then every list and context also knows its size, and the session two limits more.
        Assert.InRange(Allocated(() => chain.Decide("D", ValueContext.Of(("n", 3)), Models.At)), 1, 4_176);
    }

    // The same bytes on every run: the smallest of several, because the runtime may allocate for itself once.
    private static long Allocated(Action decide)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 50; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            decide();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
