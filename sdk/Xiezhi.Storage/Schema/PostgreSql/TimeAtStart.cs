using Microsoft.Extensions.Hosting;

namespace Xiezhi.Storage.Schema.PostgreSql;

/// <summary>Has a host ask the database server for the time when it starts, and not within its first request.</summary>
internal sealed class TimeAtStart(TimeProvider time) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(() => (time as ServerTime)?.Begin(), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
