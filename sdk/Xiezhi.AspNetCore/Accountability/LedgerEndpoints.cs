using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.AspNetCore.Variables;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.AspNetCore.Accountability;

/// <summary>What parties owe and have answered for.</summary>
internal static class LedgerEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/parties/{id}/ledger", GetAsync)
            .WithTags("Parties")
            .WithName("GetLedger")
            .WithSummary("What a party owes and has answered for, at any moment")
            .WithDescription("For the party itself, those above it in an organisation that is in force, and systems. The whole log is read for it.")
            .Produces<LedgerResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(
        HttpContext context,
        SignedIn who,
        string id,
        PackageRegistry packages,
        AccountabilityQueries accountability,
        TimeProvider time,
        [Description("The moment, with an offset; now where left out.")] string? at = null,
        CancellationToken cancellationToken = default)
    {
        var moment = time.GetUtcNow();
        if (at is not null && !InstantConverter.TryParse(at, out moment))
        {
            return Query.Unfit(context, "at", at, "2026-01-05T09:00:00+08:00, 2026-01-05T01:00:00Z");
        }

        // Asked before the log is read, so that those who may not know can't make the host read it either.
        var organizations = await packages.OrganizationsAsync(who.Tenant, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        if (!MaySee(who, id, organizations))
        {
            return Problem.Of(context, StatusCodes.Status403Forbidden, AspNetCoreCodes.NotYourLedger.At(Location.None, id));
        }

        var accounts = await accountability.AccountsAsync(who.Tenant, moment, cancellationToken).ConfigureAwait(false);
        return accounts.TryGetValue(id, out var account) ? TypedResults.Ok(LedgerResponse.Of(account))
            : organizations.Any(organization => organization.Party(id) is not null) ? TypedResults.Ok(LedgerResponse.Empty(id, moment))
            : Problem.Of(context, StatusCodes.Status404NotFound, AspNetCoreCodes.NoSuchParty.At(Location.None, id));
    }

    // A name alone is no proof: whoever bears the id of a party but is of another kind is somebody else.
    private static bool MaySee(SignedIn who, string id, IReadOnlyCollection<Organization> organizations) => who.Actor.Kind switch
    {
        PartyKind.System => true,
        PartyKind.Citizen => false,
        _ when organizations.Any(organization => organization.Party(who.Actor.Party) is { } known && known.Kind != who.Actor.Kind) => false,
        _ => who.Actor.Party == id || organizations.Any(organization => IsAbove(organization, who.Actor.Party, id)),
    };

    private static bool IsAbove(Organization organization, string party, string id)
    {
        for (var above = organization.Party(organization.Party(id)?.Superior); above is not null; above = organization.Party(above.Superior))
        {
            if (above.Id == party)
            {
                return true;
            }
        }

        return false;
    }
}
