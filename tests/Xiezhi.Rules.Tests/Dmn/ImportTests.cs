using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Rules.Tests.Dmn;

public class ImportTests
{
    private static readonly DmnDocument North = Read("urn:north", Office("north"));
    private static readonly DmnDocument South = Read("urn:south", Office("south"));

    private static readonly DecisionModel Model = Compile(
        """
        <import name="N" namespace="urn:north" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
        <import name="S" namespace="urn:south" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
        <decision id="_both" name="both"><variable name="both"/>
          <informationRequirement><requiredDecision href="urn:north#_d"/></informationRequirement>
          <informationRequirement><requiredDecision href="urn:south#_d"/></informationRequirement>
          <literalExpression><text>N.lead + S.lead</text></literalExpression></decision>
        """);

    private static string Office(string name) => $"""
        <inputData id="_m" name="matter"><variable name="matter" typeRef="string"/></inputData>
        <decision id="_d" name="lead"><variable name="lead"/><informationRequirement><requiredInput href="#_m"/></informationRequirement>
          <literalExpression><text>"{name} " + matter</text></literalExpression></decision>
        <decision id="_only_{name}" name="only {name}"><variable name="only {name}"/><literalExpression><text>1</text></literalExpression></decision>
        <businessKnowledgeModel id="_k" name="twice"><variable name="twice"/>
          <encapsulatedLogic><formalParameter name="n"/><literalExpression><text>"{name} " + string(2 * n)</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
        """;

    private static DmnDocument Read(string @namespace, string elements) => DmnReader.Read(
        Encoding.UTF8.GetBytes($"<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"{@namespace}\">{elements}</definitions>"),
        @namespace[4..] + ".dmn",
        new DiagnosticBag())!;

    private static DecisionModel Compile(string elements)
    {
        var diagnostics = new DiagnosticBag();
        var model = DmnCompiler.Compile(Read("urn:main", elements), [North, South], diagnostics);
        Assert.Empty(diagnostics.ToImmutable());
        return model!;
    }

    [Fact]
    public void An_imported_decision_is_asked_for_by_its_qualified_name()
    {
        Assert.Equal("north noise", Model.Decide("N.lead", ValueContext.Of(("N.matter", "noise")), Models.At).Value);
        Assert.Equal("south noise", Model.Decide("S.lead", ValueContext.Of(("S.matter", "noise")), Models.At).Value);
        Assert.Equal("south 4", Model.Invoke("S.twice", ValueContext.Of(("n", 2)), Models.At).Value);
    }

    [Fact]
    public void Each_imported_input_is_given_under_its_qualified_name() => Assert.Equal(
        "north noisesouth refuse",
        Model.Decide("both", ValueContext.Of(("N.matter", "noise"), ("S.matter", "refuse")), Models.At).Value);

    [Fact]
    public void A_plain_name_that_only_one_has_is_enough() => Assert.Equal(1, Model.Decide("only south", ValueContext.Empty, Models.At).Value);

    [Theory]
    [InlineData("lead", "N.lead, S.lead")]
    [InlineData("_d", "N.lead, S.lead")]
    public void A_plain_name_that_several_have_is_refused_with_their_names(string name, string candidates)
    {
        var result = Model.Decide(name, ValueContext.Empty, Models.At);

        var found = Assert.Single(result.Diagnostics);
        Assert.Equal(("XZ2016", candidates), (found.Code, found.Arguments[1]));
        Assert.True(result.Value.IsNull);
        Assert.Null(Model.Prepare(name));
        Assert.Equal("XZ2016", Assert.Single(Model.Invoke("twice", ValueContext.Empty, Models.At).Diagnostics).Code);
    }

    [Fact]
    public void An_input_under_a_name_that_several_have_is_refused_where_it_is_needed()
    {
        var result = Model.Decide("both", ValueContext.Of(("matter", "noise")), Models.At);

        Assert.Equal(2, result.Diagnostics.Count(found => found.Code == "XZ2016"));
        Assert.Equal("N.matter, S.matter", result.Diagnostics[0].Arguments[1]);
        Assert.Empty(Model.Decide("only north", ValueContext.Of(("matter", "noise")), Models.At).Diagnostics);
    }

    [Fact]
    public void A_prepared_decision_names_its_inputs_so_that_they_differ() => Assert.Equal(["N.matter", "S.matter"], Model.Prepare("both")!.InputNames);

    [Fact]
    public void The_models_own_element_is_meant_before_imported_ones()
    {
        var model = Compile(
            """
            <import name="N" namespace="urn:north" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
            <inputData id="_m" name="matter"><variable name="matter" typeRef="string"/></inputData>
            <decision id="_x" name="lead"><variable name="lead"/><informationRequirement><requiredInput href="#_m"/></informationRequirement>
              <informationRequirement><requiredDecision href="urn:north#_d"/></informationRequirement><literalExpression><text>[matter, N.lead]</text></literalExpression></decision>
            """);

        Assert.Equal(Value.List("a", "north b"), model.Decide("lead", ValueContext.Of(("matter", "a"), ("N.matter", "b")), Models.At).Value);
    }
}
