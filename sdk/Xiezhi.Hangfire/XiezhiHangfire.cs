using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xiezhi.Hangfire.Shared;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Assignment;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Runtime.Retention;

namespace Xiezhi.Hangfire;

/// <summary>Runs the engine's background jobs on Hangfire.</summary>
public static class XiezhiHangfire
{
    /// <summary>The queue of the jobs that any host can do.</summary>
    public const string Queue = "xiezhi";

    /// <summary>The queue of <see cref="DueJob"/> and <see cref="DeliveryJob"/>.</summary>
    public const string WakeUpQueue = "xiezhi-wake-ups";

    /// <summary>The queue of checkpoints, for hosts that have a key to sign them.</summary>
    public const string CheckpointQueue = "xiezhi-checkpoints";

    /// <summary>The queue of <see cref="AssignmentJob"/>, for hosts whose <see cref="HangfireJobsOptions.AssignFor"/> names tenants.</summary>
    public const string AssignmentQueue = "xiezhi-assignment";

    private const string Acting = "Xiezhi.Hangfire.Acting";
    private const string Delivering = "Xiezhi.Hangfire.Delivering";

    /// <summary>
    /// Acts on what falls due, opens what begins by time, delivers outgoing messages and signs checkpoints, on Hangfire in this process; its jobs are in memory,
    /// or in PostgreSQL where <see cref="HangfireJobsOptions.PostgreSql"/> names a database.
    /// </summary>
    /// <param name="builder">The engine's registration.</param>
    /// <param name="configure">Changes the options.</param>
    /// <remarks>
    /// Jobs in memory lose nothing: what is due stands in the engine's own store, and the first job is made from it at each start.
    /// An application that registered a <see cref="JobStorage"/> of its own before keeps it; wake-ups stay in memory, each host's own.
    /// A host refuses to start on jobs in PostgreSQL whose schema is older: <see cref="JobsRefusedException"/>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; thrown when the host starts.</exception>
    public static XiezhiBuilder UseHangfireJobs(this XiezhiBuilder builder, Action<HangfireJobsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<HangfireJobsOptions>().Configure(options => configure?.Invoke(options)).PostConfigure(options => options.Validate());

        // Registered as services and not by Hangfire's configuration, which is static: two hosts in one process must not share them.
        services.TryAddSingleton<JobStorage>(provider => Options(provider).PostgreSql is { Length: > 0 } shared ? SharedJobs.Storage(shared) : WakeUpServer.Memory());
        services.TryAddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire(static (provider, hangfire) => hangfire.UseLogProvider(new HostLogProvider(provider.GetRequiredService<ILoggerFactory>())));
        services.AddHostedService(provider => new JobSchemaAtStart(
            provider.GetRequiredService<IOptions<HangfireJobsOptions>>(), provider.GetRequiredService<ILogger<JobSchemaAtStart>>()));
        services.AddHangfireServer(static (provider, server) =>
        {
            var options = Options(provider);
            var isShared = provider.GetRequiredService<JobStorage>() is not InMemoryStorage;
            server.Queues = RecurringJobs.Queues(options, provider.GetService<CheckpointSigner>());
            server.WorkerCount = 2;
            server.SchedulePollingInterval = isShared ? SharedJobs.Polling : options.Polling;
        });
        services.TryAddSingleton(provider => new WakeUpServer(
            provider.GetRequiredService<JobStorage>(), provider.GetRequiredService<JobActivator>(), provider.GetRequiredService<IOptions<HangfireJobsOptions>>()));
        services.AddHostedService(provider => provider.GetRequiredService<WakeUpServer>());
        services.AddKeyedSingleton(Acting, static (provider, _) => Woken(
            provider, ticket => Job.FromExpression<DueJob>(job => job.RunAsync(ticket, CancellationToken.None)), due => due.ActAsync, due => due.NextToActOnAsync));
        services.AddKeyedSingleton(Delivering, static (provider, _) => Woken(
            provider, ticket => Job.FromExpression<DeliveryJob>(job => job.RunAsync(ticket, CancellationToken.None)), due => due.DeliverAsync, due => due.NextToDeliverAsync));
        services.TryAddSingleton(static provider => new DueJob(provider.GetRequiredKeyedService<WokenWork>(Acting)));
        services.TryAddSingleton(static provider => new DeliveryJob(provider.GetRequiredKeyedService<WokenWork>(Delivering)));
        services.TryAddSingleton(provider => new ProvisionalJob(provider.GetRequiredService<ProvisionalWork>(), provider.GetRequiredService<ILogger<ProvisionalJob>>()));
        services.TryAddSingleton(provider => new CheckpointJob(
            provider.GetRequiredService<CheckpointWork>(), provider.GetRequiredService<CheckpointSigner>(), provider.GetRequiredService<IOptions<HangfireJobsOptions>>()));
        services.TryAddSingleton(provider => new RetentionJob(
            provider.GetRequiredService<RetentionWork>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<HangfireJobsOptions>>()));
        services.TryAddSingleton(provider => new RecurringJobs(
            provider.GetRequiredService<IRecurringJobManager>(),
            provider.GetRequiredService<JobStorage>(),
            provider.GetRequiredService<IOptions<HangfireJobsOptions>>(),
            provider.GetService<CheckpointSigner>()));
        services.AddHostedService(provider => new UpkeepService(
            provider.GetRequiredService<IBackgroundJobClient>(),
            provider.GetRequiredService<RecurringJobs>(),
            provider.GetRequiredService<DueSignal>(),
            provider.GetRequiredService<PackageRegistry>(),
            provider.GetRequiredService<ILogger<UpkeepService>>()));
        services.AddHostedService(provider => new WakeUpService(
            provider.GetRequiredKeyedService<WokenWork>(Acting),
            provider.GetRequiredKeyedService<WokenWork>(Delivering),
            provider.GetRequiredService<DueSignal>(),
            provider.GetRequiredService<ICaseStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<WakeUpService>>()));
        services.TryAddSingleton(provider => new AssignmentJob(provider.GetRequiredService<AssignmentWork>()));
        return builder;
    }

    private static WokenWork Woken(
        IServiceProvider provider,
        Func<long, Job> jobOf,
        Func<DueWork, Func<CancellationToken, Task<int>>> work,
        Func<DueWork, Func<CancellationToken, Task<DateTimeOffset?>>> next)
    {
        var (due, time) = (provider.GetRequiredService<DueWork>(), provider.GetRequiredService<TimeProvider>());
        var wakeUps = new WakeUps(provider.GetRequiredService<WakeUpServer>().Jobs, jobOf, time, provider.GetRequiredService<ILogger<WakeUps>>());
        return new WokenWork(wakeUps, work(due), next(due), time, Options(provider).RetryAfter, provider.GetRequiredService<ILogger<WokenWork>>());
    }

    private static HangfireJobsOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<HangfireJobsOptions>>().Value;
}
