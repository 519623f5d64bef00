using System.Collections.Immutable;
using Xiezhi.Runtime.Notifications;

namespace Xiezhi.Delivery.Contacts;

/// <summary>Knows how recipients of notifications are reached: the user directory of an agency.</summary>
/// <remarks>
/// A port. Addresses are no policy: they change from day to day and are nobody else's business, so that they stand in no package and no log.
/// Implementations are safe to use from several threads at once.
/// </remarks>
public interface IContacts
{
    /// <summary>The contacts of the notification's recipient, none where nobody wishes to be reached.</summary>
    ValueTask<ImmutableArray<Contact>> FindAsync(Notification notification, CancellationToken cancellationToken);
}

/// <summary>Finds parties in the options; citizens are in a directory, never in a configuration.</summary>
internal sealed class ConfiguredContacts(DeliveryOptions options) : IContacts
{
    public ValueTask<ImmutableArray<Contact>> FindAsync(Notification notification, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ImmutableArray<Contact>>(
            !notification.IsForCitizen && options.Contacts.TryGetValue(notification.Recipient, out var entry) && entry.Tenant == notification.Tenant && entry.Email.Length > 0
                ? [new Contact(entry.Email, entry.Language)]
                : []);
}
