using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
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
    [Queue(XiezhiHangfire.Queue)]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    [DisableConcurrentExecution(timeoutInSeconds: 1)]
    public Task RunAsync(string tenant, CancellationToken cancellationToken) => _work.RunAsync(tenant, cancellationToken);
}

/// <summary>Plans the jobs that give tasks to people, for the tenants that are named.</summary>
internal sealed class AssignmentSchedule(IRecurringJobManager recurring, IOptions<HangfireJobsOptions> options) : IHostedService
{
    public const string Prefix = "xiezhi-assign-";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var tenant in options.Value.AssignFor)
        {
            recurring.AddOrUpdate<AssignmentJob>(Prefix + tenant, job => job.RunAsync(tenant, CancellationToken.None), $"*/{options.Value.AssignEveryMinutes} * * * *");
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
