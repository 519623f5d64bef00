using Hangfire;
using Xiezhi.Runtime.Assignment;

namespace Xiezhi.Hangfire;

/// <summary>The job that gives waiting tasks of a tenant to people; planned where <see cref="HangfireJobsOptions.AssignFor"/> names the tenant.</summary>
public sealed class AssignmentJob
{
    private readonly AssignmentWork _work;

    internal AssignmentJob(AssignmentWork work) => _work = work;

    /// <summary>Gives what waits. Run twice it gives nothing twice.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="cancellationToken">Raised by Hangfire when the host stops.</param>
    [Queue(XiezhiHangfire.AssignmentQueue)]
    [OneWaiting]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    [DisableConcurrentExecution(timeoutInSeconds: 1)]
    public Task RunAsync(string tenant, CancellationToken cancellationToken) => _work.RunAsync(tenant, cancellationToken);
}
