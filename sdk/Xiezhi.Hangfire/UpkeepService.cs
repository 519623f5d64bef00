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
            await PlanRecurringAsync(stoppingToken).ConfigureAwait(false);
            await FillAsync(stoppingToken).ConfigureAwait(false);
            await foreach (var tenant in _published.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
            {
                await PlanAsync(tenant, stoppingToken).ConfigureAwait(false);
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

    private async Task PlanRecurringAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                recurring.Plan();
                return;
            }
#pragma warning disable CA1031 // Whatever Hangfire's storage suffers from, it is asked again.
            catch (Exception problem) when (problem is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogNotRecurring(problem);
                await Task.Delay(PauseAfterFailure, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task FillAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                foreach (var tenant in await packages.TenantsAsync(stoppingToken).ConfigureAwait(false))
                {
                    OnPublished(tenant);
                }

                return;
            }
#pragma warning disable CA1031 // A store that can't be read now may be read later.
            catch (Exception problem) when (problem is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogNotPlanned(problem);
                await Task.Delay(PauseAfterFailure, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task PlanAsync(string tenant, CancellationToken stoppingToken)
    {
        try
        {
            jobs.Enqueue<ProvisionalJob>(job => job.RunAsync(tenant, CancellationToken.None));
        }
#pragma warning disable CA1031 // Whatever Hangfire's storage suffers from, it is asked again.
        catch (Exception problem) when (problem is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotPlanned(problem);
            await Task.Delay(PauseAfterFailure, stoppingToken).ConfigureAwait(false);
            OnPublished(tenant);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Recurring jobs could not be planned; it is tried again.")]
    private partial void LogNotRecurring(Exception problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Work on provisional due times could not be planned; it is tried again.")]
    private partial void LogNotPlanned(Exception problem);
}
