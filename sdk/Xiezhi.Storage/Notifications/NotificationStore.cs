using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Storage.Cases;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Notifications;

/// <summary>Inboxes in the database, read through EF Core; each database has its own way to write.</summary>
internal abstract class NotificationStore(IDatabases databases) : INotificationStore
{
    public abstract Task AddAsync(Notification notification, CancellationToken cancellationToken);

    public async Task<ImmutableArray<Notification>> ListAsync(string tenant, string? recipient, int skip, int take, CancellationToken cancellationToken)
    {
        var database = await databases.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = database.ConfigureAwait(false);
        var rows = await database.Notifications.AsNoTracking()
            .Where(row => row.Tenant == tenant && (recipient == null || row.Recipient == recipient))
            .OrderByDescending(row => row.At).ThenBy(row => row.Id)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 1000))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. rows.Select(row => new Notification(
                row.Id,
                row.Tenant,
                CaseIds.Read(row.CaseId),
                row.Recipient,
                ValueJson.FromText(row.Content).AsContext ?? ValueContext.Empty,
                StoredTime.To(row.At))),
        ];
    }
}
