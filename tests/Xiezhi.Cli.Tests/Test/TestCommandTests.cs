namespace Xiezhi.Cli.Tests.Test;

public sealed class TestCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_hotline_behaves_as_its_scenarios_tell()
    {
        var program = await XiezhiProgram.RunAsync("test", XiezhiProgram.Hotline);

        Assert.Equal((0, ""), (program.Status, program.Errors));
        Assert.Contains("PASS scenarios/returned.json", program.Output, StringComparison.Ordinal);
        Assert.Contains("flows touched: 28 of 28", program.Output, StringComparison.Ordinal);
        Assert.EndsWith(" passed, 0 failed\n", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_grid_behaves_as_its_scenarios_tell_and_they_touch_all_of_it()
    {
        var program = await XiezhiProgram.RunAsync("test", XiezhiProgram.GridManagement);

        Assert.True(program.Status == 0, program.Output + program.Errors);
        Assert.Contains("PASS scenarios/2-illegal-building.json", program.Output, StringComparison.Ordinal);
        Assert.Contains("flows touched: 54 of 54", program.Output, StringComparison.Ordinal);
        Assert.Contains("milestones touched: 62 of 62", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_otherwise_than_expected_is_told_step_by_step()
    {
        Copy("""
            { "opens": { "at": "2024-09-12T10:00", "by": "citizen:Li", "variables": { "topic": "噪音" } },
              "steps": [ { "after": "PT1H", "by": "citizen:Li", "complete": "Accept" }, { "after": "PT1H", "by": "hotline-centre", "complete": "Handle" } ],
              "expect": { "status": "closed", "data": { "topic": "silence" } } }
            """);

        var program = await XiezhiProgram.RunAsync("test", _folder.Location);

        Assert.Equal(1, program.Status);
        Assert.Contains("step 1: complete Accept: expected done; got XZ5101", program.Output, StringComparison.Ordinal);
        Assert.Contains("step 2: complete Handle: expected possible; got nothing there to do it on; open are Accept", program.Output, StringComparison.Ordinal);
        Assert.Contains("end: status: expected closed; got open", program.Output, StringComparison.Ordinal);
        Assert.Contains("end: topic: expected ", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missed_rules_of_a_table_are_one_line_of_ranges()
    {
        Copy("""{ "opens": { "at": "2024-09-12T10:00", "by": "citizen:Li", "variables": { "topic": "A市A3区噪音" } } }""");

        var (brief, all) = (await XiezhiProgram.RunAsync("test", _folder.Location), await XiezhiProgram.RunAsync("test", _folder.Location, "--all"));

        Assert.Matches(@"\nrules touched: \d+ of \d+\n  [^\n]+: \d+ of \d+; missed (\d+(-\d+)?, )*\d+-\d+", brief.Output);
        Assert.Matches(@"\nflows touched: \d+ of 28\n  missed \w+, ", brief.Output);
        Assert.Matches(@"\nmilestones touched: 0 of \d+\n  [\w-]+/[\w-]+: 0 of \d+; missed 1-\d+\n", brief.Output);
        Assert.Matches(@"\nmilestones touched: 0 of \d+\n  [\w-]+/[\w-]+, step 1 \(remind\)\n", all.Output);
        Assert.True(all.Output.Split('\n').Length > 3 * brief.Output.Split('\n').Length);
    }

    [Theory]
    [InlineData("XZ8001", """{ "opens": { "at": "soon", "by": "citizen:Li" } }""")]
    [InlineData("XZ8002", """{ "opens": { "at": "2024-09-12", "by": "citizen:Li" }, "steps": [ { "by": "lead", "complete": "Handle" } ] }""")]
    [InlineData("XZ8002", """{ "opens": { "at": "2024-09-12", "by": "citizen:Li" }, "steps": [ { "after": "1wd", "by": "lead", "complete": "Handle", "cancel": "x" } ] }""")]
    [InlineData("XZ8003", """{ "opens": { "at": "2024-09-12", "by": "nobody" } }""")]
    [InlineData("XZ8004", """{ "opens": { "at": "2024-09-12", "by": "citizen:Li" }, "steps": [ { "after": "1wd", "by": "lead", "complete": "Handel" } ] }""")]
    public async Task A_scenario_that_can_not_be_read_is_named(string code, string scenario)
    {
        Copy(scenario);

        var program = await XiezhiProgram.RunAsync("test", _folder.Location);

        Assert.Equal(1, program.Status);
        Assert.Contains(code, program.Errors, StringComparison.Ordinal);
        Assert.Contains("scenarios/one.json", program.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_wrong_usage() =>
        Assert.Equal(2, (await XiezhiProgram.RunAsync("test", _folder.Path("nowhere"))).Status);

    private void Copy(string scenario)
    {
        foreach (var file in Directory.GetFiles(XiezhiProgram.Hotline).Where(file => !file.EndsWith(".md", StringComparison.Ordinal)))
        {
            File.Copy(file, _folder.Path(Path.GetFileName(file)));
        }

        Directory.CreateDirectory(_folder.Path("calendars"));
        File.Copy(Path.Combine(XiezhiProgram.Hotline, "calendars", "city.json"), _folder.Path("calendars/city.json"));
        Directory.CreateDirectory(_folder.Path("scenarios"));
        File.WriteAllText(_folder.Path("scenarios/one.json"), scenario);
    }
}
