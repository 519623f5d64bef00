using Hangfire;

namespace Xiezhi.Hangfire;

/// <summary>The job that acts on what is due and opens what begins by time, and plans when to wake up next.</summary>
/// <remarks>What is due is read from the store each time. A job that comes early, late or twice does no harm.</remarks>
public sealed class DueJob
{
    private readonly WokenWork _work;

    internal DueJob(WokenWork work) => _work = work;

    /// <summary>Does all that is due by now. Where another is at it in this process, that one looks once more.</summary>
    /// <param name="ticket">What this job was planned under; 0 for the sweep.</param>
    /// <param name="cancellationToken">Raised by Hangfire when the host stops.</param>
    [Queue(XiezhiHangfire.WakeUpQueue)]
    [OneWaiting]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete, LogEvents = false)]
    public Task RunAsync(long ticket, CancellationToken cancellationToken) => _work.RunAsync(ticket, cancellationToken);
}
