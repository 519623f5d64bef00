using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Delivery.Webhooks;

/// <summary>Sends notifications on to the subscribers that take them: a message each, so that one that fails holds up no other.</summary>
internal sealed class WebhookChannel(DeliveryOptions options) : INotificationChannel
{
    public ValueTask<ImmutableArray<OutboxMessage>> ForwardAsync(Notification notification, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ImmutableArray<OutboxMessage>>(
        [
            .. options.Webhooks.Where(webhook => Takes(webhook.Value, notification)).OrderBy(webhook => webhook.Key, StringComparer.Ordinal).Select(webhook => new OutboxMessage(
                $"{notification.Id}/webhook/{webhook.Key}",
                notification.Tenant,
                notification.Case,
                null,
                WebhookHandler.Prefix + webhook.Key,
                notification.Recipient,
                ValueContext.Of(
                    ("recipient", notification.Recipient),
                    ("at", Value.From(notification.At)),
                    ("content", Value.From(notification.Content))),
                notification.At)),
        ]);

    private static bool Takes(WebhookSubscription webhook, Notification notification) =>
        webhook.Tenant == notification.Tenant
        && (notification.IsForCitizen ? webhook.Citizens : webhook.Recipients.Count == 0 || webhook.Recipients.Contains(notification.Recipient));
}
