using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Xiezhi.Delivery.Contacts;
using Xiezhi.Foundation.Values;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Delivery.Email;

/// <summary>Sends notifications on to the mailboxes of their recipients: a message each.</summary>
internal sealed class EmailChannel(DeliveryOptions options, IContacts contacts) : INotificationChannel
{
    public async ValueTask<ImmutableArray<OutboxMessage>> ForwardAsync(Notification notification, CancellationToken cancellationToken)
    {
        if (options.Email.Host.Length == 0)
        {
            return [];
        }

        var found = await contacts.FindAsync(notification, cancellationToken).ConfigureAwait(false);
        return
        [
            .. found.DistinctBy(contact => contact.Email).Select(contact => new OutboxMessage(
                $"{notification.Id}/email/{NameOf(contact)}",
                notification.Tenant,
                notification.Case,
                null,
                EmailHandler.Kind,
                contact.Email,
                ValueContext.Of(("language", contact.Language ?? options.Email.Language), ("content", Value.From(notification.Content))),
                notification.At)),
        ];
    }

    // Ids of messages stand in logs, and addresses of people must not.
    private static string NameOf(Contact contact) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(contact.Email)))[..16];
}
