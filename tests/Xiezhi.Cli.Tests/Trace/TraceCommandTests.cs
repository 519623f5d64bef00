namespace Xiezhi.Cli.Tests.Trace;

public sealed class TraceCommandTests : IDisposable
{
    private const string Line = """
        <startEvent id="S"/><userTask id="A"/><endEvent id="E"/>
        <sequenceFlow id="f1" sourceRef="S" targetRef="A"/><sequenceFlow id="f2" sourceRef="A" targetRef="E"/>
        """;

    private const string Choice = """
        <startEvent id="S"/><userTask id="A"/><exclusiveGateway id="G" default="f4"/><endEvent id="High"/><endEvent id="Low"/>
        <sequenceFlow id="f1" sourceRef="S" targetRef="A"/><sequenceFlow id="f2" sourceRef="A" targetRef="G"/>
        <sequenceFlow id="f3" sourceRef="G" targetRef="High"><conditionExpression>amount > 10</conditionExpression></sequenceFlow>
        <sequenceFlow id="f4" sourceRef="G" targetRef="Low"/>
        """;

    private const string Reminded = """
        <startEvent id="S"/><userTask id="A"/><endEvent id="E"/>
        <boundaryEvent id="Late" attachedToRef="A"><timerEventDefinition id="t"><timeDuration>P3D</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="L"/>
        <sequenceFlow id="f1" sourceRef="S" targetRef="A"/><sequenceFlow id="f2" sourceRef="A" targetRef="E"/><sequenceFlow id="f3" sourceRef="Late" targetRef="L"/>
        """;

    private const string Messages = """<message id="m" name="answer" xiezhi:correlationKey="ticket"/><signal id="s" name="storm"/>""";

