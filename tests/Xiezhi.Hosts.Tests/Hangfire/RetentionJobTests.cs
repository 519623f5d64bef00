using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xiezhi.Hangfire;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Retention;

namespace Xiezhi.Hosts.Tests.Hangfire;

public sealed class RetentionJobTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_planned_each_hour_is_done_each_day()
    {
        var (store, time) = (new CountingStore(), new SetTime());
        await using var provider = Build(store, time);
        var job = new RetentionJob(provider.GetRequiredService<RetentionWork>(), time, Options.Create(new HangfireJobsOptions()));

        for (var hour = 0; hour < 49; hour++)
        {
            await job.RunAsync(Stop);
            time.Now = time.Now.AddHours(1);
        }

        Assert.Equal(3, store.Runs);
    }

    [Fact]
    public async Task What_failed_is_tried_again_in_the_next_hour()
    {
        var (store, time) = (new CountingStore { Fails = true }, new SetTime());
        await using var provider = Build(store, time);
        var job = new RetentionJob(provider.GetRequiredService<RetentionWork>(), time, Options.Create(new HangfireJobsOptions()));
        await Assert.ThrowsAsync<IOException>(() => job.RunAsync(Stop));

        (store.Fails, time.Now) = (false, time.Now.AddHours(1));
        await job.RunAsync(Stop);

        Assert.Equal(1, store.Runs);
    }

    private static ServiceProvider Build(IRetentionStore store, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time).AddSingleton(store).AddXiezhi();
        return services.BuildServiceProvider();
    }

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 1, 17, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class CountingStore : IRetentionStore
    {
        public bool Fails { get; set; }

        public int Runs { get; private set; }

        public Task<int> RemoveMessagesAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
            Fails ? throw new IOException("The disk is full.") : Task.FromResult(0);

        public Task<int> RemoveNotificationsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => Task.FromResult(0);

        public Task<RetentionBatch> FoldKeysAsync(DateTimeOffset endedBefore, RetentionPlace? after, int limit, CancellationToken cancellationToken) =>
            Task.FromResult(new RetentionBatch(0, null));

        public Task<RetentionBatch> RemoveSnapshotsAsync(DateTimeOffset endedBefore, RetentionPlace? after, int limit, CancellationToken cancellationToken)
        {
            Runs++;
            return Task.FromResult(new RetentionBatch(0, null));
        }
    }
}
