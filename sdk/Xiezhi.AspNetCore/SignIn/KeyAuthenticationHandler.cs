using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;

namespace Xiezhi.AspNetCore.SignIn;

/// <summary>Signs in by a key: <c>Authorization: Bearer KEY</c> for programs, or HTTP's Basic with the key as the password for browsers.</summary>
internal sealed class KeyAuthenticationHandler(
    IOptionsMonitor<KeySignInOptions> options, ILoggerFactory log, UrlEncoder encoder, KeyRing keys)
    : AuthenticationHandler<KeySignInOptions>(options, log, encoder)
{
    public const string SchemeName = "XiezhiKey";

    // For trying things out: a developer's own machine may say who acts, because the developer may act as anybody there.
    private const string ActorHeader = "X-Xiezhi-Actor";
    private const string KindHeader = "X-Xiezhi-Actor-Kind";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count > 0)
        {
            return Task.FromResult(header.Count == 1 && KeyOf(header[0]) is { } key && keys.Find(key) is { } known
                ? Success(known)
                : AuthenticateResult.Fail("The key is not known."));
        }

        return Task.FromResult(keys.Development is { } developer && IsFromHere() ? Develop(developer) : AuthenticateResult.NoResult());
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.Append(HeaderNames.WWWAuthenticate, "Bearer realm=\"Xiezhi\"");
        Response.Headers.Append(HeaderNames.WWWAuthenticate, "Basic realm=\"Xiezhi\", charset=\"UTF-8\"");
        return Problem.Of(Context, StatusCodes.Status401Unauthorized, AspNetCoreCodes.NotSignedIn.At(Location.None)).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Of(Context, StatusCodes.Status403Forbidden, AspNetCoreCodes.NotAllowed.At(Location.None)).ExecuteAsync(Context);

    private static string? KeyOf(string? header)
    {
        if (!System.Net.Http.Headers.AuthenticationHeaderValue.TryParse(header, out var value) || value.Parameter is not { Length: > 0 } parameter)
        {
            return null;
        }

        if (value.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return parameter;
        }

        var bytes = new byte[parameter.Length];
        if (!value.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(parameter, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? text[(colon + 1)..] : null;
    }

    // From this machine, by its own name, and through no proxy: a page of another site must not get in under a name that points here.
    private bool IsFromHere() =>
        Context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && (Request.Host.Host is "localhost" || (IPAddress.TryParse(Request.Host.Host, out var host) && IPAddress.IsLoopback(host)))
        && !Request.Headers.ContainsKey("Forwarded") && !Request.Headers.ContainsKey("X-Forwarded-For");

    private AuthenticateResult Develop(SignedIn developer)
    {
        var party = Request.Headers[ActorHeader].ToString();
        if (party.Length == 0)
        {
            return Success(developer);
        }

        var word = Request.Headers[KindHeader].ToString();
        var kind = PartyKind.Agency;
        return word.Length > 0 && !PartyKinds.TryParse(word, out kind)
            ? AuthenticateResult.Fail($"{KindHeader} is \"{word}\"; write one of {string.Join(", ", PartyKinds.Words)}.")
            : Success(new SignedIn(developer.Tenant, new Actor(kind, party)));
    }

    private AuthenticateResult Success(SignedIn who) =>
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(who.ToClaims(), Scheme.Name)), Scheme.Name));
}
