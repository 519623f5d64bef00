using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xiezhi.AspNetCore.Cases;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Notifications;

namespace Xiezhi.AspNetCore.Notifications;

/// <summary>Something that a party or a citizen was told.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Case">The case it is about.</param>
/// <param name="Recipient">Whom it is for.</param>
/// <param name="Content">What it says.</param>
/// <param name="At">When it was put into the inbox, UTC.</param>
public sealed record NotificationResponse(string Id, string Case, string Recipient, ValueContext Content, DateTimeOffset At)
{
    internal static NotificationResponse From(Notification notification) =>
        new(notification.Id, notification.Case.ToString(), notification.Recipient, notification.Content, notification.At);
}

/// <summary>Inboxes.</summary>
internal static class NotificationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/notifications", ListAsync)
            .WithTags("Notifications")
            .WithName("ListNotifications")
            .WithSummary("The inbox of whoever asks, the latest first")
            .WithDescription("Systems may ask for another's with \"recipient\", and see all without it.")
            .Produces<PageResponse<NotificationResponse>>()
            .ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> ListAsync(
        HttpContext context,
        SignedIn who,
        INotificationStore notifications,
        CaseReading reading,
        string? recipient = null,
        int skip = 0,
        int take = 50,
        CancellationToken cancellationToken = default)
    {
        if (Query.Page(context, skip, take) is { } unfit)
        {
            return unfit;
        }

        if (who.Actor.Kind != PartyKind.System)
        {
            if (recipient is not null && recipient != who.Actor.Party)
            {
                return Problem.Of(context, StatusCodes.Status403Forbidden, AspNetCoreCodes.NotYourInbox.At(Location.None, recipient));
            }

            recipient = who.Actor.Party;
        }

        var found = await notifications.ListAsync(who.Tenant, recipient, skip, take + 1, cancellationToken).ConfigureAwait(false);
        var page = PageResponse<NotificationResponse>.From(found, skip, take, NotificationResponse.From);
        return TypedResults.Ok(who.IsCitizen ? page with { Items = await OwnAsync(who, found.Take(take), reading, cancellationToken).ConfigureAwait(false) } : page);
    }

    // A citizen may bear the id of a party; what that party was told is not for them.
    private static async Task<ImmutableArray<NotificationResponse>> OwnAsync(
        SignedIn who, IEnumerable<Notification> found, CaseReading reading, CancellationToken cancellationToken)
    {
        var own = ImmutableArray.CreateBuilder<NotificationResponse>();
        foreach (var notification in found)
        {
            if (await reading.MayReadAsync(who, notification, cancellationToken).ConfigureAwait(false))
            {
                own.Add(NotificationResponse.From(notification));
            }
        }

        return own.ToImmutable();
    }
}
