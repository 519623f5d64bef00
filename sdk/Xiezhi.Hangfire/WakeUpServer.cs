using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Xiezhi.Hangfire;

/// <summary>Runs the wake-ups of this host from its own memory, by workers of their own: a deadline waits for no other host, no other job and no job storage.</summary>
internal sealed class WakeUpServer : IHostedService, IDisposable
{
    // Finished jobs are of no use but to look at; without a bound a busy host would fill its memory with them.
    private static readonly TimeSpan FinishedJobsKept = TimeSpan.FromMinutes(15);

    // One acts, one delivers; whoever comes while another is at it leaves at once.
    private const int Workers = 3;

    private readonly JobStorage _memory;
    private readonly JobActivator _activator;
    private readonly HangfireJobsOptions _options;
    private BackgroundJobServer? _server;

    public WakeUpServer(JobStorage jobs, JobActivator activator, IOptions<HangfireJobsOptions> options)
    {
        _activator = activator;
        _options = options.Value;
        _memory = jobs is InMemoryStorage ? jobs : Memory();
        Jobs = new BackgroundJobClient(_memory);
    }

    /// <summary>Where wake-ups are planned.</summary>
    public IBackgroundJobClient Jobs { get; }

    public static JobStorage Memory() => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = FinishedJobsKept });

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                Activator = _activator,
                Queues = [XiezhiHangfire.WakeUpQueue],
                WorkerCount = Workers,
                SchedulePollingInterval = _options.Polling,
            },
            _memory);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is { } server)
        {
            server.SendStop();
            await server.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _server?.Dispose();
}
