using System.Text;
using CsCheck;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Tests.Model;

public sealed class BpmnReaderTests
{
    private const string Sample = $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <b:definitions xmlns:b="{BpmnNames.Bpmn}" xmlns:g="{BpmnNames.Governance}" xmlns:x="urn:else" id="d" exporter="Tool" exporterVersion="1.2">
          <b:collaboration id="c"><b:participant id="pool" name="City" processRef="p"/><b:messageFlow id="mf" sourceRef="pool" targetRef="t"/></b:collaboration>
          <b:process id="p" name="Complaint" isExecutable="true" g:matter="noise">
            <b:documentation>What it is <![CDATA[<b>for</b>]]></b:documentation>
            <b:laneSet><b:lane id="l1" name="Street"><b:flowNodeRef>t</b:flowNodeRef><b:childLaneSet><b:lane id="l2"><b:flowNodeRef>t</b:flowNodeRef></b:lane></b:childLaneSet></b:lane></b:laneSet>
            <b:userTask id="t" name="Handle" x:colour="red" g:duty="lead">
              <b:extensionElements><g:service target="P5D"><g:pause on="wait"/>text</g:service><x:other/></b:extensionElements>
            </b:userTask>
            <b:boundaryEvent id="w" attachedToRef="b:t" cancelActivity="false"><b:eventDefinitionRef>b:shared</b:eventDefinitionRef></b:boundaryEvent>
            <!-- kept -->
            <b:dataObject id="o"/><b:textAnnotation id="n"><b:text>a note</b:text></b:textAnnotation>
            <x:strange/>
          </b:process>
          <b:timerEventDefinition id="shared"><b:timeDuration>PT1H</b:timeDuration></b:timerEventDefinition>
          <b:error id="e" name="Broken" errorCode="BROKEN"/>
        </b:definitions>
        """;

    [Fact]
    public void The_model_shows_what_the_document_holds()
    {
        var document = TestProcess.Read(Sample);
        var process = document.Processes.Single();
        var task = process.Nodes[0];
        var border = process.Nodes[1];

        Assert.Equal(("d", "Tool 1.2"), (document.Id, document.Exporter));
        Assert.Equal(("Complaint", "What it is <b>for</b>", "noise"), (process.Name, process.Documentation, process.Extension("matter")));
        Assert.Equal(["l1", "l2"], process.Lanes.Select(lane => lane.Id));
        Assert.Equal((BpmnKind.UserTask, "Handle", "lead"), (task.Kind, task.Name, task.Extension("duty")));
        Assert.Contains(new ForeignAttribute("urn:else", "colour", "red"), task.ForeignAttributes);
        Assert.Equal(("P5D", "text"), (task.ExtensionsNamed("service").Single()["target"], task.Extensions[0].Text));
        Assert.Equal("wait", task.Extensions[0].Children.Single()["on"]);
        Assert.Equal("other", task.Extensions[1].Name);
        Assert.Equal((EventKind.Timer, "t", false), (border.EventKind, border.AttachedTo, border.Interrupts));
        Assert.Equal("PT1H", border.EventDefinitions.Single().Expression!.Text);
        Assert.Equal("BROKEN", document.FindRoot("e")!.Code);
        Assert.Equal(("City", "p"), (document.Participants.Single().Name, document.Participants.Single().ProcessId));
        Assert.Equal(("pool", "t"), (document.MessageFlows.Single().Source, document.MessageFlows.Single().Target));
        Assert.Equal(2, process.Nodes.Length);
        Assert.Equal(("test.bpmn", "t", 7), (task.Location.File, task.Location.Element, task.Location.Line));
    }

    [Fact]
    public void An_element_knows_the_innermost_lane_it_stands_in()
    {
        var definition = ProcessCompiler.Compile(TestProcess.Read(Sample), null, TestProcess.Options, new DiagnosticBag());

        Assert.Equal("l2", definition!.Find("t")!.Lane!.Id);
    }

    [Theory]
    [InlineData("", "XZ1001")]
    [InlineData("<definitions/>", "XZ3001")]
    [InlineData("<html/>", "XZ3001")]
    [InlineData("<!DOCTYPE a><a/>", "XZ1002")]
    [InlineData("<definitions", "XZ1001")]
    public void What_is_no_bpmn_is_refused_with_a_code(string content, string code)
    {
        var diagnostics = new DiagnosticBag();

        Assert.Null(BpmnReader.Read(Encoding.UTF8.GetBytes(content), "x", diagnostics));
        Assert.Equal(code, diagnostics.ToImmutable().Single().Code);
    }

    [Fact]
    public void Whatever_is_done_to_a_document_it_is_read_or_refused_and_compiled_or_refused()
    {
        var sample = Encoding.UTF8.GetBytes(TestProcess.Xml(
            """
            <startEvent id="s"/><userTask id="t"/><subProcess id="q"><task id="i"/></subProcess><exclusiveGateway id="x" default="x_e"/>
            <boundaryEvent id="w" attachedToRef="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="e"/>
            """,
            "s->t", "t->q", "q->x", "x->e", "x->t if n > 1", "w->e"));
        string[] words = ["id", "\"", "<", ">", "/", "s", "t", "x", "task", "=", "&", " ", "process", "subProcess", "sequenceFlow", "PT", "\u0000", "é"];
        var pieces = Gen.Int[0, words.Length - 1].Select(index => words[index]);
        Gen.Select(Gen.Int[0, sample.Length - 1], Gen.Int[0, 40], pieces).Array[1, 4].Sample(
            edits =>
            {
                var content = sample.ToList();
                foreach (var (at, length, piece) in edits)
                {
                    var from = Math.Min(at, content.Count);
                    content.RemoveRange(from, Math.Min(length, content.Count - from));
                    content.InsertRange(from, Encoding.UTF8.GetBytes(piece));
                }

                var diagnostics = new DiagnosticBag();
                var document = BpmnReader.Read(content.ToArray(), "fuzz", diagnostics);
                Assert.Equal(document is null, diagnostics.HasErrors);
                if (document is not null)
                {
                    var found = new DiagnosticBag();
                    Assert.Equal(ProcessCompiler.Compile(document, null, TestProcess.Options, found) is null, found.HasErrors);
                }
            },
            time: 3);
    }
}
