using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.Options;
using Xiezhi.Runtime.Proofs;

namespace Xiezhi.Hangfire;

/// <summary>The jobs that come again and again. Where hosts share them, each adds those that it knows of, and whichever is free does them.</summary>
internal sealed class RecurringJobs(IRecurringJobManager recurring, JobStorage? storage, IOptions<HangfireJobsOptions> options, CheckpointSigner? signer)
{
    public const string Assignment = "xiezhi-assign-";
    private const string Sweep = "xiezhi-sweep";
    private const string DeliverySweep = "xiezhi-sweep-outbox";
    private const string Checkpoints = "xiezhi-checkpoints";
    private const string Retention = "xiezhi-retention";

    // Behind the full hour, at which much else begins.
    private const int RetentionMinute = 17;

    /// <summary>The queues of recurring and other jobs that this host works on: what something is needed for, such as a key to sign with, is left to those that have it.</summary>
    public static string[] Queues(HangfireJobsOptions options, CheckpointSigner? signer) =>
    [
        XiezhiHangfire.Queue,
        XiezhiHangfire.WakeUpQueue,
        .. signer is null ? [] : (string[])[XiezhiHangfire.CheckpointQueue],
        .. options.AssignFor.Count == 0 ? [] : (string[])[XiezhiHangfire.AssignmentQueue],
    ];

    /// <summary>Adds them, or changes those that are there. Doing it twice changes nothing.</summary>
    public void Plan()
    {
        recurring.AddOrUpdate<DueJob>(Sweep, job => job.RunAsync(WakeUps.NoTicket, CancellationToken.None), Cron.Minutely());
        recurring.AddOrUpdate<DeliveryJob>(DeliverySweep, job => job.RunAsync(WakeUps.NoTicket, CancellationToken.None), Cron.Minutely());
        recurring.AddOrUpdate<RetentionJob>(Retention, job => job.RunAsync(CancellationToken.None), Cron.Hourly(RetentionMinute));
        PlanAssignment();
        if (signer is not null)
        {
            recurring.AddOrUpdate<CheckpointJob>(Checkpoints, job => job.RunAsync(CancellationToken.None), Cron.Minutely());
            recurring.Trigger(Checkpoints);
        }
    }

    private void PlanAssignment()
    {
        var wanted = options.Value.AssignFor.ToDictionary(tenant => Assignment + tenant, StringComparer.Ordinal);
        foreach (var (id, tenant) in wanted)
        {
            recurring.AddOrUpdate<AssignmentJob>(id, job => job.RunAsync(tenant, CancellationToken.None), $"*/{options.Value.AssignEveryMinutes} * * * *");
        }

        // A host that gives no tasks at all says nothing about who does.
        if (wanted.Count > 0 && storage is not null)
        {
            using var connection = storage.GetConnection();
            foreach (var left in connection.GetRecurringJobs().Select(job => job.Id).Where(id => id.StartsWith(Assignment, StringComparison.Ordinal) && !wanted.ContainsKey(id)))
            {
                recurring.RemoveIfExists(left);
            }
        }
    }
}
