using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Tests.Compilation;

public sealed class CompileTests
{
    [Theory]
    [InlineData("choreographyTask", "XZ3201")]
    [InlineData("intermediateCatchEvent", "XZ3201")]
    public void What_is_not_run_is_refused_by_its_id(string tag, string code)
    {
        Assert.Contains($"it {code}", TestProcess.Check($"<{tag} id=\"it\"><task id=\"q\"/></{tag}>"));
    }

    [Fact]
    public void A_sound_process_has_nothing_said_about_it()
    {
        Assert.Empty(TestProcess.Check(
            """<startEvent id="s"/><exclusiveGateway id="x" default="x_b"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>""",
            "s->x", "x->a if n > 1", "x->b", "a->e", "b->e"));
    }

    [Fact]
    public void Flows_that_lead_nowhere_or_where_they_may_not_are_named()
    {
        Assert.Equal(["a_ghost XZ3103"], TestProcess.Check("""<task id="a"/>""", "a->ghost"));
        Assert.Equal(["e_a XZ3106"], TestProcess.Check("""<startEvent id="s"/><task id="a"/><endEvent id="e"/>""", "s->a", "a->e", "e->a"));
        Assert.Equal(["a_s XZ3105"], TestProcess.Check("""<startEvent id="s"/><task id="a"/>""", "s->a", "a->s"));
        Assert.Equal(["a_i XZ3104"], TestProcess.Check("""<task id="a"/><subProcess id="q"><task id="i"/></subProcess>""", "a->i"));
    }

    [Fact]
    public void An_exclusive_gateway_needs_conditions_and_better_a_default()
    {
        Assert.Equal(["x_b XZ3107", "x XZ3108"], TestProcess.Check("""<exclusiveGateway id="x"/><task id="a"/><task id="b"/>""", "x->a if n > 1", "x->b"));
        Assert.Equal(["x XZ3109", "x_a XZ3107", "x XZ3108"], TestProcess.Check(
            """<exclusiveGateway id="x" default="none"/><task id="a"/><task id="b"/>""", "x->a", "x->b if n > 1"));
        Assert.Equal(["g_a XZ3110"], TestProcess.Check("""<parallelGateway id="g"/><task id="a"/>""", "g->a if n > 1"));
    }

    [Fact]
    public void What_no_token_reaches_is_named_once()
    {
        Assert.Equal(["lost XZ3124", "after XZ3111"], TestProcess.Check(
            """<startEvent id="s"/><subProcess id="lost"><task id="i"/></subProcess><task id="after"/>""", "lost->after"));
    }

    [Fact]
    public void Ids_occur_once()
    {
        Assert.Equal(["a XZ3102"], TestProcess.Check("""<task id="a"/><task id="a"/>"""));
        Assert.Equal(["task XZ3101"], TestProcess.Check("""<task/><task id="b"/>"""));
        Assert.Equal(["a XZ3102"], TestProcess.Check("""<task id="a"/><task id="b"/><sequenceFlow id="a" sourceRef="a" targetRef="b"/>"""));
    }

    [Fact]
    public void A_boundary_event_needs_an_activity_that_waits()
    {
        const string Timer = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>";
        Assert.Equal(["w XZ3112"], TestProcess.Check($"""<userTask id="t"/><boundaryEvent id="w">{Timer}</boundaryEvent>"""));
        Assert.Equal(["w XZ3112"], TestProcess.Check($"""<exclusiveGateway id="t"/><boundaryEvent id="w" attachedToRef="t">{Timer}</boundaryEvent>"""));
        Assert.Equal(["w XZ3116"], TestProcess.Check($"""<task id="t"/><boundaryEvent id="w" attachedToRef="t">{Timer}</boundaryEvent>"""));
    }

    [Fact]
    public void Implementations_and_decisions_must_be_known()
    {
        var options = TestProcess.Options with { KnowsImplementation = static name => name == "known" };

        Assert.Empty(TestProcess.Check(options, """<serviceTask id="j" implementation="known"/>"""));
        Assert.Equal(["j XZ3306"], TestProcess.Check(options, """<serviceTask id="j" implementation="other"/>"""));
        Assert.Equal(["j XZ3306"], TestProcess.Check(options, """<sendTask id="j" messageRef="m"/>"""));
        Assert.Equal(["j XZ3305"], TestProcess.Check(options, """<serviceTask id="j" implementation="##WebService"/>"""));
        Assert.Equal(["r XZ3307"], TestProcess.Check(options, """<businessRuleTask id="r" implementation="decision:Ghost" xiezhi:resultVariable="x"/>"""));
        Assert.Equal(["r XZ3310"], TestProcess.Check(options, """<businessRuleTask id="r" implementation="decision:Double"/>"""));
        Assert.Equal(["r XZ3308"], TestProcess.Check(options, """<receiveTask id="r" messageRef="ghost"/>"""));
    }

