using Hangfire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Hangfire;

/// <summary>The job that Hangfire runs: does what is due, delivers what waits, and plans when to wake up next.</summary>
/// <remarks>What is due is read from the store each time. A job that comes early, late or twice does no harm.</remarks>
public sealed partial class DueJob
{
    // Between two passes of one job: under load it gathers what many commands ask for into one.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly DueWork _due;
    private readonly WakeUps _wakeUps;
    private readonly TimeProvider _time;
    private readonly HangfireJobsOptions _options;
    private readonly ILogger<DueJob> _log;

    internal DueJob(DueWork due, WakeUps wakeUps, TimeProvider time, IOptions<HangfireJobsOptions> options, ILogger<DueJob> log)
    {
        _due = due;
        _wakeUps = wakeUps;
        _time = time;
        _options = options.Value;
        _log = log;
    }

    /// <summary>Does all that is due by now. One at a time within the process; another waits.</summary>
    /// <param name="ticket">What this job was planned under; 0 for the sweep.</param>
    /// <param name="cancellationToken">Raised by Hangfire when the host stops.</param>
    [Queue(XiezhiHangfire.Queue)]
    [OneWaiting]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete, LogEvents = false)]
    public async Task RunAsync(long ticket, CancellationToken cancellationToken)
    {
        await _wakeUps.BeginAsync(ticket, cancellationToken).ConfigureAwait(false);
        try
        {
            var began = _time.GetUtcNow();
            await _due.RunAsync(cancellationToken).ConfigureAwait(false);
            while (_wakeUps.AskedAgain())
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
                began = _time.GetUtcNow();
                await _due.RunAsync(cancellationToken).ConfigureAwait(false);
            }

            if (await _due.NextAsync(cancellationToken).ConfigureAwait(false) is { } next)
            {
                // What was due before the last pass and still is could not be done; asking for it at once would turn in circles.
                _wakeUps.Ask(next <= began ? _time.GetUtcNow() + _options.RetryAfter : next);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogFailed(problem, _options.RetryAfter);
            _wakeUps.Ask(_time.GetUtcNow() + _options.RetryAfter);
            throw;
        }
        finally
        {
            _wakeUps.End();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is due could not be worked on; it is tried again in {Wait}.")]
    private partial void LogFailed(Exception problem, TimeSpan wait);
}
