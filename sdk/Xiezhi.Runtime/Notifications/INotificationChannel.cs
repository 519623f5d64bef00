using System.Collections.Immutable;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Runtime.Notifications;

/// <summary>Takes notifications on from the inbox, in which each of them stands, to where people look: e-mail, another system.</summary>
/// <remarks>A port that an application or a delivery project fills; there may be several. Implementations are safe to use from several threads at once.</remarks>
public interface INotificationChannel
{
    /// <summary>
    /// The messages to send because of a notification, none where its recipient is not reached this way. Their ids follow from the
    /// notification's: asked again, it answers with the same ids.
    /// </summary>
    ValueTask<ImmutableArray<OutboxMessage>> ForwardAsync(Notification notification, CancellationToken cancellationToken);
}
