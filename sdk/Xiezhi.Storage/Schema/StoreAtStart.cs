using Microsoft.Extensions.Hosting;

namespace Xiezhi.Storage.Schema;

/// <summary>Has a host look at the store when it starts, so that it refuses then and not at the first request.</summary>
internal sealed class StoreAtStart(IStoreSchema schema) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => schema.EnsureReadyAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
