namespace Xiezhi.Cli.Tests.Check;

public sealed class CheckCommandTests : IDisposable
{
    private const string Sound = """<startEvent id="S"/><endEvent id="E"/><sequenceFlow id="f" sourceRef="S" targetRef="E"/>""";

    private const string Dangling = """<startEvent id="S"/><endEvent id="E"/><sequenceFlow id="f" sourceRef="S" targetRef="nowhere"/>""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_package_is_checked_whole()
    {
        var run = await XiezhiProgram.RunAsync("check", XiezhiProgram.Hotline);

        Assert.True(run.Status == 0, run.Output + run.Errors);
        Assert.Contains("\"hotline\" is sound", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_duty_list_is_proved_and_what_it_leaves_out_on_purpose_is_named()
    {
        var run = await XiezhiProgram.RunAsync("check", XiezhiProgram.GridManagement);

        Assert.True(run.Status == 0, run.Output + run.Errors);
        Assert.Contains("\"grid-management\" is sound", run.Output, StringComparison.Ordinal);
        Assert.Contains("XZ5326", run.Output, StringComparison.Ordinal);
        Assert.Contains("level-crossing", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sound_process_has_nothing_to_mend()
    {
        var file = _folder.WriteProcess("p.bpmn", Sound);

        var run = await XiezhiProgram.RunAsync("check", file);

        Assert.Equal((0, $"{file}: sound (0 warnings)\n"), (run.Status, run.Output));
    }

    [Fact]
    public async Task A_problem_is_told_with_its_position_id_code_and_mend()
    {
        var file = _folder.WriteProcess("p.bpmn", Dangling);

        var run = await XiezhiProgram.RunAsync("check", file);

        Assert.Equal(1, run.Status);
        Assert.Contains($"{file}(3,40): f: XZ3103\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_are_told_in_Chinese_where_that_is_asked_for()
    {
        var run = await XiezhiProgram.RunAsync("check", _folder.WriteProcess("p.bpmn", Dangling), "--language", "zh-CN");

        Assert.Equal(1, run.Status);
        Assert.Contains("不能运行", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_file_is_checked_by_itself()
    {
        var sound = await XiezhiProgram.RunAsync("check", _folder.WriteDecision("a.dmn", "a", "amount + 1"));
        var wrong = await XiezhiProgram.RunAsync("check", _folder.WriteDecision("b.dmn", "b", "amount +"));

        Assert.True(sound.Status == 0, sound.Output);
        Assert.Equal(1, wrong.Status);
        Assert.Contains("b.dmn", wrong.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_folder_without_a_manifest_every_model_is_checked()
    {
        _folder.WriteProcess("good.bpmn", Sound);
        _folder.WriteProcess("bad.bpmn", Dangling);
        _folder.WriteDecision("fee.dmn", "fee", "amount * 2");

        var run = await XiezhiProgram.RunAsync("check", _folder.Location);

        Assert.Equal(1, run.Status);
        Assert.Contains("good.bpmn: sound", run.Output, StringComparison.Ordinal);
        Assert.Contains("fee.dmn: sound", run.Output, StringComparison.Ordinal);
        Assert.Contains("bad.bpmn: can't be run (errors: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_XML_is_a_problem_and_no_crash()
    {
        var run = await XiezhiProgram.RunAsync("check", _folder.Write("p.bpmn", "<definitions"));

        Assert.Equal((1, ""), (run.Status, run.Errors));
    }

    [Fact]
    public async Task A_process_that_is_only_drawn_beside_an_executable_one_is_named_and_left()
    {
        var file = _folder.Write(
            "p.bpmn",
            """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="urn:test">""",
            $"""<process id="Drawn"><complexGateway id="X"/></process><process id="P" isExecutable="true">{Sound}</process></definitions>""");

        var run = await XiezhiProgram.RunAsync("check", file);

        Assert.True(run.Status == 0, run.Output);
        Assert.Contains("process Drawn is not marked as executable", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_probably_written_wrongly_is_warned_of_and_nothing_to_mend()
    {
        var file = _folder.WriteProcess(
            "p.bpmn",
            """
            <dataObject id="o" name="applicant"/><scriptTask id="A" xiezhi:resultVariable="r"><script>aplicant + brought</script></scriptTask>
            """);

        var run = await XiezhiProgram.RunAsync("check", file);

        Assert.True(run.Status == 0, run.Output);
        Assert.Contains("A: XZ3314", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"aplicant\"", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("brought", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_process_calls_may_stand_in_a_file_beside()
    {
        _folder.WriteProcess("called.bpmn", Sound);
        var file = _folder.Write(
            "caller.bpmn",
            """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="urn:test">""",
            """<process id="Q" isExecutable="true"><callActivity id="C" calledElement="P"/></process></definitions>""");

        Assert.Equal(0, (await XiezhiProgram.RunAsync("check", file)).Status);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("LICENSE")]
    [InlineData("hosts/Xiezhi.Cli/Run")]
    public async Task What_holds_nothing_to_check_is_wrong_usage(string path) => Assert.Equal(2, (await XiezhiProgram.RunAsync("check", path)).Status);
}
