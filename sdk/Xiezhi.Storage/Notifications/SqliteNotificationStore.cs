using System.Collections.Immutable;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Storage.Cases;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Notifications;

/// <summary>Inboxes in SQLite.</summary>
internal sealed class SqliteNotificationStore(SqliteWriter writer, IDatabases databases) : NotificationStore(databases)
{
    public override Task AddAsync(Notification notification, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = """
                    INSERT INTO notifications (Id, Tenant, CaseId, Recipient, Content, At) VALUES ($id, $tenant, $case, $recipient, $content, $at)
                    ON CONFLICT DO NOTHING
                    """;
                command.Parameters.AddWithValue("$id", notification.Id);
                command.Parameters.AddWithValue("$tenant", notification.Tenant);
                command.Parameters.AddWithValue("$case", notification.Case.ToString());
                command.Parameters.AddWithValue("$recipient", notification.Recipient);
                command.Parameters.AddWithValue("$content", ValueJson.ToText(Value.From(notification.Content)));
                command.Parameters.AddWithValue("$at", StoredTime.From(notification.At));
                return command.ExecuteNonQuery();
            },
            cancellationToken);
}
