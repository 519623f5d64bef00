namespace Xiezhi.AspNetCore.SignIn;

/// <summary>The claims by which the API knows who asks; any way of signing in that gives them will do.</summary>
public static class XiezhiClaims
{
    /// <summary>Whose cases: the tenant.</summary>
    public const string Tenant = "xiezhi:tenant";

    /// <summary>The kind of the party: <c>agency</c>, <c>citizen</c>, <c>system</c>, ….</summary>
    public const string Kind = "xiezhi:kind";

    /// <summary>The id of the party.</summary>
    public const string Party = "xiezhi:party";

    /// <summary>The person who acts for the party; may be missing.</summary>
    public const string Person = "xiezhi:person";
}
