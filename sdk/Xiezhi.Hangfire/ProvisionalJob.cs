using Hangfire;
using Microsoft.Extensions.Logging;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Hangfire;

/// <summary>The job that works out provisional due times again: at each start for all, and for a tenant when a package is published.</summary>
/// <remarks>Doing it twice changes nothing.</remarks>
public sealed partial class ProvisionalJob
{
    private readonly ProvisionalWork _work;
    private readonly ILogger<ProvisionalJob> _log;

    internal ProvisionalJob(ProvisionalWork work, ILogger<ProvisionalJob> log)
    {
        _work = work;
        _log = log;
    }

    /// <summary>Goes through the open cases of a tenant.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="cancellationToken">Raised by Hangfire when the host stops.</param>
    [Queue(XiezhiHangfire.Queue)]
    [AutomaticRetry(Attempts = 5, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task RunAsync(string tenant, CancellationToken cancellationToken)
    {
        var changed = await _work.RunAsync(tenant, cancellationToken).ConfigureAwait(false);
        if (changed > 0)
        {
            LogChanged(changed, tenant);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Changed} cases of tenant {Tenant} had due times that were provisional, and were worked out again.")]
    private partial void LogChanged(int changed, string tenant);
}
