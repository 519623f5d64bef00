using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Governance.Tests;
using Xiezhi.Insight.Reports;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Runtime.Retention;
using Xiezhi.Runtime.Tests.Joining;

namespace Xiezhi.Runtime.Tests.Retention;

/// <summary>What stays as it was, however much is removed.</summary>
public sealed class RetentionLawTests
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    [Fact]
    public async Task The_log_is_whole_and_every_figure_the_same_after_all_is_removed_that_may_be()
    {
        await using var engine = await StartAsync();
        var (closed, open) = (await engine.OpenAsync("1"), await engine.OpenAsync("2"));
        await CloseAsync(engine, closed.Case);
        engine.Time.Advance(TimeSpan.FromDays(10));
        await engine.Work.RunAsync(TestContext.Current.CancellationToken);
        var (report, told) = (await ReportAsync(engine), await ToldAsync(engine));
        Assert.NotEqual(0, told);

        engine.Time.Advance(3 * Year);
        var removed = await engine.Get<RetentionWork>().RunAsync(TestContext.Current.CancellationToken);

        Assert.True(removed.Messages > 0 && removed.Keys == 2, removed.ToString());
        Assert.Equal(told, removed.Notifications);
        Assert.Equal(0, await ToldAsync(engine));
        Assert.Equal(new RetentionResult(0, 0, 0, 0), await engine.Get<RetentionWork>().RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(report, await ReportAsync(engine));
        Assert.Empty((await engine.Get<LogProofs>().AuditAsync([], null, TestContext.Current.CancellationToken))[Engine.Tenant].Defects);
        Assert.Equal(CaseStatus.Open, (await engine.Cases.FindAsync(Engine.Tenant, open.Case))?.Status);
    }

    [Fact]
    public async Task A_command_that_comes_again_after_its_key_was_folded_is_not_done_twice()
    {
        await using var engine = await StartAsync();
        var (id, other) = ((await engine.OpenAsync("1")).Case, (await engine.OpenAsync("2")).Case);
        var (link, unlink) = (new LinkCase(other, "same-place", ""), new UnlinkCase(other, "same-place", "Another street."));
        var complete = new CompleteTask((await engine.Cases.FindAsync(Engine.Tenant, id))!.Workflow.Tasks.Single().Id, ValueContext.Empty);
        Assert.Equal(CommandStatus.Done, (await engine.Cases.ExecuteAsync(Engine.Tenant, id, complete, Engine.Office, "complete")).Status);
        await engine.CompleteAsync(id, "Confirm", Engine.City);
        Assert.Equal(CommandStatus.Done, (await engine.Cases.ExecuteAsync(Engine.Tenant, id, link, Engine.City, "link")).Status);
        Assert.Equal(CommandStatus.Done, (await engine.Cases.ExecuteAsync(Engine.Tenant, id, unlink, Engine.City, "unlink")).Status);

        engine.Time.Advance(Year);
        Assert.Equal(3, (await engine.Get<RetentionWork>().RunAsync(TestContext.Current.CancellationToken)).Keys);
        var before = (await engine.LogAsync(id)).Count;

        // As the case stands, the link could be made once more.
        Assert.Equal(CommandStatus.AlreadyDone, (await engine.Cases.ExecuteAsync(Engine.Tenant, id, link, Engine.City, "link")).Status);
        Assert.Equal(CommandStatus.AlreadyDone, (await engine.Cases.ExecuteAsync(Engine.Tenant, id, complete, Engine.Office, "complete")).Status);
        await engine.RestartAsync();
        Assert.Equal(CommandStatus.AlreadyDone, (await engine.Cases.ExecuteAsync(Engine.Tenant, id, unlink, Engine.City, "unlink")).Status);
        Assert.Equal(CommandStatus.AlreadyDone, (await engine.OpenAsync("1")).Status);
        Assert.Equal(before, (await engine.LogAsync(id)).Count);

        Assert.Equal(CommandStatus.Rejected, (await engine.Cases.ExecuteAsync(Engine.Tenant, id, complete, Engine.Office, "another")).Status);
        Assert.Equal(CommandStatus.Done, (await engine.Cases.ExecuteAsync(Engine.Tenant, id, link, Engine.City, "link once more")).Status);
    }

    [Fact]
    public async Task Keys_of_a_case_that_is_open_stay_however_old_they_are()
    {
        await using var engine = await StartAsync();
        var id = (await engine.OpenAsync("1")).Case;
        await engine.CompleteAsync(id, "Handle", Engine.Office, "complete");

        engine.Time.Advance(10 * Year);
        await engine.Get<RetentionWork>().RunAsync(TestContext.Current.CancellationToken);

        Assert.True(await engine.Store.HasCommandAsync(Engine.Tenant, "complete", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_has_no_period_is_kept_for_ever()
    {
        await using var engine = await StartAsync(options =>
            (options.DeliveredMessages, options.IdempotencyKeys, options.Notifications, options.Snapshots) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero));
        await CloseAsync(engine, (await engine.OpenAsync("1")).Case);
        await engine.Work.RunAsync(TestContext.Current.CancellationToken);

        engine.Time.Advance(90 * Year);

        Assert.False((await engine.Get<RetentionWork>().RunAsync(TestContext.Current.CancellationToken)).Any);
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(-60, false)]
    public async Task A_period_is_an_hour_at_least(int minutes, bool isFit)
    {
        var engine = StartAsync(options => options.DeliveredMessages = TimeSpan.FromMinutes(minutes));

        if (isFit)
        {
            await (await engine).DisposeAsync();
        }
        else
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => engine);
        }
    }

    private static Task<Engine> StartAsync(Action<RetentionOptions>? configure = null) => Engine.StartAsync(
        services => services.Configure<XiezhiOptions>(options => configure?.Invoke(options.Retention)), ("handling.json", JoiningWorld.Rules),
        ("package.json", TestPackage.Manifest.Replace("[\"citizen\"]", "[\"citizen\", \"system\"]", StringComparison.Ordinal)));

    private static async Task CloseAsync(Engine engine, CaseId id)
    {
        await engine.CompleteAsync(id, "Handle", Engine.Office, $"{id}/handle");
        await engine.CompleteAsync(id, "Confirm", Engine.City, $"{id}/confirm");
        Assert.Equal(CaseStatus.Closed, (await engine.Cases.FindAsync(Engine.Tenant, id))?.Status);
    }

    private static async Task<string> ReportAsync(Engine engine)
    {
        var report = await ReportBuilder.BuildAsync(engine.Get<ILogReader>(), engine.Packages, Engine.Tenant, new ReportOptions(), TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("xiezhi-report-").FullName;
        await ReportWriter.WriteAsync(report, folder, TestContext.Current.CancellationToken);
        var files = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(file => Path.GetFileName(file) + "\n" + File.ReadAllText(file)).ToList();
        Directory.Delete(folder, recursive: true);
        Assert.NotEmpty(files);
        return string.Join("\n", files);
    }

    private static async Task<int> ToldAsync(Engine engine) =>
        (await engine.Get<INotificationStore>().ListAsync(Engine.Tenant, null, 0, 1000, TestContext.Current.CancellationToken)).Length;
}
