using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Xiezhi.Delivery.Webhooks;

/// <summary>Signs webhooks and tells whether a signature holds, for receivers too. Source: the Standard Webhooks specification, symmetric signatures.</summary>
/// <remarks>
/// Signed is <c>ID.TIMESTAMP.BODY</c>, the time in seconds since 1970 UTC, with HMAC-SHA256; a signature is <c>v1,</c> and its Base64. Several
/// stand in one header, a blank between them. Thread-safe.
/// </remarks>
public static class WebhookSignature
{
    /// <summary>The header with the id of the message; the same at each repetition.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header with the time at which it was sent.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header with the signatures.</summary>
    public const string SignatureHeader = "webhook-signature";

    internal const int ShortestKey = 24;
    internal const int LongestKey = 64;

    private const string SecretPrefix = "whsec_";
    private const string VersionPrefix = "v1,";

    /// <summary>The value of the header of signatures, one for each secret.</summary>
    /// <param name="secrets">The secrets, each <c>whsec_</c> and Base64.</param>
    /// <param name="id">The id of the message.</param>
    /// <param name="sentAt">When it is sent.</param>
    /// <param name="body">The body, byte for byte.</param>
    /// <exception cref="FormatException">A secret is no Base64.</exception>
    public static string Sign(IEnumerable<string> secrets, string id, DateTimeOffset sentAt, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(id);
        var signed = Signed(id, sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), body);
        return string.Join(' ', secrets.Select(secret => VersionPrefix + Convert.ToBase64String(HMACSHA256.HashData(Key(secret), signed))));
    }

    /// <summary>Whether one of the signatures was made with <paramref name="secret"/>, and the time is within <paramref name="tolerance"/> of now.</summary>
    /// <param name="secret">The secret, <c>whsec_</c> and Base64.</param>
    /// <param name="id">The header with the id.</param>
    /// <param name="timestamp">The header with the time.</param>
    /// <param name="signatures">The header with the signatures.</param>
    /// <param name="body">The body, byte for byte as it came.</param>
    /// <param name="now">The time now.</param>
    /// <param name="tolerance">How far the sender's clock may be off, and how late a request may come; five minutes are usual.</param>
    public static bool Holds(string secret, string id, string timestamp, string signatures, ReadOnlySpan<byte> body, DateTimeOffset now, TimeSpan tolerance)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs((double)now.ToUnixTimeSeconds() - seconds) > tolerance.TotalSeconds)
        {
            return false;
        }

        var expected = HMACSHA256.HashData(Key(secret), Signed(id, timestamp, body));
        var holds = false;
        foreach (var signature in signatures.Split(' '))
        {
            var given = new byte[HMACSHA256.HashSizeInBytes];
            holds |= signature.StartsWith(VersionPrefix, StringComparison.Ordinal)
                && Convert.TryFromBase64String(signature[VersionPrefix.Length..], given, out var length)
                && length == given.Length
                && CryptographicOperations.FixedTimeEquals(given, expected);
        }

        return holds;
    }

    internal static bool IsUsable(string secret)
    {
        var key = new byte[LongestKey + 3];
        return secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[SecretPrefix.Length..], key, out var length)
            && length is >= ShortestKey and <= LongestKey;
    }

    private static byte[] Key(string secret) =>
        Convert.FromBase64String(secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret);

    private static byte[] Signed(string id, string timestamp, ReadOnlySpan<byte> body) => [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
}
