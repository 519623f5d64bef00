using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Xiezhi.Hangfire;

/// <summary>Runs the wake-ups of this host from its own memory, whatever holds the other jobs: a deadline waits for no other host and for no job storage.</summary>
internal sealed class WakeUpServer : IHostedService, IDisposable
{
    // Finished jobs are of no use but to look at; without a bound a busy host would fill its memory with them.
    private static readonly TimeSpan FinishedJobsKept = TimeSpan.FromMinutes(15);

    private readonly JobStorage _jobs;
    private readonly JobActivator _activator;
    private readonly HangfireJobsOptions _options;
    private readonly JobStorage _memory;
    private BackgroundJobServer? _server;

    public WakeUpServer(JobStorage jobs, JobActivator activator, IOptions<HangfireJobsOptions> options)
    {
        _jobs = jobs;
        _activator = activator;
        _options = options.Value;
        _memory = jobs is InMemoryStorage ? jobs : Memory();
        Jobs = new BackgroundJobClient(_memory);
    }

    /// <summary>Where wake-ups are planned.</summary>
    public IBackgroundJobClient Jobs { get; }

    public static JobStorage Memory() => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = FinishedJobsKept });

    /// <summary>How Hangfire works on jobs in memory.</summary>
    public static void Configure(BackgroundJobServerOptions server, HangfireJobsOptions options)
    {
        server.WorkerCount = 2;
        server.SchedulePollingInterval = options.Polling;
    }

    // Where all jobs are in this memory, one server works on them all.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(_memory, _jobs))
        {
            var server = new BackgroundJobServerOptions { Queues = [XiezhiHangfire.Queue], Activator = _activator };
            Configure(server, _options);
            _server = new BackgroundJobServer(server, _memory);
        }

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
