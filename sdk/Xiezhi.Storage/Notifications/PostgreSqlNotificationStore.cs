using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Storage.Schema;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Storage.Notifications;

/// <summary>Inboxes in PostgreSQL.</summary>
internal sealed class PostgreSqlNotificationStore(PostgreSqlDatabase database) : NotificationStore(database)
{
    public override async Task AddAsync(Notification notification, CancellationToken cancellationToken)
    {
        var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        using var batch = connection.CreateBatch();
        batch.Add(
            "INSERT INTO notifications (id, tenant, case_id, recipient, content, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            Parameter.Text(StoredText.Write(notification.Id)),
            Parameter.Text(StoredText.Write(notification.Tenant)),
            Parameter.Text(notification.Case.ToString()),
            Parameter.Text(StoredText.Write(notification.Recipient)),
            Parameter.Text(StoredText.Write(ValueJson.ToText(Value.From(notification.Content)))),
            Parameter.Number(StoredTime.From(notification.At)));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
