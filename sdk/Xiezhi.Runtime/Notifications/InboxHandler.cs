using System.Collections.Immutable;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Runtime.Notifications;

/// <summary>Delivers notifications into the inboxes that the engine itself keeps, and on to the channels that know their recipients.</summary>
internal sealed class InboxHandler(INotificationStore store, IEnumerable<INotificationChannel> channels, TimeProvider time) : IOutboxHandler
{
    private readonly ImmutableArray<INotificationChannel> _channels = [.. channels];

    public bool Handles(string kind) => kind.StartsWith(NotificationKinds.Prefix, StringComparison.Ordinal);

    public async Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var recipient = message.Recipient ?? throw new InvalidOperationException($"The message is for \"{message.Kind}\", but the case has nobody of that kind.");
        var isCitizen = message.Kind == NotificationKinds.Citizen;
        var notification = new Notification(message.Id, message.Tenant, message.Case, recipient, message.Payload, time.GetUtcNow()) { IsForCitizen = isCitizen };
        await store.AddAsync(notification, cancellationToken).ConfigureAwait(false);
        var forwards = ImmutableArray.CreateBuilder<OutboxMessage>();
        foreach (var channel in _channels)
        {
            forwards.AddRange(await channel.ForwardAsync(notification, cancellationToken).ConfigureAwait(false));
        }

        return forwards.Count == 0 ? OutboxAnswer.Done : OutboxAnswer.Done with { Forwards = forwards.ToImmutable() };
    }
}
