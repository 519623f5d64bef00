using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Hangfire;

/// <summary>Plans the first wake-up from the store at start, then one after each commit that sets an earlier moment. Where other processes commit too, whose hints are not heard here, the store is looked at each second.</summary>
internal sealed partial class WakeUpService(
    WokenWork acting, WokenWork delivering, DueSignal signal, ICaseStore store, TimeProvider time, ILogger<WakeUpService> log) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signal.Changed += OnChanged;
        signal.MessagesWait += OnMessagesWait;
        try
        {
            await Task.WhenAll(WakeAsync(acting, stoppingToken), WakeAsync(delivering, stoppingToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what is planned is planned anew at the next start.
        }
        finally
        {
            signal.Changed -= OnChanged;
            signal.MessagesWait -= OnMessagesWait;
        }
    }

    private async Task WakeAsync(WokenWork work, CancellationToken stoppingToken)
    {
        await FillAsync(work, stoppingToken).ConfigureAwait(false);
        await Task.WhenAll(work.WakeUps.PlanAsync(PauseAfterFailure, stoppingToken), WatchAsync(work, stoppingToken)).ConfigureAwait(false);
    }

    private async Task FillAsync(WokenWork work, CancellationToken stoppingToken)
    {
        try
        {
            if (await work.NextAsync(stoppingToken).ConfigureAwait(false) is { } next)
            {
                LogFilled(next);
                work.WakeUps.Ask(next);
            }
        }
#pragma warning disable CA1031 // A store that can't be read now may be read later; the sweep sees to it.
        catch (Exception problem) when (problem is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotFilled(problem);
        }
    }

    private async Task WatchAsync(WokenWork work, CancellationToken stoppingToken)
    {
        if (!store.IsShared)
        {
            return;
        }

        for (DateTimeOffset? before = null; ;)
        {
            await Task.Delay(BetweenLooks, time, stoppingToken).ConfigureAwait(false);
            try
            {
                var next = await work.NextAsync(stoppingToken).ConfigureAwait(false);

                // What stands there as before was asked for before; where it could not be done, the job sees to it that it is tried again.
                if (next is { } changed && next != before)
                {
                    work.WakeUps.Ask(changed);
                }

                before = next;
            }
#pragma warning disable CA1031 // A store that can't be read now may be read later.
            catch (Exception problem) when (problem is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogNotWatched(problem);
            }
        }
    }

    private void OnChanged(DateTimeOffset? at) => acting.WakeUps.Ask(at ?? time.GetUtcNow());

    private void OnMessagesWait() => delivering.WakeUps.Ask(time.GetUtcNow());

    [LoggerMessage(Level = LogLevel.Information, Message = "The store's next moment is {Next:O}; a job is planned for it.")]
    private partial void LogFilled(DateTimeOffset next);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is due next could not be read from the store; it is looked at again in a second.")]
    private partial void LogNotWatched(Exception problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "What is due next could not be read from the store at start; the sweep tries again each minute.")]
    private partial void LogNotFilled(Exception problem);
}
