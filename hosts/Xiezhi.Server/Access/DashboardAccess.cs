using Hangfire.Annotations;
using Hangfire.Dashboard;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Server.Access;

/// <summary>Lets systems look at the dashboard of the jobs: it shows those of all tenants.</summary>
internal sealed class DashboardAccess : IDashboardAuthorizationFilter
{
    public bool Authorize([NotNull] DashboardContext context) =>
        SignedIn.Find(context.GetHttpContext().User) is { Actor.Kind: PartyKind.System };
}