    [Fact]
    public void Expressions_must_compile_and_be_in_a_language_that_is_run()
    {
        Assert.Equal(["x_a XZ3303"], TestProcess.Check("""<exclusiveGateway id="x"/><task id="a"/>""", "x->a if n >"));
        Assert.Equal(["x_a XZ3301"], TestProcess.Check(new CompileOptions(), """<exclusiveGateway id="x"/><task id="a"/>""", "x->a if n > 1"));
        Assert.Equal(["c XZ3304"], TestProcess.Check("""<scriptTask id="c" scriptFormat="javascript" xiezhi:resultVariable="x"><script>1</script></scriptTask>"""));
        Assert.Equal(["w XZ3303", "w XZ3309"], TestProcess.Check(
            """<intermediateCatchEvent id="w"><timerEventDefinition><timeDuration>soon !</timeDuration></timerEventDefinition></intermediateCatchEvent>"""));
        Assert.Equal(["t XZ3302"], TestProcess.Check(
            """
            <userTask id="t"><potentialOwner><resourceAssignmentExpression><formalExpression language="http://www.w3.org/1999/XPath">x</formalExpression>
            </resourceAssignmentExpression></potentialOwner></userTask>
            """));
    }

    [Fact]
    public void Loops_without_an_end_and_quantities_are_refused()
    {
        Assert.Equal(["t XZ3305"], TestProcess.Check("""<userTask id="t"><standardLoopCharacteristics/></userTask>"""));
        Assert.Equal(["t XZ3305"], TestProcess.Check("""<userTask id="t"><multiInstanceLoopCharacteristics/></userTask>"""));
        Assert.Equal(["t XZ3204"], TestProcess.Check("""<userTask id="t"><multiInstanceLoopCharacteristics behavior="Some"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>"""));
        Assert.Equal(["t XZ3204"], TestProcess.Check("""<userTask id="t" completionQuantity="2"/>"""));
    }

    [Fact]
    public void Behind_an_event_based_gateway_stands_only_what_waits()
    {
        Assert.Equal(["g_t XZ3117"], TestProcess.Check("""<eventBasedGateway id="g"/><receiveTask id="r" messageRef="plain"/><userTask id="t"/>""", "g->r", "g->t"));
        Assert.Equal(["g XZ3204"], TestProcess.Check("""<eventBasedGateway id="g" eventGatewayType="Parallel"/><receiveTask id="r" messageRef="plain"/>""", "g->r"));
    }

    [Fact]
    public void Starts_must_be_certain()
    {
        Assert.Empty(TestProcess.Check("""<startEvent id="a"/><startEvent id="b"/>"""));
        Assert.Equal(["q XZ3114"], TestProcess.Check("""<subProcess id="q"><startEvent id="a"/><startEvent id="b"/></subProcess>"""));
        Assert.Equal(["p XZ3113"], TestProcess.Check(""));
        Assert.Equal(["i XZ3115"], TestProcess.Check(
            """<subProcess id="q"><startEvent id="i"><messageEventDefinition messageRef="plain"/></startEvent></subProcess>"""));
    }

    [Fact]
    public void A_process_is_chosen_by_its_id_or_because_it_alone_is_executable()
    {
        var document = TestProcess.Read(TestProcess.Document(
            """<process id="a" isExecutable="true"><task id="t"/></process><process id="b"><task id="u"/></process>"""));
        var diagnostics = new DiagnosticBag();

        Assert.Equal("a", ProcessCompiler.Compile(document, null, TestProcess.Options, diagnostics)!.Id);
        Assert.Equal("b", ProcessCompiler.Compile(document, "b", TestProcess.Options, diagnostics)!.Id);
        Assert.Null(ProcessCompiler.Compile(document, "c", TestProcess.Options, diagnostics));
        Assert.Equal(["XZ3004"], diagnostics.ToImmutable().Select(one => one.Code));
    }

