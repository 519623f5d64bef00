using Microsoft.AspNetCore.Authorization;
using Xiezhi.Governance.Parties;

namespace Xiezhi.AspNetCore.SignIn;

/// <summary>Who may use an endpoint at all; what they may do on a case is decided by its package.</summary>
public static class XiezhiPolicies
{
    /// <summary>Anybody who is signed in as an actor.</summary>
    public static AuthorizationPolicy Actor { get; } = new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .RequireAssertion(context => SignedIn.Find(context.User) is not null)
        .Build();

    /// <summary>Any actor but a citizen: for pages that show everybody's cases.</summary>
    public static AuthorizationPolicy Party { get; } = new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .RequireAssertion(context => SignedIn.Find(context.User) is { IsCitizen: false })
        .Build();

    /// <summary>Systems only: for what shows the workings of all tenants.</summary>
    public static AuthorizationPolicy System { get; } = new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .RequireAssertion(context => SignedIn.Find(context.User) is { Actor.Kind: PartyKind.System })
        .Build();
}
