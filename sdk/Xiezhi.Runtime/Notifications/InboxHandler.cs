using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Runtime.Notifications;

/// <summary>Delivers notifications into the inboxes that the engine itself keeps; channels such as e-mail are handlers registered before it.</summary>
internal sealed class InboxHandler(INotificationStore store, TimeProvider time) : IOutboxHandler
{
    public bool Handles(string kind) => kind.StartsWith(NotificationKinds.Prefix, StringComparison.Ordinal);

    public async Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var recipient = message.Recipient ?? throw new InvalidOperationException($"The message is for \"{message.Kind}\", but the case has nobody of that kind.");
        await store.AddAsync(new Notification(message.Id, message.Tenant, message.Case, recipient, message.Payload, time.GetUtcNow()), cancellationToken)
            .ConfigureAwait(false);
        return OutboxAnswer.Done;
    }
}
