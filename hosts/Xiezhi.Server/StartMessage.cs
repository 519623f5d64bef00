using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Xiezhi.Server;

/// <summary>Says where to look, once the server listens.</summary>
internal sealed partial class StartMessage(IServer server, IHostApplicationLifetime lifetime, ILogger<StartMessage> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            {
                LogAddress(address);
            }
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Xiezhi listens.\n  page       {Address}/\n  API        {Address}/scalar (description: {Address}/openapi/v1.json)\n  jobs       {Address}/hangfire")]
    private partial void LogAddress(string address);
}