    [Fact]
    public void Every_code_has_its_texts_in_both_languages()
    {
        var descriptors = typeof(WorkflowCodes).GetProperties().Select(one => (DiagnosticDescriptor)one.GetValue(null)!).ToArray();
        Assert.Equal(descriptors.Length, descriptors.Select(one => one.Code).Distinct().Count());
        foreach (var descriptor in descriptors)
        {
            var diagnostic = descriptor.At(Location.None, "«0»", "«1»", "«2»");
            var (english, chinese) = (CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("zh-CN"));
            Assert.Same(descriptor, WorkflowCodes.Find(descriptor.Code));
            Assert.NotEqual(descriptor.Code, diagnostic.Message(english));
            Assert.NotEqual(diagnostic.Message(english), diagnostic.Message(chinese));
            Assert.NotEmpty(diagnostic.Mend(english));
            Assert.NotEqual(diagnostic.Mend(english), diagnostic.Mend(chinese));
        }
    }

    [Fact]
    public void What_is_probably_drawn_by_mistake_is_warned_of()
    {
        Assert.Equal(["g XZ3128"], TestProcess.Check("""<task id="a"/><parallelGateway id="g"/><task id="b"/>""", "a->g", "g->b"));
        Assert.Equal(["x XZ3129", "b XZ3603"], TestProcess.Check("""<task id="a"/><task id="b"/><sequenceFlow id="y" sourceRef="a" targetRef="b"/><sequenceFlow id="x" sourceRef="a" targetRef="b"/>"""));
        Assert.Equal(["g_c XZ3131"], TestProcess.Check("""<task id="a"/><exclusiveGateway id="g" default="g_c"/><task id="b"/><task id="c"/>""", "a->g", "g->b if n > 1", "g->c if n > 2"));
    }

    [Fact]
    public void A_message_flow_that_leads_nowhere_is_warned_of()
    {
        var diagnostics = new DiagnosticBag();
        var document = TestProcess.Read(TestProcess.Document(
            """
            <collaboration id="c"><participant id="pool" processRef="p"/><messageFlow id="good" sourceRef="pool" targetRef="t"/><messageFlow id="bad" sourceRef="t" targetRef="gone"/></collaboration>
            <process id="p"><task id="t"/></process>
            """));

        ProcessCompiler.Compile(document, null, TestProcess.Options, diagnostics);

        Assert.Equal(["bad XZ3130"], diagnostics.ToImmutable().Select(one => $"{one.Location.Element} {one.Code}"));
    }

    [Fact]
    public void The_language_of_the_document_is_that_of_its_expressions_but_for_those_marked_as_feel()
    {
        static string[] Check(string language, string expression)
        {
            var diagnostics = new DiagnosticBag();
            var xml = TestProcess.Xml("""<task id="a"/><task id="b"/>""" + $"<sequenceFlow id=\"f\" sourceRef=\"a\" targetRef=\"b\">{expression}</sequenceFlow>")
                .Replace("id=\"d\"", $"id=\"d\" expressionLanguage=\"{language}\"", StringComparison.Ordinal);
            ProcessCompiler.Compile(TestProcess.Read(xml), null, TestProcess.Options, diagnostics);
            return [.. diagnostics.ToImmutable().Select(one => $"{one.Code} {one.Arguments[0]}")];
        }

        const string XPath = "http://www.w3.org/1999/XPath";
        Assert.Equal(["XZ3302 " + XPath], Check(XPath, "<conditionExpression>n > 1</conditionExpression>"));
        Assert.Empty(Check(XPath, "<conditionExpression>= n > 1</conditionExpression>"));
        Assert.Empty(Check(XPath, "<conditionExpression language=\"FEEL\">n > 1</conditionExpression>"));
        Assert.Empty(Check("https://www.omg.org/spec/DMN/20191111/FEEL/", "<conditionExpression>n > 1</conditionExpression>"));
        Assert.Empty(Check(
            XPath,
            """
            <conditionExpression language="https://www.omg.org/spec/DMN/20191111/MODEL/"><![CDATA[<x:literalExpression xmlns:x="urn:dmn" expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/"><x:text>n > 1</x:text></x:literalExpression>]]></conditionExpression>
            """));
    }
}
