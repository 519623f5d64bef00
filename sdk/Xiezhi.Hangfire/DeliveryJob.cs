using Hangfire;

namespace Xiezhi.Hangfire;

/// <summary>The job that delivers outgoing messages, and plans when to try again; a deadline never waits for a receiver that is slow.</summary>
/// <remarks>What waits is read from the store each time. A job that comes early, late or twice does no harm.</remarks>
public sealed class DeliveryJob
{
    private readonly WokenWork _work;

    internal DeliveryJob(WokenWork work) => _work = work;

    /// <summary>Delivers all that waits by now. Where another is at it in this process, that one looks once more.</summary>
    /// <param name="ticket">What this job was planned under; 0 for the sweep.</param>
    /// <param name="cancellationToken">Raised by Hangfire when the host stops.</param>
    [Queue(XiezhiHangfire.WakeUpQueue)]
    [OneWaiting]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete, LogEvents = false)]
    public Task RunAsync(long ticket, CancellationToken cancellationToken) => _work.RunAsync(ticket, cancellationToken);
}
