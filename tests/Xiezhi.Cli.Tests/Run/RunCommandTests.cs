namespace Xiezhi.Cli.Tests.Run;

public sealed class RunCommandTests
{
    private const string Header = "id,sender,topic,received_at,replied_at";

    private static string Reference => Path.Combine(XiezhiProgram.Root, "..", "shared", "data", "citizen-messages", "answered.csv");

    [Fact]
    public async Task A_message_is_opened_answered_called_back_and_closed_and_one_that_nobody_answers_stays_open()
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write(
            "in.csv",
            Header,
            "1,A1,A3区某小区物业管理有问题,2019-04-24T16:03:40,2019-05-09T09:49:10",
            "2,A2,A7县夜间施工噪音扰民,2019-04-25T10:00:00,");

        var run = await XiezhiProgram.RunHotlineAsync(input, folder.Path("out"));

        Assert.True(run.Status == 0, run.Errors + run.Output);
        var summary = XiezhiProgram.Summary(folder.Path("out"));
        Assert.Equal((2, 1, 1, 0), ((int)summary["opened"]!, (int)summary["closed"]!, (int)summary["open"]!, (int)summary["rejectedRows"]!));
        Assert.Equal((0, 2, 0), ((int)summary["leads"]!["none"]!, (int)summary["leads"]!["one"]!, (int)summary["leads"]!["several"]!));
        Assert.Equal(14.7, (double)summary["medianDaysToAnswer"]!, 1);
        Assert.True((int)summary["findings"]!["overdue"]! >= 1, summary.ToString());
        Assert.True((int)summary["escalations"]!["raise"]! >= 1, summary.ToString());
        Assert.True(File.Exists(folder.Path("out/report.html")));
    }

    [Fact]
    public async Task A_malformed_row_is_reported_with_its_line_and_the_others_go_on()
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write(
            "in.csv",
            Header,
            "1,A1,A3区路灯不亮,2019-04-24T16:03:40,2019-05-09T09:49:10",
            "2,A2,too few fields",
            "3,A3,A3区井盖丢失,yesterday,",
            "4,A4,\"never closed,2019-04-24T16:03:40,",
            "5,A5,答复早于来件,2019-04-24T16:03:40,2019-04-23T16:03:40",
            ",A6,no id,2019-04-24T16:03:40,",
            "1,A7,the same id again,2019-04-24T16:03:40,",
            "8,A8,\"two\nlines, one field\",2019-04-26T16:03:40,2019-04-27T16:03:40");

        var run = await XiezhiProgram.RunHotlineAsync(input, folder.Path("out"));

        Assert.Equal(1, run.Status);
        foreach (var line in new[] { "line 3:", "line 4:", "line 5:", "line 6:", "line 7:", "line 8:" })
        {
            Assert.Contains(line, run.Errors, StringComparison.Ordinal);
        }

        var summary = XiezhiProgram.Summary(folder.Path("out"));
        Assert.Equal((2, 2, 6), ((int)summary["opened"]!, (int)summary["closed"]!, (int)summary["rejectedRows"]!));
    }

    [Fact]
    public async Task A_second_run_on_the_same_database_opens_nothing_twice()
    {
        using var folder = new TemporaryFolder();
        var input = Path.Combine(XiezhiProgram.Hotline, "messages.csv");

        var first = await XiezhiProgram.RunHotlineAsync(input, folder.Path("out"));
        var summary = XiezhiProgram.Summary(folder.Path("out")).ToString();
        var second = await XiezhiProgram.RunHotlineAsync(input, folder.Path("out"));

        Assert.True(first.Status == 0 && second.Status == 0, first.Errors + second.Errors);
        Assert.Equal(summary, XiezhiProgram.Summary(folder.Path("out")).ToString());
        Assert.Contains("opened by an earlier run", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_killed_goes_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        var input = Path.Combine(XiezhiProgram.Hotline, "messages.csv");
        await XiezhiProgram.RunHotlineAsync(input, folder.Path("whole"));

        var killed = 0;
        for (var milliseconds = 1500; milliseconds <= 4500; milliseconds += 600)
        {
            using var process = XiezhiProgram.Start("run", XiezhiProgram.Hotline, "--input", input, "--output", folder.Path("killed"));
            if (!process.WaitForExit(milliseconds))
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
                killed++;
            }
        }

        var last = await XiezhiProgram.RunHotlineAsync(input, folder.Path("killed"));
        Assert.True(killed > 0, "The machine was so fast that no run could be killed.");
        Assert.True(last.Status == 0, last.Errors);
        Assert.Equal(XiezhiProgram.Summary(folder.Path("whole")).ToString(), XiezhiProgram.Summary(folder.Path("killed")).ToString());
    }

    [Fact]
    public async Task The_facts_of_the_reference_messages_are_reproduced()
    {
        if (!File.Exists(Reference))
        {
            Assert.Skip("../shared/data/citizen-messages/answered.csv is not there.");
        }

        using var folder = new TemporaryFolder();

        var run = await XiezhiProgram.RunHotlineAsync(Reference, folder.Path("out"));

        Assert.True(run.Status == 0, run.Errors);
        var summary = XiezhiProgram.Summary(folder.Path("out"));
        Assert.Equal((2816, 2816, 0, 0), ((int)summary["opened"]!, (int)summary["closed"]!, (int)summary["open"]!, (int)summary["rejectedRows"]!));
        Assert.Equal((0, 2816, 0), ((int)summary["leads"]!["none"]!, (int)summary["leads"]!["one"]!, (int)summary["leads"]!["several"]!));
        Assert.Equal(11.2, (double)summary["medianDaysToAnswer"]!, 1);
        Assert.Equal(0.35, (double)summary["answeredWithin"]!["7"]!, 2);
        Assert.Equal(0.62, (double)summary["answeredWithin"]!["15"]!, 2);
    }

    [Fact]
    public async Task The_reports_of_a_grid_are_lived_through_by_the_people_who_may_and_supervision_is_opened()
    {
        using var folder = new TemporaryFolder();
        var input = Path.Combine(XiezhiProgram.GridManagement, "reports.csv");

        var run = await XiezhiProgram.RunAsync("run", XiezhiProgram.GridManagement, "--input", input, "--output", folder.Path("out"));

        Assert.True(run.Status == 0, run.Output + run.Errors);
        var summary = XiezhiProgram.Summary(folder.Path("out"));
        var supervised = (int)summary["escalations"]!["supervise"]!;
        Assert.True(supervised > 0, summary.ToString());
        Assert.Equal((48 + supervised, 0), ((int)summary["opened"]!, (int)summary["rejectedRows"]!));
        Assert.Equal((0, 48 + supervised, 0), ((int)summary["leads"]!["none"]!, (int)summary["leads"]!["one"]!, (int)summary["leads"]!["several"]!));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "samples/Hotline", "--input", "nowhere.csv", "--output", "nowhere")]
    [InlineData("run", "samples/Nowhere", "--input", "samples/Hotline/messages.csv", "--output", "nowhere")]
    [InlineData("fly")]
    [InlineData("check", "samples/Nowhere")]
    public async Task Wrong_usage_has_a_status_of_its_own(params string[] arguments)
    {
        var run = await XiezhiProgram.RunAsync(arguments);

        Assert.Equal(2, run.Status);
        Assert.NotEqual("", run.Errors);
    }

    [Fact]
    public async Task A_sound_package_passes_the_check_and_a_broken_one_is_told_what_to_mend()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(XiezhiProgram.Hotline, "*.json"))
        {
            File.Copy(file, folder.Path(Path.GetFileName(file)));
        }

        var sound = await XiezhiProgram.RunAsync("check", XiezhiProgram.Hotline);
        var broken = await XiezhiProgram.RunAsync("check", folder.Location, "--language", "zh-CN");

        Assert.True(sound.Status == 0, sound.Output);
        Assert.Equal(1, broken.Status);
        Assert.Contains("XZ5015", broken.Output, StringComparison.Ordinal);
        Assert.Contains("没有流程", broken.Output, StringComparison.Ordinal);
    }
}
