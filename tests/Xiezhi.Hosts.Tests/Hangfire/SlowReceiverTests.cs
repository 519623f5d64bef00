using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Storage;

namespace Xiezhi.Hosts.Tests.Hangfire;

public sealed class SlowReceiverTests
{
    [Fact]
    public async Task A_deadline_does_not_wait_for_a_receiver_that_does_not_answer()
    {
        using var folder = new Server.TemporaryFolder();
        var receiver = new SilentReceiver();
        await using var host = await HostUnderTest.StartAsync(engine =>
        {
            engine.UseSqlite(Path.Combine(folder.Path, "xiezhi.db"));
            engine.Services.AddSingleton<IOutboxHandler>(receiver);
        });
        await host.PublishAsync("PT2S");

        var id = await host.OpenAsync("one");
        await receiver.Asked.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(1, await host.FindingsAsync(id));
        Assert.Contains(await host.LogAsync(id), recorded => recorded.Event is EscalationTaken { Kind: "raise" });
    }

    private sealed class SilentReceiver : IOutboxHandler
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Handles(string kind) => true;

        public async Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It never answers.");
        }
    }
}
