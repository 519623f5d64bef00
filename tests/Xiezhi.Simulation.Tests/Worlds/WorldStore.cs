using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Testing.Stores;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>The store under a world: every port of it, and what its own clock does when the world's time passes.</summary>
internal sealed record WorldStore(ICaseStore Cases, ICaseQueries Queries, IOutboxStore Outbox, INotificationStore Inboxes, ILogReader Logs, IProofStore Proofs)
{
    /// <summary>Whether it measures leases by a clock of its own; otherwise by the world's.</summary>
    public bool HasClock { get; init; }

    /// <summary>Has the store's own clock, where it has one, go on by as much.</summary>
    public Action<TimeSpan> Pass { get; init; } = static _ => { };

    /// <summary>A new store in memory.</summary>
    public static WorldStore InMemory()
    {
        var tables = new MemoryTables();
        return new WorldStore(
            new MemoryCaseStore(tables), new MemoryCaseQueries(tables), new MemoryOutboxStore(tables), new MemoryNotificationStore(), new MemoryLogReader(tables), new MemoryProofStore(tables));
    }
}
