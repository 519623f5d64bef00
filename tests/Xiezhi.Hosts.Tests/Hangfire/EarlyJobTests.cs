using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Hangfire;
using Xiezhi.Storage;

namespace Xiezhi.Hosts.Tests.Hangfire;

public sealed class EarlyJobTests
{
    [Fact]
    public async Task A_job_that_runs_before_its_time_acts_on_nothing()
    {
        using var folder = new Server.TemporaryFolder();
        await using var host = await HostUnderTest.StartAsync(engine => engine.UseSqlite(Path.Combine(folder.Path, "xiezhi.db")));
        await host.PublishAsync("PT1H");
        var id = await host.OpenAsync("one");
        var before = await host.LogAsync(id);

        await host.Services.GetRequiredService<DueJob>().RunAsync(WakeUps.NoTicket, TestContext.Current.CancellationToken);

        Assert.Equal(before.Select(recorded => recorded.Hash), (await host.LogAsync(id)).Select(recorded => recorded.Hash));
    }
}
