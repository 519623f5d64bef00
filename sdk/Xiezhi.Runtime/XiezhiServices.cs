using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xiezhi.Runtime.Assignment;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Runtime.Retention;
using Xiezhi.Runtime.Snapshots;
using Xiezhi.Runtime.Starts;

namespace Xiezhi.Runtime;

/// <summary>Adds the engine to an application.</summary>
public static class XiezhiServices
{
    /// <summary>Adds the engine; the builder that comes back says where it stores (<c>UseSqlite</c>, <c>UsePostgreSql</c>) and what runs its jobs (<c>UseHangfire</c>).</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes the options.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; thrown when the engine is first used.</exception>
    public static XiezhiBuilder AddXiezhi(this IServiceCollection services, Action<XiezhiOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<XiezhiOptions>().Configure(options => configure?.Invoke(options)).PostConfigure(options => options.Validate());
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DueSignal>();
        services.TryAddSingleton(provider => new CommitPipeline(provider.GetRequiredService<ICaseStore>(), provider.GetRequiredService<ILogger<CommitPipeline>>()));
        services.TryAddSingleton(provider => new PackageRegistry(
            provider.GetRequiredService<IPackageStore>(),
            provider.GetRequiredService<DueSignal>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<XiezhiOptions>>()));
        services.TryAddSingleton(provider => new CaseSnapshots(
            provider.GetService<ISnapshotStore>(), provider.GetRequiredService<IOptions<XiezhiOptions>>(), provider.GetRequiredService<ILogger<CaseSnapshots>>()));
        services.TryAddSingleton(provider => new CaseEngine(
            provider.GetRequiredService<PackageRegistry>(),
            provider.GetRequiredService<CommitPipeline>(),
            provider.GetRequiredService<ICaseStore>(),
            provider.GetRequiredService<DueSignal>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<XiezhiOptions>>(),
            snapshots: provider.GetRequiredService<CaseSnapshots>()));
        services.TryAddSingleton(provider => new OutboxDelivery(
            provider.GetRequiredService<CaseEngine>(),
            provider.GetRequiredService<IOutboxStore>(),
            provider.GetServices<IOutboxHandler>()
                .Append(new InboxHandler(
                    provider.GetRequiredService<INotificationStore>(), provider.GetServices<INotificationChannel>(), provider.GetRequiredService<TimeProvider>()))
                .Append(new CaseOpener(provider.GetRequiredService<CaseEngine>()))
                .Append(new CaseMessages(provider.GetRequiredService<CaseEngine>())),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<XiezhiOptions>>(),
            provider.GetRequiredService<ILogger<OutboxDelivery>>()));
        services.TryAddSingleton(provider => new ProvisionalWork(
            provider.GetRequiredService<CaseEngine>(),
            provider.GetRequiredService<ICaseQueries>(),
            provider.GetRequiredService<PackageRegistry>(),
            provider.GetRequiredService<ILogger<ProvisionalWork>>()));
        services.TryAddSingleton(provider => new TimedStarts(
            provider.GetRequiredService<PackageRegistry>(),
            provider.GetRequiredService<CaseEngine>(),
            provider.GetRequiredService<ICaseQueries>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TimedStarts>>()));
        services.TryAddSingleton(provider => new CheckpointWork(
            provider.GetRequiredService<LogProofs>(),
            provider.GetRequiredService<IProofStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CheckpointWork>>()));
        services.TryAddSingleton(provider => new DueWork(
            provider.GetRequiredService<CaseEngine>(),
            provider.GetRequiredService<ICaseStore>(),
            provider.GetRequiredService<OutboxDelivery>(),
            provider.GetRequiredService<TimedStarts>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<XiezhiOptions>>(),
            provider.GetRequiredService<ILogger<DueWork>>()));
        services.TryAddSingleton(provider => new RetentionWork(
            provider.GetService<IRetentionStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<XiezhiOptions>>(),
            provider.GetRequiredService<ILogger<RetentionWork>>()));
        services.TryAddSingleton(provider => new LogProofs(provider.GetRequiredService<IProofStore>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new AccountabilityQueries(
            provider.GetRequiredService<ILogReader>(), provider.GetRequiredService<ICaseStore>(), provider.GetRequiredService<PackageRegistry>()));
        services.TryAddSingleton(provider => new AssignmentWork(
            provider.GetRequiredService<CaseEngine>(),
            provider.GetRequiredService<ICaseQueries>(),
            provider.GetRequiredService<PackageRegistry>(),
            provider.GetService<IAssignmentSolver>(),
            provider.GetRequiredService<TimeProvider>()));
        return new XiezhiBuilder(services);
    }
}

/// <summary>Completes the engine's registration.</summary>
/// <param name="Services">The application's services.</param>
public sealed record XiezhiBuilder(IServiceCollection Services);
