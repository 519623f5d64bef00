using System.Globalization;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime;

namespace Xiezhi.AspNetCore.Requests;

/// <summary>Reads what routes, queries and headers say, with a problem for what does not fit.</summary>
internal static class Query
{
    /// <summary>The most items of a page.</summary>
    public const int MostTaken = 200;

    /// <summary>The most characters of a key.</summary>
    public const int LongestKey = 200;

    private const string KeyHeader = "Idempotency-Key";

    public static ProblemHttpResult? Page(HttpContext context, int skip, int take) => (skip, take) switch
    {
        ( < 0, _) => Unfit(context, "skip", skip.ToString(CultureInfo.InvariantCulture), "0 or more"),
        (_, < 1 or > MostTaken) => Unfit(context, "take", take.ToString(CultureInfo.InvariantCulture), $"1 to {MostTaken}"),
        _ => null,
    };

    public static bool TryCase(HttpContext context, string text, out CaseId id, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        problem = CaseId.TryParse(text, out id) ? null : NoSuchCase(context, text);
        return problem is null;
    }

    public static ProblemHttpResult NoSuchCase(HttpContext context, string id) =>
        Problem.Of(context, StatusCodes.Status404NotFound, RuntimeCodes.NoSuchCase.At(Location.None, Shorten(id)));

    public static ProblemHttpResult Unfit(HttpContext context, string name, string given, string expected) =>
        Problem.Of(context, StatusCodes.Status400BadRequest, AspNetCoreCodes.UnfitQuery.At(Location.None, name, Shorten(given), expected));

    /// <summary>The header <c>Idempotency-Key</c>; <see langword="null"/> where it is missing.</summary>
    public static bool TryKey(HttpContext context, out string? key, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        key = context.Request.Headers[KeyHeader] is { Count: > 0 } values ? values.ToString() : null;
        problem = key is null || IsKey(key) ? null : UnfitText(context, KeyHeader);
        return problem is null;
    }

    public static bool IsKey(string key) => key.Length is > 0 and <= LongestKey && !key.Any(char.IsControl);

    public static ProblemHttpResult UnfitText(HttpContext context, string member) => Problem.Of(
        context,
        StatusCodes.Status400BadRequest,
        AspNetCoreCodes.UnfitText.At(Location.None, member, LongestKey.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The key as the engine keeps it: two parties, or two cases, may use the same words without one losing its command; nor can they use the engine's own.</summary>
    public static string? Scope(SignedIn who, CaseId id, string? key) => key is null ? null : $"http {PartyKinds.Word(who.Actor.Kind)} {who.Actor.Party} {id} {key}";

    private static string Shorten(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
