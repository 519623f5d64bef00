using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Log;

/// <summary>What checkpoints and receipts have in common as JSON.</summary>
internal static class ProofJson
{
    private const string Format = "xiezhi-checkpoint-1";

    // No proof is longer than the binary digits of the largest tree there can be, and one more.
    private const int LongestProof = 64;

    public static JObject Head(TreeHead head, string key, ImmutableArray<byte> signature) => new()
    {
        ["format"] = Format,
        ["tenant"] = head.Tenant,
        ["number"] = head.Number,
        ["size"] = head.Size,
        ["root"] = head.Root.ToString(),
        ["at"] = head.At.ToUnixTimeMilliseconds(),
        ["key"] = key,
        ["signature"] = Convert.ToBase64String(signature.AsSpan()),
    };

    public static (TreeHead Head, string Key, ImmutableArray<byte> Signature)? ReadHead(
        JsonDocumentObject root, DiagnosticBag diagnostics, params ReadOnlySpan<string> more)
    {
        root.Allow(["format", "tenant", "number", "size", "root", "at", "key", "signature", .. more]);
        RequireFormat(root, Format, diagnostics);
        var tenant = root.RequiredText("tenant");
        var number = Number(root, "number", diagnostics);
        var size = Number(root, "size", diagnostics);
        var hash = Hash(root, "root", diagnostics);
        var at = Number(root, "at", diagnostics);
        var key = root.RequiredText("key");
        var signature = root.RequiredText("signature") is { } text ? Signature(text) : null;
        if (signature is null && root.Has("signature"))
        {
            Unfit(root, "signature", diagnostics);
        }

        if (at > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            Unfit(root, "at", diagnostics);
            return null;
        }

        return tenant is not null && number is { } which && size is { } leaves && hash is { } known && at is { } time && key is not null && signature is not null
            ? (new TreeHead(tenant, which, leaves, known, DateTimeOffset.FromUnixTimeMilliseconds(time)), key, [.. signature])
            : null;
    }

    public static void RequireFormat(JsonDocumentObject root, string format, DiagnosticBag diagnostics)
    {
        if (root.RequiredText("format") is { } given && given != format)
        {
            diagnostics.Add(GovernanceCodes.UnknownWord, root.LocationOf("format"), given, format);
        }
    }

    public static CaseId? Case(JsonDocumentObject item, string member, DiagnosticBag diagnostics)
    {
        if (item.RequiredText(member) is not { } text)
        {
            return null;
        }

        if (CaseId.TryParse(text, out var id))
        {
            return id;
        }

        Unfit(item, member, diagnostics);
        return null;
    }

    public static long? Number(JsonDocumentObject item, string member, DiagnosticBag diagnostics)
    {
        if (item.Integer(member) is { } number and >= 0)
        {
            return number;
        }

        Unfit(item, member, diagnostics);
        return null;
    }

    public static EventHash? Hash(JsonDocumentObject item, string member, DiagnosticBag diagnostics)
    {
        if (item.RequiredText(member) is { } text && Hash(text) is { } hash)
        {
            return hash;
        }

        Unfit(item, member, diagnostics);
        return null;
    }

    public static ImmutableArray<EventHash> Hashes(JsonDocumentObject item, string member, DiagnosticBag diagnostics)
    {
        var texts = item.Texts(member);
        var hashes = texts.Take(LongestProof).Select(Hash).OfType<EventHash>().ToImmutableArray();
        if (hashes.Length != texts.Length)
        {
            Unfit(item, member, diagnostics);
        }

        return hashes;
    }

    private static EventHash? Hash(string text)
    {
        Span<byte> bytes = stackalloc byte[EventHash.Size];
        return text.Length == 2 * EventHash.Size && Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == EventHash.Size
            ? EventHash.From(bytes)
            : null;
    }

    private static byte[]? Signature(string text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out var written) ? bytes[..written] : null;
    }

    private static void Unfit(JsonDocumentObject item, string member, DiagnosticBag diagnostics) =>
        diagnostics.Add(GovernanceCodes.MalformedProof, item.LocationOf(member), member);
}