    private const string Listening = """
        <startEvent id="S"/>
        <intermediateCatchEvent id="Answer"><messageEventDefinition id="d1" messageRef="m"/></intermediateCatchEvent>
        <intermediateCatchEvent id="Storm"><signalEventDefinition id="d2" signalRef="s"/></intermediateCatchEvent><endEvent id="E"/>
        <sequenceFlow id="f1" sourceRef="S" targetRef="Answer"/><sequenceFlow id="f2" sourceRef="Answer" targetRef="Storm"/><sequenceFlow id="f3" sourceRef="Storm" targetRef="E"/>
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_task_that_nobody_completes_leaves_the_process_waiting() =>
        TraceAsync(Line, 3, ["enter S", "leave S", "enter A", "wait A"]);

    [Fact]
    public Task A_completed_task_lets_the_process_end() =>
        TraceAsync(Line, 0, ["enter S", "leave S", "enter A", "wait A", "leave A", "enter E", "leave E", "end"], "--complete", "A");

    [Fact]
    public Task What_a_completion_gives_decides_the_way() =>
        TraceAsync(Choice, 0, ["enter S", "leave S", "enter A", "wait A", "leave A", "enter G", "leave G", "enter High", "leave High", "end"], "--complete", """A={"amount": 11}""");

    [Fact]
    public async Task Data_is_there_from_the_beginning_and_tasks_complete_by_themselves()
    {
        var data = _folder.Write("data.json", """{"amount": 3}""");

        await TraceAsync(Choice, 0, ["enter S", "leave S", "enter A", "wait A", "leave A", "enter G", "leave G", "enter Low", "leave Low", "end"], "--auto", "--data", data);
    }

    [Fact]
    public Task A_task_that_a_completion_names_does_not_complete_by_itself() =>
        TraceAsync(
            Choice,
            0,
            ["enter S", "leave S", "enter A", "wait A", "leave A", "enter G", "leave G", "enter High", "leave High", "end"],
            "--auto",
            "--complete",
            """A={"amount": 11}""");

    [Fact]
    public Task A_timer_begins_a_process_when_it_is_due() =>
        TraceAsync(
            """
            <startEvent id="S"><timerEventDefinition id="t"><timeDuration>P2D</timeDuration></timerEventDefinition></startEvent><endEvent id="E"/>
            <sequenceFlow id="f1" sourceRef="S" targetRef="E"/>
            """,
            0,
            ["enter S", "leave S", "enter E", "leave E", "end"]);

    [Fact]
    public Task A_timer_that_is_due_later_begins_nothing() =>
        TraceAsync(
            """
            <startEvent id="S"><timerEventDefinition id="t"><timeDuration>P2D</timeDuration></timerEventDefinition></startEvent><endEvent id="E"/>
            <sequenceFlow id="f1" sourceRef="S" targetRef="E"/>
            """,
            3,
            [],
            "--until",
            "P1D");

    [Fact]
    public Task An_event_with_several_definitions_waits_once_and_what_it_throws_is_named() =>
        TraceAsync(
            """
            <startEvent id="S"/><intermediateCatchEvent id="W"><timerEventDefinition id="d1"><timeDuration>PT1H</timeDuration></timerEventDefinition><signalEventDefinition id="d2" signalRef="s"/></intermediateCatchEvent>
            <endEvent id="E"><signalEventDefinition id="d3" signalRef="s"/><messageEventDefinition id="d4" messageRef="m"/></endEvent>
            <sequenceFlow id="f1" sourceRef="S" targetRef="W"/><sequenceFlow id="f2" sourceRef="W" targetRef="E"/>
            """,
            0,
            ["enter S", "leave S", "enter W", "wait W", "leave W", "enter E", "enter E#1", "leave E#1", "enter E#2", "wait E#2", "leave E#2", "leave E", "end"],
            "--signal",
            "storm",
            "--complete",
            "E#2");

    [Fact]
    public Task A_complex_join_is_left_when_it_is_reset() =>
        TraceAsync(
            """
            <startEvent id="S"/><userTask id="A"/><userTask id="B"/><complexGateway id="G"><activationCondition>activationCount >= 1</activationCondition></complexGateway><endEvent id="E"/>
            <sequenceFlow id="f1" sourceRef="S" targetRef="A"/><sequenceFlow id="f2" sourceRef="S" targetRef="B"/><sequenceFlow id="f3" sourceRef="A" targetRef="G"/>
            <sequenceFlow id="f4" sourceRef="B" targetRef="G"/><sequenceFlow id="f5" sourceRef="G" targetRef="E"/>
            """,
            0,
            ["enter S", "leave S", "enter A", "wait A", "enter B", "wait B", "leave A", "enter G", "wait G", "enter E", "leave E", "leave B", "enter G", "wait G", "leave G", "end"],
            "--auto");

    [Theory]
    [InlineData("P3D")]
    [InlineData("2026-01-04")]
    public Task Time_passes_to_what_is_due_until_the_time_named(string until) =>
        TraceAsync(Reminded, 0, ["enter S", "leave S", "enter A", "wait A", "cancel A", "enter Late", "leave Late", "enter L", "leave L", "end"], "--until", until);

    [Fact]
    public Task Time_does_not_pass_further() =>
        TraceAsync(Reminded, 3, ["enter S", "leave S", "enter A", "wait A"], "--until", "2026-01-03T23:59:59Z");

    [Fact]
    public Task Messages_and_signals_are_given_in_the_order_of_the_command_line() =>
        TraceAsync(
            Listening,
            0,
            ["enter S", "leave S", "enter Answer", "wait Answer", "leave Answer", "enter Storm", "wait Storm", "leave Storm", "enter E", "leave E", "end"],
            "--message",
            "answer:7",
            "--signal",
            "storm",
            "--data",
            _folder.Write("data.json", """{"ticket": "7"}"""));

    [Fact]
    public async Task What_does_not_fit_is_refused()
    {
        var run = await RunAsync(Listening, "--signal", "storm", "--message", "answer", "--data", _folder.Write("data.json", """{"ticket": "7"}"""));

        Assert.Equal(1, run.Status);
        Assert.Contains("XZ35", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_with_another_key_is_refused() =>
        Assert.Equal(1, (await RunAsync(Listening, "--message", "answer:8", "--data", _folder.Write("data.json", """{"ticket": "7"}"""))).Status);

    [Fact]
    public async Task An_incident_names_its_element_and_code()
    {
        var run = await RunAsync(Choice, "--complete", """A={"amount": "much"}""");

        Assert.Equal(4, run.Status);
        Assert.Contains("\nincident G XZ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\nend", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_script_is_refused_unless_it_is_ignored()
    {
        const string Scripted = """
            <startEvent id="S"/><scriptTask id="A" scriptFormat="javascript"><script>x = 1</script></scriptTask><serviceTask id="B"/><endEvent id="E"/>
            <sequenceFlow id="f1" sourceRef="S" targetRef="A"/><sequenceFlow id="f2" sourceRef="A" targetRef="B"/><sequenceFlow id="f3" sourceRef="B" targetRef="E"/>
            """;

        var refused = await RunAsync(Scripted, "--auto");

        Assert.Equal((1, ""), (refused.Status, refused.Output));
        Assert.Contains("A: XZ3304", refused.Errors, StringComparison.Ordinal);
        await TraceAsync(
            Scripted,
            0,
            ["enter S", "leave S", "enter A", "leave A", "enter B", "wait B", "leave B", "enter E", "leave E", "end"],
            "--auto",
            "--scripts",
            "ignore");
    }

    [Fact]
    public Task Each_token_enters_a_join_and_the_join_is_left_once() =>
        TraceAsync(
            """
            <startEvent id="S"/><parallelGateway id="F"/><parallelGateway id="J"/><endEvent id="E"/>
            <sequenceFlow id="f1" sourceRef="S" targetRef="F"/><sequenceFlow id="f2" sourceRef="F" targetRef="J"/>
            <sequenceFlow id="f3" sourceRef="F" targetRef="J"/><sequenceFlow id="f4" sourceRef="J" targetRef="E"/>
            """,
            0,
            ["enter S", "leave S", "enter F", "leave F", "enter J", "wait J", "enter J", "leave J", "enter E", "leave E", "end"]);

    [Fact]
    public async Task A_decision_beside_the_file_is_made()
    {
        _folder.WriteDecision("fee.dmn", "fee", "amount * 2");
        const string Deciding = """
            <startEvent id="S"/><businessRuleTask id="D" implementation="decision:fee" xiezhi:resultVariable="fee"/><exclusiveGateway id="G" default="f3"/>
            <endEvent id="Four"/><endEvent id="Other"/>
            <sequenceFlow id="f1" sourceRef="S" targetRef="D"/><sequenceFlow id="f2" sourceRef="D" targetRef="G"/><sequenceFlow id="f3" sourceRef="G" targetRef="Other"/>
            <sequenceFlow id="f4" sourceRef="G" targetRef="Four"><conditionExpression>fee = 4</conditionExpression></sequenceFlow>
            """;

        await TraceAsync(
            Deciding,
            0,
            ["enter S", "leave S", "enter D", "leave D", "enter G", "leave G", "enter Four", "leave Four", "end"],
            "--data",
            _folder.Write("data.json", """{"amount": 2}"""));
    }

    [Fact]
    public async Task A_process_that_can_not_run_is_refused_with_the_element_and_how_to_mend_it()
    {
        var run = await RunAsync("""<startEvent id="S"/><sequenceFlow id="f" sourceRef="S" targetRef="nowhere"/>""");

        Assert.Equal((1, ""), (run.Status, run.Output));
        Assert.Contains("f: XZ3103", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--complete", "A=not json")]
    [InlineData("--complete", "A=[1]")]
    [InlineData("--message", "=1")]
    [InlineData("--until", "soon")]
    [InlineData("--until", "P1M")]
    [InlineData("--scripts", "run")]
    [InlineData("--data", "nowhere.json")]
    [InlineData("--unknown", "1")]
    public async Task A_wrong_option_is_wrong_usage(string option, string value) => Assert.Equal(2, (await RunAsync(Line, option, value)).Status);

    [Fact]
    public async Task A_file_that_is_not_there_is_wrong_usage() => Assert.Equal(2, (await XiezhiProgram.RunAsync("trace", "nowhere.bpmn")).Status);

    [Fact]
    public Task What_comes_with_messages_and_signals_is_data_of_the_process() =>
        TraceAsync(
            """
            <startEvent id="S"/><intermediateCatchEvent id="Storm"><signalEventDefinition id="d" signalRef="s"/></intermediateCatchEvent>
            <exclusiveGateway id="G" default="f4"/><endEvent id="High"/><endEvent id="Low"/>
            <sequenceFlow id="f1" sourceRef="S" targetRef="Storm"/><sequenceFlow id="f2" sourceRef="Storm" targetRef="G"/>
            <sequenceFlow id="f3" sourceRef="G" targetRef="High"><conditionExpression>force > 9</conditionExpression></sequenceFlow>
            <sequenceFlow id="f4" sourceRef="G" targetRef="Low"/>
            """,
            0,
            ["enter S", "leave S", "enter Storm", "wait Storm", "leave Storm", "enter G", "leave G", "enter High", "leave High", "end"],
            "--signal",
            """storm={"force": 11}""");

    [Fact]
    public async Task A_process_that_only_a_message_starts_begins_by_it_with_its_key()
    {
        const string Started = """
            <startEvent id="S"><messageEventDefinition id="d" messageRef="m"/></startEvent>
            <intermediateCatchEvent id="Again"><messageEventDefinition id="d2" messageRef="m"/></intermediateCatchEvent><sequenceFlow id="f" sourceRef="S" targetRef="Again"/>
            """;

        await TraceAsync(Started, 0, ["enter S", "leave S", "enter Again", "wait Again", "leave Again", "end"], "--message", """answer={"ticket": "7"}""", "--message", "answer:7");
        Assert.Equal(1, (await RunAsync(Started)).Status);
    }

    [Fact]
    public async Task An_activity_that_waits_for_data_is_said_to_wait_and_for_what()
    {
        var run = await RunAsync(
            """
            <startEvent id="S"/><dataObject id="paper"/><userTask id="A"><ioSpecification><dataInput id="i"/><inputSet><dataInputRefs>i</dataInputRefs></inputSet><outputSet/></ioSpecification>
            <dataInputAssociation id="a"><sourceRef>paper</sourceRef><targetRef>i</targetRef></dataInputAssociation></userTask><sequenceFlow id="f1" sourceRef="S" targetRef="A"/>
            """,
            "--auto");

        Assert.Equal((3, "enter S\nleave S\nenter A\nwait A\n"), (run.Status, run.Output));
        Assert.Contains("A waits until its inputs are available: i", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_process_of_several_is_named_and_a_called_one_may_stand_in_a_file_beside()
    {
        _folder.WriteProcess("other.bpmn", """<scriptTask id="T" scriptFormat="javascript"><script>go()</script></scriptTask>""");
        var file = _folder.Write(
            "two.bpmn",
            """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="urn:test">""",
            """<process id="A" isExecutable="true"><callActivity id="C" calledElement="P"/></process><process id="B" isExecutable="true"><task id="T"/></process></definitions>""");

        Assert.Equal(1, (await XiezhiProgram.RunAsync("trace", file)).Status);
        Assert.Equal("enter T\nleave T\nend\n", (await XiezhiProgram.RunAsync("trace", file, "--process", "B")).Output);
        Assert.Contains("XZ3304", (await XiezhiProgram.RunAsync("trace", file, "--process", "A")).Errors, StringComparison.Ordinal);
        var ignored = await XiezhiProgram.RunAsync("trace", file, "--process", "A", "--scripts", "ignore");
        Assert.Equal((0, "enter C\nenter C/T\nleave C/T\nleave C\nend\n"), (ignored.Status, ignored.Output));
    }

    [Fact]
    public Task The_clock_begins_where_it_is_told() =>
        TraceAsync(Reminded, 0, ["enter S", "leave S", "enter A", "wait A", "cancel A", "enter Late", "leave Late", "enter L", "leave L", "end"], "--from", "2030-05-01", "--until", "2030-05-04");

    [Fact]
    public async Task A_data_file_that_is_no_object_is_refused() =>
        Assert.Equal(1, (await RunAsync(Line, "--data", _folder.Write("data.json", "[1"))).Status);

    private Task<XiezhiProgram> RunAsync(string process, params string[] options) =>
        XiezhiProgram.RunAsync(["trace", _folder.WriteProcess("p.bpmn", process, Messages), .. options]);

    private async Task TraceAsync(string process, int status, string[] lines, params string[] options)
    {
        var run = await RunAsync(process, options);

        Assert.Equal(lines, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(status, run.Status);
    }
}
