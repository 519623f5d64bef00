using System.Threading.Channels;
using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Hangfire;

/// <summary>Plans the jobs that keep things up: the recurring ones, and provisional due times at start and after each publication.</summary>
internal sealed partial class UpkeepService(
    IBackgroundJobClient jobs, RecurringJobs recurring, DueSignal signal, PackageRegistry packages, ILogger<UpkeepService> log) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    // Whoever published must not wait for Hangfire, nor fail because of it.
    private readonly Channel<string> _published = Channel.CreateUnbounded<string>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signal.Published += OnPublished;
        try
        {
            await UntilDoneAsync(() => Done(recurring.Plan), stoppingToken).ConfigureAwait(false);
            await UntilDoneAsync(() => FillAsync(stoppingToken), stoppingToken).ConfigureAwait(false);
            await foreach (var tenant in _published.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
            {
                await UntilDoneAsync(() => Done(() => jobs.Enqueue<ProvisionalJob>(job => job.RunAsync(tenant, CancellationToken.None))), stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; at the next start everything is looked at anew.
        }
        finally
        {
            signal.Published -= OnPublished;
        }
    }

    private void OnPublished(string tenant) => _published.Writer.TryWrite(tenant);

    private static Task Done(Action planning)
    {
        planning();
        return Task.CompletedTask;
    }

    private async Task FillAsync(CancellationToken stoppingToken)
    {
        foreach (var tenant in await packages.TenantsAsync(stoppingToken).ConfigureAwait(false))
        {
            OnPublished(tenant);
        }
    }

    // A storage that is away, Hangfire's or the engine's, tells nobody when it is back; what is done again does no harm.
    private async Task UntilDoneAsync(Func<Task> step, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await step().ConfigureAwait(false);
                return;
            }
#pragma warning disable CA1031 // Whatever the storage suffers from, it is asked again.
            catch (Exception problem) when (problem is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogNotPlanned(problem, PauseAfterFailure);
                await Task.Delay(PauseAfterFailure, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Recurring jobs, or work on provisional due times, could not be planned; it is tried again in {Wait}.")]
    private partial void LogNotPlanned(Exception problem, TimeSpan wait);
}
