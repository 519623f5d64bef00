using Hangfire;
using Microsoft.Extensions.Options;
using Xiezhi.Runtime.Retention;

namespace Xiezhi.Hangfire;

/// <summary>The job that removes what is no part of the record and has been kept for long enough: planned each hour, it does so each <see cref="HangfireJobsOptions.RetentionEvery"/>.</summary>
public sealed class RetentionJob
{
    private readonly RetentionWork _work;
    private readonly TimeProvider _time;
    private readonly TimeSpan _every;
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private int _atWork;

    internal RetentionJob(RetentionWork work, TimeProvider time, IOptions<HangfireJobsOptions> options) => (_work, _time, _every) = (work, time, options.Value.RetentionEvery);

    /// <summary>Removes what is to be removed, where it was not done lately by this host. While one job does, another does nothing.</summary>
    /// <param name="cancellationToken">Raised by Hangfire when the host stops.</param>
    [Queue(XiezhiHangfire.Queue)]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete, LogEvents = false)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _atWork, 1) == 1)
        {
            return;
        }

        try
        {
            var now = _time.GetUtcNow();
            if (now >= _next)
            {
                await _work.RunAsync(cancellationToken).ConfigureAwait(false);

                // Hours are planned by another clock, which may be early.
                _next = now + _every - TimeSpan.FromMinutes(5);
            }
        }
        finally
        {
            Volatile.Write(ref _atWork, 0);
        }
    }
}
