using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Storage.Cases;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Notifications;

/// <summary>Inboxes in the database.</summary>
internal sealed class NotificationStore(SqliteWriter writer, Databases databases) : INotificationStore
{
    public Task AddAsync(Notification notification, CancellationToken cancellationToken) =>
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
