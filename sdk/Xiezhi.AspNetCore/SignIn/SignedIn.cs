using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;

namespace Xiezhi.AspNetCore.SignIn;

/// <summary>Who asks, and for whose cases: read from the claims of whoever is signed in, never from what the request says.</summary>
/// <param name="Tenant">Whose cases.</param>
/// <param name="Actor">Who asks.</param>
public sealed record SignedIn(string Tenant, Actor Actor)
{
    /// <summary>The most characters of a tenant's, a party's or a person's id.</summary>
    public const int LongestId = 200;

    /// <summary>Whether the party is a citizen, who sees only what is their own.</summary>
    public bool IsCitizen => Actor.Kind == PartyKind.Citizen;

    /// <summary>Who is signed in, or <see langword="null"/> where nobody is, or the claims name nobody who may be: the engine itself signs in nowhere.</summary>
    public static SignedIn? Find(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.Identity is { IsAuthenticated: true }
            && user.FindFirstValue(XiezhiClaims.Tenant) is { } tenant && IsId(tenant)
            && user.FindFirstValue(XiezhiClaims.Party) is { } party && IsId(party) && party != Actor.Engine.Party
            && PartyKinds.TryParse(user.FindFirstValue(XiezhiClaims.Kind), out var kind)
            && user.FindFirstValue(XiezhiClaims.Person) is var person && (person is null || IsId(person))
                ? new SignedIn(tenant, new Actor(kind, party, person))
                : null;
    }

    /// <summary>The claims that say so.</summary>
    public IEnumerable<Claim> ToClaims()
    {
        yield return new Claim(XiezhiClaims.Tenant, Tenant);
        yield return new Claim(XiezhiClaims.Kind, PartyKinds.Word(Actor.Kind));
        yield return new Claim(XiezhiClaims.Party, Actor.Party);
        yield return new Claim(ClaimTypes.Name, Actor.ToString());
        if (Actor.Person is { } person)
        {
            yield return new Claim(XiezhiClaims.Person, person);
        }
    }

    /// <summary>Lets a handler of an endpoint that <see cref="XiezhiPolicies.Actor"/> guards take who asks as a parameter.</summary>
    public static ValueTask<SignedIn?> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(Find(context.User));
    }

    internal static bool IsId(string text) => text.Length is > 0 and <= LongestId && !text.Any(char.IsControl);
}
