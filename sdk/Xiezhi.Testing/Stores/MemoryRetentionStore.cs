using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Retention;

namespace Xiezhi.Testing.Stores;

/// <summary>Removes from memory what is no part of the record.</summary>
internal sealed class MemoryRetentionStore(MemoryTables tables, MemoryNotificationStore notifications, MemorySnapshotStore snapshots) : IRetentionStore
{
    public Task<int> RemoveMessagesAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => Task.FromResult(tables.Use(all =>
    {
        var old = all.Messages.Where(stored => stored.DeliveredAt < before).OrderBy(stored => stored.DeliveredAt).Take(limit).ToList();
        old.ForEach(all.Remove);
        return old.Count;
    }));

    public Task<int> RemoveNotificationsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => Task.FromResult(notifications.Remove(before, limit));

    public Task<RetentionBatch> FoldKeysAsync(DateTimeOffset endedBefore, RetentionPlace? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use(all =>
        {
            var page = all.Commands.Where(command => IsBehind(after, command.Key.Tenant, command.Key.Key)).Take(limit).ToList();
            var ended = page.FindAll(command => HasEnded(all, command.Key.Tenant, command.Value, endedBefore));
            ended.ForEach(command => all.Fold(command.Key.Tenant, command.Key.Key));
            return new RetentionBatch(ended.Count, page.Count == limit ? new RetentionPlace(page[^1].Key.Tenant, page[^1].Key.Key) : null);
        }));

    public Task<RetentionBatch> RemoveSnapshotsAsync(DateTimeOffset endedBefore, RetentionPlace? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Use(all =>
        {
            var page = snapshots.Cases.Where(key => IsBehind(after, key.Tenant, key.Case.ToString())).Take(limit).ToList();
            var ended = page.FindAll(key => HasEnded(all, key.Tenant, key.Case, endedBefore));
            ended.ForEach(key => snapshots.Remove(key.Tenant, key.Case));
            return new RetentionBatch(ended.Count, page.Count == limit ? new RetentionPlace(page[^1].Tenant, page[^1].Case.ToString()) : null);
        }));

    private static bool HasEnded(MemoryTables all, string tenant, CaseId id, DateTimeOffset before) => all.Find(tenant, id)?.Summary.EndedAt < before;

    private static bool IsBehind(RetentionPlace? after, string tenant, string row) =>
        after is null || string.CompareOrdinal(tenant, after.Tenant) is > 0 || (tenant == after.Tenant && string.CompareOrdinal(row, after.Row) > 0);
}
