using System.Text;
using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Rules.Tests.Dmn;

/// <summary>Files of every version are read, decide, and are written back with nothing lost. The namespaces are those of the OMG's files for each version.</summary>
public class WriteBackTests
{
    // Version, the year in its namespaces, their scheme, and how its files are used to write a type.
    public static TheoryData<string, string, string> Versions => new()
    {
        { "http://www.omg.org/spec/DMN/20180521/", "http://www.omg.org/spec/DMN/20180521/DI/", "feel:number" },
        { "https://www.omg.org/spec/DMN/20191111/", "https://www.omg.org/spec/DMN/20191111/DMNDI/", "number" },
        { "https://www.omg.org/spec/DMN/20211108/", "https://www.omg.org/spec/DMN/20191111/DMNDI/", "f:number" },
        { "https://www.omg.org/spec/DMN/20230324/", "https://www.omg.org/spec/DMN/20230324/DMNDI/", "number" },
    };

    private static string File(string version, string diagram, string number) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <?vendor keep="this instruction"?>
        <!-- a comment before the root -->
        <dmn:definitions xmlns:dmn="{version}MODEL/" xmlns:feel="{version}FEEL/" xmlns:f="{version}FEEL/" xmlns:dmndi="{diagram}" xmlns:me="urn:offices"
            xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:di="http://www.omg.org/spec/DMN/20180521/DI/" xmlns:v="urn:vendor"
            id="_defs" name="offices" namespace="urn:offices" exporter="somebody's editor" v:build="7">
          <dmn:description>Two lines&#xD;
        of text, an &amp; and a <![CDATA[<literal>]]> part.</dmn:description>
          <dmn:extensionElements><v:owner name="a&#xA;b&#9;c" xml:space="preserve"> the <v:b>legal</v:b> office </v:owner></dmn:extensionElements>
          <dmn:itemDefinition name="tLevel"><dmn:typeRef>{number.Replace("number", "string", StringComparison.Ordinal)}</dmn:typeRef>
            <dmn:allowedValues><dmn:text>"low", "high"</dmn:text></dmn:allowedValues></dmn:itemDefinition>
          <dmn:itemDefinition name="tPerson" isCollection="false"><dmn:itemComponent name="age"><dmn:typeRef>{number}</dmn:typeRef></dmn:itemComponent></dmn:itemDefinition>
          <dmn:inputData id="_p" name="person"><dmn:variable name="person" typeRef="me:tPerson"/></dmn:inputData>
          <dmn:decision id="_d" name="level"><!-- kept --><dmn:question>Which level?</dmn:question>
            <dmn:variable name="level" typeRef="tLevel" id="_v"/>
            <dmn:informationRequirement id="_r"><dmn:requiredInput href="#_p"/></dmn:informationRequirement>
            <dmn:authorityRequirement id="_q"><dmn:requiredAuthority href="#_law"/></dmn:authorityRequirement>
            <dmn:decisionTable hitPolicy="FIRST" outputLabel="level" v:width="3">
              <dmn:input id="_i"><dmn:inputExpression typeRef="{number}"><dmn:text>person.age</dmn:text></dmn:inputExpression></dmn:input>
              <dmn:output id="_o" typeRef="tLevel"/><dmn:annotation name="why"/>
              <dmn:rule id="_1"><dmn:inputEntry><dmn:text>&lt; 18</dmn:text></dmn:inputEntry><dmn:outputEntry><dmn:text>"low"</dmn:text></dmn:outputEntry>
                <dmn:annotationEntry><dmn:text>a minor</dmn:text></dmn:annotationEntry></dmn:rule>
              <dmn:rule id="_2"><dmn:inputEntry><dmn:text>-</dmn:text></dmn:inputEntry><dmn:outputEntry><dmn:text>"high"</dmn:text></dmn:outputEntry></dmn:rule>
            </dmn:decisionTable></dmn:decision>
          <dmn:knowledgeSource id="_law" name="the law" locationURI="https://example.org/law"/>
          <dmn:textAnnotation id="_t" textFormat="text/plain"><dmn:text>  spaces kept  </dmn:text></dmn:textAnnotation>
          <dmn:somethingOfALaterVersion flag="true"><v:inner/></dmn:somethingOfALaterVersion>
          <dmndi:DMNDI><dmndi:DMNDiagram id="_dia" v:zoom="1.5"><di:extension><v:grid size="10"/></di:extension>
            <dmndi:DMNShape id="_s" dmnElementRef="_d"><dc:Bounds x="10.50" y="20" width="100" height="60"/><dmndi:DMNLabel/></dmndi:DMNShape>
            <dmndi:DMNEdge id="_e" dmnElementRef="_r"><di:waypoint x="1" y="2"/><di:waypoint x="3" y="4"/></dmndi:DMNEdge></dmndi:DMNDiagram></dmndi:DMNDI>
        </dmn:definitions>
        <!-- and one after it -->
        """;

    private static DmnDocument Read(string text, DiagnosticBag diagnostics) => DmnReader.Read(Encoding.UTF8.GetBytes(text), "offices.dmn", diagnostics)!;

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_file_is_written_back_with_nothing_lost(string version, string diagram, string number)
    {
        var original = XDocument.Parse(File(version, diagram, number), LoadOptions.PreserveWhitespace);

        var written = Read(File(version, diagram, number), new DiagnosticBag()).Write();
        var again = Read(Encoding.UTF8.GetString(written), new DiagnosticBag()).Write();

        var read = XDocument.Load(new MemoryStream(written), LoadOptions.PreserveWhitespace);
        Assert.Equal(original.ToString(SaveOptions.DisableFormatting), read.ToString(SaveOptions.DisableFormatting));
        Assert.True(XNode.DeepEquals(original, read));
        Assert.Equal("a\nb\tc", read.Descendants("{urn:vendor}owner").Single().Attribute("name")!.Value);
        Assert.Contains("Two lines\r\n", read.Root!.Value, StringComparison.Ordinal);
        Assert.Equal(4, read.DescendantNodes().Count(node => node is XComment or XProcessingInstruction));
        Assert.Equal(written, again);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_file_of_every_version_decides_the_same(string version, string diagram, string number)
    {
        var diagnostics = new DiagnosticBag();
        var model = DmnCompiler.Compile(Read(File(version, diagram, number), diagnostics), diagnostics)!;

        Assert.Empty(diagnostics.ToImmutable());
        Assert.Equal("low", model.Decide("level", ValueContext.Of(("person", ValueContext.Of(("age", 17)))), Models.At).Value);
        Assert.Equal("XZ2062", model.Decide("level", ValueContext.Of(("person", ValueContext.Of(("age", "17")))), Models.At).Diagnostics[0].Code);
        Assert.Equal("\"low\", \"high\"", model.FindDecision("level")!.Type.AllowedValues);
    }
}
