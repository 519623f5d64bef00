using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Rules.Tests.Dmn;

public class DecisionModelTests
{
    private const string Chain = """
        <itemDefinition name="tLevel"><typeRef>string</typeRef><allowedValues><text>"low", "high"</text></allowedValues></itemDefinition>
        <inputData id="_a" name="amount due"><variable name="amount due" typeRef="number"/></inputData>
        <decision id="_1" name="risk level"><variable name="risk level" typeRef="tLevel"/>
          <informationRequirement><requiredInput href="#_a"/></informationRequirement>
          <decisionTable id="t1" hitPolicy="FIRST"><input><inputExpression><text>amount due</text></inputExpression></input><output/>
            <rule><inputEntry><text>&gt; 100</text></inputEntry><outputEntry><text>"high"</text></outputEntry></rule>
            <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"low"</text></outputEntry></rule>
          </decisionTable></decision>
        <decision id="_2" name="answer"><variable name="answer"/>
          <informationRequirement><requiredDecision href="#_1"/></informationRequirement>
          <knowledgeRequirement><requiredKnowledge href="#_k"/></knowledgeRequirement>
          <literalExpression><text>shout(risk level)</text></literalExpression></decision>
        <businessKnowledgeModel id="_k" name="shout"><variable name="shout"/>
          <encapsulatedLogic><formalParameter name="what" typeRef="string"/><literalExpression><text>upper case(what)</text></literalExpression></encapsulatedLogic>
        </businessKnowledgeModel>
        """;

    [Fact]
    public void A_decision_is_made_from_those_it_requires() =>
        Assert.Equal("HIGH", Models.Compile(Chain).Decide("answer", ValueContext.Of(("amount due", 101)), Models.At).Value);

    [Fact]
    public void A_value_under_the_name_of_a_required_decision_takes_its_place() =>
        Assert.Equal("LOW", Models.Compile(Chain).Decide("answer", ValueContext.Of(("amount due", 101), ("risk level", "low")), Models.At).Value);

    [Fact]
    public void An_explanation_names_inputs_required_decisions_and_the_rules_that_matched()
    {
        var result = Models.Compile(Chain).Decide("answer", ValueContext.Of(("amount due", 101)), Models.At with { Explain = true });

        var why = result.Explanation!;
        Assert.Equal(("answer", "_2"), (why.Decision, why.DecisionId));
        var required = Assert.Single(why.Required);
        Assert.Equal(("risk level", (Value)"high"), (required.Decision, required.Value));
        Assert.Equal(101, required.Inputs["amount due"]);
        var table = Assert.Single(required.Tables);
        Assert.Equal("t1", table.Table);
        Assert.Equal([1], table.MatchedRules);
        Assert.Equal([101], table.Inputs);
    }

    [Fact]
    public void Nothing_is_explained_unless_asked_for() => Assert.Null(Models.Compile(Chain).Decide("answer", ValueContext.Empty, Models.At).Explanation);

    [Fact]
    public void A_model_can_be_looked_at()
    {
        var model = Models.Compile(Chain);

        Assert.Equal(["risk level", "answer"], model.Decisions.Select(decision => decision.Name));
        Assert.Equal(["risk level"], model.FindDecision("answer")!.RequiredDecisions);
        Assert.Equal(["shout"], model.FindDecision("_2")!.RequiredKnowledge);
        var table = model.FindDecision("_1")!.Table!;
        Assert.Equal((HitPolicy.First, "amount due"), (table.HitPolicy, table.Inputs[0].Expression));
        Assert.Equal(["> 100"], table.Rules[0].Conditions);
        Assert.Equal("number", Assert.Single(model.Inputs).Type.Name);
        Assert.Equal("\"low\", \"high\"", model.Decisions[0].Type.AllowedValues);
        Assert.Equal("what", Assert.Single(model.Invocables).Parameters[0].Key);
    }

    [Fact]
    public void A_decision_that_is_not_there_is_named_with_the_nearest()
    {
        var result = Models.Compile(Chain).Decide("risk leve", ValueContext.Empty, Models.At);

        Assert.Equal("XZ2012", Assert.Single(result.Diagnostics).Code);
        Assert.Equal("risk level", result.Diagnostics[0].Arguments[1]);
    }

    [Fact]
    public void Decisions_that_require_one_another_in_a_circle_are_refused()
    {
        var model = Models.Compile(
            """
            <decision id="_1" name="a"><informationRequirement><requiredDecision href="#_2"/></informationRequirement><literalExpression><text>b</text></literalExpression></decision>
            <decision id="_2" name="b"><informationRequirement><requiredDecision href="#_1"/></informationRequirement><literalExpression><text>a</text></literalExpression></decision>
            """,
            out var diagnostics);

        Assert.Null(model);
        Assert.Equal("XZ2005", Assert.Single(diagnostics.ToImmutable()).Code);
    }

    [Fact]
    public void References_that_lead_nowhere_and_imports_that_are_missing_are_reported()
    {
        Models.Compile(
            """
            <import name="other" namespace="urn:other" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
            <decision id="_1" name="a"><informationRequirement><requiredDecision href="#_9"/></informationRequirement><literalExpression><text>1</text></literalExpression></decision>
            """,
            out var diagnostics);

        Assert.Single(diagnostics.ToImmutable(), found => found.Code == "XZ2003");
        Assert.Single(diagnostics.ToImmutable(), found => found.Code == "XZ2004");
    }
}
