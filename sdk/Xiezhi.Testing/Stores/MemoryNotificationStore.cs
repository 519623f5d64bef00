using System.Collections.Immutable;
using Xiezhi.Runtime.Notifications;

namespace Xiezhi.Testing.Stores;

/// <summary>Inboxes in memory.</summary>
internal sealed class MemoryNotificationStore : INotificationStore
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, Notification> _notifications = new(StringComparer.Ordinal);

    public Task AddAsync(Notification notification, CancellationToken cancellationToken)
    {
        lock (_turn)
        {
            _notifications.TryAdd(notification.Id, notification with { At = StoredTime.Cut(notification.At) });
        }

        return Task.CompletedTask;
    }

    public Task<ImmutableArray<Notification>> ListAsync(string tenant, string? recipient, int skip, int take, CancellationToken cancellationToken)
    {
        lock (_turn)
        {
            return Task.FromResult(_notifications.Values
                .Where(notification => notification.Tenant == tenant && (recipient is null || notification.Recipient == recipient))
                .OrderByDescending(notification => notification.At)
                .ThenBy(notification => notification.Id, StringComparer.Ordinal)
                .Page(skip, take));
        }
    }

    /// <summary>Removes the oldest of those before a time, at most so many.</summary>
    public int Remove(DateTimeOffset before, int limit)
    {
        lock (_turn)
        {
            var old = _notifications.Values.Where(notification => notification.At < before).OrderBy(notification => notification.At).Take(limit).ToList();
            old.ForEach(notification => _notifications.Remove(notification.Id));
            return old.Count;
        }
    }
}
