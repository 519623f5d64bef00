using System.Globalization;
using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Rules.Tests.Dmn;

/// <summary>A mistake names file, element, rule and column, the place in the text, and the nearest name that is known.</summary>
public class MistakeTests
{
    private const string Model = """
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="duties" namespace="urn:duties">
        <itemDefinition name="tMatter"><typeRef>strng</typeRef></itemDefinition>
        <itemDefinition name="tLevel"><typeRef>string</typeRef><allowedValues><text>"low", hgh</text></allowedValues></itemDefinition>
        <inputData id="_matter" name="matter"><variable name="matter" typeRef="tMater"/></inputData>
        <inputData id="_amount" name="amount"><variable name="amount" typeRef="number"/></inputData>
        <decision id="_lead" name="Lead"><variable name="Lead"/>
        <informationRequirement><requiredInput href="#_matter"/></informationRequirement>
        <informationRequirement><requiredInput href="#_amount"/></informationRequirement>
        <informationRequirement><requiredDecision href="#_levl"/></informationRequirement>
        <decisionTable>
        <input label="matter"><inputExpression><text>matter</text></inputExpression></input>
        <input label="size"><inputExpression><text>amunt + 1</text></inputExpression></input>
        <output name="lead"/><output name="days"/>
        <rule><inputEntry><text>"noise"</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>"police"</text></outputEntry><outputEntry><text>1</text></outputEntry></rule>
        <rule><inputEntry><text>matterr</text></inputEntry><inputEntry><text>[1..</text></inputEntry><outputEntry><text>uper case(matter)</text></outputEntry><outputEntry><text>1 +
          + amounts</text></outputEntry></rule>
        </decisionTable></decision>
        <decision id="_level" name="Level"><variable name="Level" typeRef="tLevel"/>
        <informationRequirement><requiredInput href="#_amount"/></informationRequirement>
        <literalExpression><text>if amoun instance of nmber then 1 else 2</text></literalExpression></decision>
        <businessKnowledgeModel id="_k" name="Fee"><variable name="Fee"/>
        <encapsulatedLogic><formalParameter name="days" typeRef="number"/><literalExpression><text>dys * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
        </definitions>
        """;

    private static readonly DiagnosticBag Found = Compile();

    private static DiagnosticBag Compile()
    {
        var diagnostics = new DiagnosticBag();
        DmnCompiler.Compile(DmnReader.Read(Encoding.UTF8.GetBytes(Model), "duties.dmn", diagnostics)!, diagnostics);
        return diagnostics;
    }

    [Theory]
    [InlineData("XZ2006", "strng", "string", "itemDefinition \"tMatter\"", null)]
    [InlineData("XZ2028", "hgh", null, "itemDefinition \"tLevel\"", "hgh</text>")]
    [InlineData("XZ2006", "tMater", "tMatter", "inputData \"matter\", variable \"matter\"", null)]
    [InlineData("XZ2003", "#_levl", "#_level", "decision \"Lead\"", null)]
    [InlineData("XZ2028", "amunt", "amount", "decision \"Lead\", column \"size\"", "amunt + 1")]
    [InlineData("XZ2028", "matterr", "matter", "decision \"Lead\", rule 2, column \"matter\"", "matterr</text>")]
    [InlineData("XZ2028", "uper case", "upper case", "decision \"Lead\", rule 2, column \"lead\"", "uper case")]
    [InlineData("XZ2028", "amoun", "amount", "decision \"Level\"", "amoun instance")]
    [InlineData("XZ2006", "nmber", "number", "decision \"Level\"", null)]
    [InlineData("XZ2028", "dys", "days", "businessKnowledgeModel \"Fee\"", "dys * 2")]
    public void A_wrong_name_is_shown_with_its_place_and_the_nearest(string code, string name, string? nearest, string element, string? textThere)
    {
        var found = Assert.Single(Found.ToImmutable(), found => found.Code == code && found.Arguments[0] == name);

        Assert.Equal(("duties.dmn", element), (found.Location.File, found.Location.Element));
        Assert.Equal(nearest ?? found.Arguments[1], found.Arguments[1]);
        Assert.Equal(Model.Split('\n').ToList().FindIndex(line => line.Contains(textThere ?? name, StringComparison.Ordinal)) + 1, found.Location.Line);
        if (textThere is not null)
        {
            Assert.StartsWith(textThere, Model.Split('\n')[found.Location.Line - 1][(found.Location.Column - 1)..], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_cell_that_breaks_off_says_what_was_expected()
    {
        var found = Assert.Single(Found.ToImmutable(), found => found.Location.Element == "decision \"Lead\", rule 2, column \"size\"");

        Assert.Equal("XZ2024", found.Code);
        Assert.Equal(15, found.Location.Line);
    }

    [Fact]
    public void A_mistake_on_the_second_line_of_a_cell_names_that_line()
    {
        var found = Assert.Single(Found.ToImmutable(), found => found.Location.Element == "decision \"Lead\", rule 2, column \"days\"");

        Assert.Equal(16, found.Location.Line);
        Assert.Contains(found.Code, new[] { "XZ2023", "XZ2028" });
    }

    [Fact]
    public void Every_mistake_is_said_in_both_languages() => Assert.All(Found.ToImmutable(), found =>
    {
        var (english, chinese) = (found.Format(CultureInfo.InvariantCulture), found.Format(CultureInfo.GetCultureInfo("zh-CN")));
        Assert.NotEqual(english, chinese);
        Assert.All(found.Arguments, argument => Assert.Contains(argument, chinese, StringComparison.Ordinal));
    });

    [Fact]
    public void What_goes_wrong_when_a_cell_runs_names_its_own_rule_and_not_another_with_the_same_text()
    {
        var model = Models.Table("hitPolicy=\"UNIQUE\"", "a:number|b:string", "out", "1|string length(b) + a &gt; 2|1", "2|string length(b) + a &gt; 2|2");

        var result = Models.Decide(model, ("a", 2), ("b", Value.Null));

        Assert.Contains(result.Diagnostics, found => found.Location.Element == "decision \"D\", rule 2, column \"b\"");
        Assert.DoesNotContain(result.Diagnostics, found => found.Location.Element.Contains("rule 1", StringComparison.Ordinal));
    }
}
