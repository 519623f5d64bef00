using Microsoft.Extensions.Logging;

namespace Xiezhi.Hangfire;

/// <summary>Work for which the host wakes up: done until nothing is left, then the next wake-up is asked for.</summary>
/// <param name="wakeUps">Where wake-ups for it are planned.</param>
/// <param name="work">Does all that there is to do by now.</param>
/// <param name="next">When there is something to do next.</param>
/// <param name="time">The time that the store's moments are in.</param>
/// <param name="retryAfter">When to try again what could not be done.</param>
/// <param name="log">What failed.</param>
internal sealed partial class WokenWork(
    WakeUps wakeUps, Func<CancellationToken, Task<int>> work, Func<CancellationToken, Task<DateTimeOffset?>> next, TimeProvider time, TimeSpan retryAfter, ILogger<WokenWork> log)
    : IDisposable
{
    // Between two passes of one job: under load it gathers what many commands ask for into one.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Where wake-ups for it are planned.</summary>
    public WakeUps WakeUps => wakeUps;

    /// <summary>When there is something to do next.</summary>
    public Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken) => next(cancellationToken);

    public void Dispose() => wakeUps.Dispose();

    /// <summary>Does what there is to do; nothing where another job is at it in this process.</summary>
    public async Task RunAsync(long ticket, CancellationToken cancellationToken)
    {
        if (!wakeUps.TryBegin(ticket))
        {
            return;
        }

        try
        {
            var began = time.GetUtcNow();
            await work(cancellationToken).ConfigureAwait(false);
            while (wakeUps.AskedAgain())
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
                began = time.GetUtcNow();
                await work(cancellationToken).ConfigureAwait(false);
            }

            if (await next(cancellationToken).ConfigureAwait(false) is { } at)
            {
                // What was due before the last pass and still is could not be done; asking for it at once would turn in circles.
                wakeUps.Ask(at <= began ? time.GetUtcNow() + retryAfter : at);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailed(problem, retryAfter);
            wakeUps.Ask(time.GetUtcNow() + retryAfter);
            throw;
        }
        finally
        {
            wakeUps.End();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is due or waits for delivery could not be worked on; it is tried again in {Wait}.")]
    private partial void LogFailed(Exception problem, TimeSpan wait);
}
