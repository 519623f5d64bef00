using System.Text;
using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Tests.Model;

public sealed class InterchangeTests
{
    private const string Foreign = $"""
        <?xml-stylesheet href="look.xsl"?><!-- before -->
        <m:definitions xmlns:m="{BpmnNames.Bpmn}" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" camunda:version="7">
          <?tool keep this?>
          <m:documentation textFormat="text/html"><![CDATA[<p class="x">Who &amp; what <b>now</b>]]></m:documentation>
          <m:process id="p" name="行政&#10;审批" isExecutable="true">
            <m:documentation><div xmlns="http://www.w3.org/1999/xhtml">An <i>inner</i> text, <br/>kept.</div></m:documentation>
            <m:extensionElements><camunda:properties><camunda:property name="a" value="&lt;1&gt; &quot;2&quot;&#9;"/></camunda:properties><other xmlns="urn:none"> <inner/> </other></m:extensionElements>
            <!-- a remark -->
            <m:task id="t" camunda:asyncBefore="true"/>
            <m:sequenceFlow id="f" sourceRef="t" targetRef="t"><m:conditionExpression xsi:type="m:tFormalExpression">1 &lt; 2</m:conditionExpression></m:sequenceFlow>
          </m:process>
        </m:definitions>
        <!-- behind -->
        """;

    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", false },
        { "utf-8", true },
        { "utf-16", true },
        { "utf-16BE", true },
        { "utf-32", true },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Whatever_other_tools_wrote_is_written_back_whatever_the_encoding_was(string name, bool marked)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] content = [.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{encoding.WebName}\"?>\n" + Foreign)];
        var diagnostics = new DiagnosticBag();
        var document = BpmnReader.Read(content, "foreign.bpmn", diagnostics);
        Assert.Empty(diagnostics.ToImmutable());

        using var written = new MemoryStream();
        document!.Write(written);

        Interchange.AssertSame(content, written.ToArray());
        var text = Encoding.UTF8.GetString(written.ToArray());
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>", text, StringComparison.Ordinal);
        Assert.Contains("""<![CDATA[<p class="x">Who &amp; what <b>now</b>]]>""", text, StringComparison.Ordinal);
        Assert.Contains("<?tool keep this?>", text, StringComparison.Ordinal);
        Assert.EndsWith("<!-- behind -->", text.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_comparison_sees_the_smallest_loss()
    {
        var whole = Encoding.UTF8.GetBytes(Foreign);
        foreach (var (from, to) in new[] { ("<!-- a remark -->", ""), ("<inner/> ", "<inner/>"), ("&#9;", " "), ("keep this", "keep"), ("camunda:asyncBefore=\"true\"", ""), ("<![CDATA[<p", "<![CDATA[ <p") })
        {
            Assert.Throws<Xunit.Sdk.TrueException>(() => Interchange.AssertSame(whole, Encoding.UTF8.GetBytes(Foreign.Replace(from, to, StringComparison.Ordinal))));
        }
    }
}

/// <summary>Compares two XML documents whole: every node of every kind in its order, with its white space, attributes and prefixes.</summary>
internal static class Interchange
{
    internal static void AssertSame(byte[] expected, byte[] actual) => Assert.True(XNode.DeepEquals(Load(expected), Load(actual)), "The documents differ.");

    private static XDocument Load(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return XDocument.Load(stream, LoadOptions.PreserveWhitespace);
    }
}
