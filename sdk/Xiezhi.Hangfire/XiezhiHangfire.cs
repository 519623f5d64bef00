using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Assignment;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Proofs;

namespace Xiezhi.Hangfire;

/// <summary>Runs the engine's background jobs on Hangfire.</summary>
public static class XiezhiHangfire
{
    /// <summary>The queue of the engine's jobs.</summary>
    public const string Queue = "xiezhi";

    // Finished jobs are of no use but to look at; without a bound a busy host would fill its memory with them.
    private static readonly TimeSpan FinishedJobsKept = TimeSpan.FromMinutes(15);

    /// <summary>Acts on what falls due, opens what begins by time, delivers outgoing messages and signs checkpoints, on Hangfire in this process, with its jobs in memory.</summary>
    /// <param name="builder">The engine's registration.</param>
    /// <param name="configure">Changes the options.</param>
    /// <remarks>
    /// Jobs in memory lose nothing: what is due stands in the engine's own store, and the first job is made from it at each start.
    /// An application that registered a <see cref="JobStorage"/> of its own before keeps it.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; thrown when the host starts.</exception>
    public static XiezhiBuilder UseHangfireJobs(this XiezhiBuilder builder, Action<HangfireJobsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<HangfireJobsOptions>().Configure(options => configure?.Invoke(options)).PostConfigure(options => options.Validate());

        // Registered as services and not by Hangfire's configuration, which is static: two hosts in one process must not share them.
        services.TryAddSingleton<JobStorage>(_ => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = FinishedJobsKept }));
        services.TryAddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire(static (_, _) => { });
        services.AddHangfireServer(static (provider, server) =>
        {
            server.Queues = [Queue];
            server.WorkerCount = 2;
            server.SchedulePollingInterval = provider.GetRequiredService<IOptions<HangfireJobsOptions>>().Value.Polling;
        });
        services.TryAddSingleton(provider => new WakeUps(
            provider.GetRequiredService<IBackgroundJobClient>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<WakeUps>>()));
        services.TryAddSingleton(provider => new DueJob(
            provider.GetRequiredService<DueWork>(),
            provider.GetRequiredService<WakeUps>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<HangfireJobsOptions>>(),
            provider.GetRequiredService<ILogger<DueJob>>()));
        services.TryAddSingleton(provider => new ProvisionalJob(provider.GetRequiredService<ProvisionalWork>(), provider.GetRequiredService<ILogger<ProvisionalJob>>()));
        services.TryAddSingleton(provider => new CheckpointJob(
            provider.GetRequiredService<CheckpointWork>(), provider.GetRequiredService<CheckpointSigner>(), provider.GetRequiredService<IOptions<HangfireJobsOptions>>()));
        services.AddHostedService(provider => new UpkeepService(
            provider.GetRequiredService<IBackgroundJobClient>(),
            provider.GetRequiredService<IRecurringJobManager>(),
            provider.GetRequiredService<DueSignal>(),
            provider.GetRequiredService<PackageRegistry>(),
            provider.GetRequiredService<ILogger<UpkeepService>>(),
            provider.GetService<CheckpointSigner>()));
        services.AddHostedService(provider => new WakeUpService(
            provider.GetRequiredService<WakeUps>(),
            provider.GetRequiredService<DueSignal>(),
            provider.GetRequiredService<DueWork>(),
            provider.GetRequiredService<IRecurringJobManager>(),
            provider.GetRequiredService<ICaseStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<WakeUpService>>()));
        services.TryAddSingleton(provider => new AssignmentJob(provider.GetRequiredService<AssignmentWork>()));
        services.AddHostedService(provider => new AssignmentSchedule(
            provider.GetRequiredService<IRecurringJobManager>(), provider.GetRequiredService<IOptions<HangfireJobsOptions>>()));
        return builder;
    }
}
