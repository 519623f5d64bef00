using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Runtime.Notifications;

/// <summary>Something that a party or a citizen was told; it stands in their inbox.</summary>
/// <param name="Id">The id of the outgoing message it came from.</param>
/// <param name="Tenant">Whose case it is about.</param>
/// <param name="Case">The case.</param>
/// <param name="Recipient">Whom it is for.</param>
/// <param name="Content">What it says.</param>
/// <param name="At">When it was put into the inbox, UTC.</param>
public sealed record Notification(string Id, string Tenant, CaseId Case, string Recipient, ValueContext Content, DateTimeOffset At)
{
    /// <summary>Whether its recipient is a citizen and not a party; known when it is put into the inbox, not kept there.</summary>
    public bool IsForCitizen { get; init; }
}

/// <summary>Where inboxes are kept.</summary>
/// <remarks>A port that a storage project fills. Implementations are safe to use from several threads at once.</remarks>
public interface INotificationStore
{
    /// <summary>Puts a notification into its inbox; where it is there already, nothing changes.</summary>
    Task AddAsync(Notification notification, CancellationToken cancellationToken);

    /// <summary>The inbox of a recipient, the latest first.</summary>
    Task<ImmutableArray<Notification>> ListAsync(string tenant, string? recipient, int skip, int take, CancellationToken cancellationToken);
}
