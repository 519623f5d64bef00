using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Runtime.Retention;
using Xiezhi.Runtime.Snapshots;
using Xiezhi.Testing.Stores;

namespace Xiezhi.Testing;

/// <summary>Stores in memory.</summary>
public static class XiezhiInMemory
{
    /// <summary>Stores in the memory of this process, with the same behaviour as the databases; all is gone with the service provider. For tests and trials.</summary>
    /// <param name="builder">The engine's registration.</param>
    public static XiezhiBuilder UseInMemory(this XiezhiBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services
            .AddSingleton<MemoryTables>()
            .AddSingleton<ICaseStore, MemoryCaseStore>()
            .AddSingleton<MemorySnapshotStore>()
            .AddSingleton<ISnapshotStore>(provider => provider.GetRequiredService<MemorySnapshotStore>())
            .AddSingleton<ILogReader, MemoryLogReader>()
            .AddSingleton<ICaseQueries, MemoryCaseQueries>()
            .AddSingleton<MemoryPackageStore>()
            .AddSingleton<IPackageStore>(provider => provider.GetRequiredService<MemoryPackageStore>())
            .AddSingleton<IOutboxStore, MemoryOutboxStore>()
            .AddSingleton<MemoryNotificationStore>()
            .AddSingleton<INotificationStore>(provider => provider.GetRequiredService<MemoryNotificationStore>())
            .AddSingleton<IRetentionStore, MemoryRetentionStore>()
            .AddSingleton<IProofStore, MemoryProofStore>();
        return builder;
    }
}
