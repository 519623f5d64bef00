using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Hangfire;

/// <summary>Plans the first wake-up from the store at start, then one after each commit that sets an earlier moment; and a sweep each minute, in case a hint was lost.</summary>
internal sealed partial class WakeUpService(
    WakeUps wakeUps, DueSignal signal, DueWork due, IRecurringJobManager recurring, TimeProvider time, ILogger<WakeUpService> log) : BackgroundService
{
    private const string Sweep = "xiezhi-sweep";

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signal.Changed += OnChanged;
        try
        {
            recurring.AddOrUpdate<DueJob>(Sweep, job => job.RunAsync(WakeUps.NoTicket, CancellationToken.None), Cron.Minutely());
            await FillAsync(stoppingToken).ConfigureAwait(false);
            await wakeUps.PlanAsync(PauseAfterFailure, stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what is planned is planned anew at the next start.
        }
        finally
        {
            signal.Changed -= OnChanged;
        }
    }

    private async Task FillAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await due.NextAsync(stoppingToken).ConfigureAwait(false) is { } next)
            {
                LogFilled(next);
                wakeUps.Ask(next);
            }
        }
#pragma warning disable CA1031 // A store that can't be read now may be read later; the sweep sees to it.
        catch (Exception problem) when (problem is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogNotFilled(problem);
        }
    }

    private void OnChanged(DateTimeOffset? at) => wakeUps.Ask(at ?? time.GetUtcNow());

    [LoggerMessage(Level = LogLevel.Information, Message = "The store's next moment is {Next:O}; a job is planned for it.")]
    private partial void LogFilled(DateTimeOffset next);

    [LoggerMessage(Level = LogLevel.Error, Message = "What is due next could not be read from the store at start; the sweep tries again each minute.")]
    private partial void LogNotFilled(Exception problem);
}
