using System.Security.Cryptography;
using System.Text;

namespace Xiezhi.Storage.Retention;

/// <summary>What stays of the idempotency key of a command on a case that has long ended: the first 16 bytes of its SHA-256.</summary>
/// <remarks>Digests of one case stand one behind the other, in no order.</remarks>
internal static class KeyDigest
{
    /// <summary>The bytes of one digest.</summary>
    public const int Size = 16;

    /// <summary>The digest of a key as the store keeps it.</summary>
    public static byte[] Of(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key))[..Size];

    /// <summary>Whether the digests of a case have that of a key.</summary>
    public static bool IsAmong(ReadOnlySpan<byte> digests, string key)
    {
        var wanted = Of(key);
        for (var place = 0; place + Size <= digests.Length; place += Size)
        {
            if (digests.Slice(place, Size).SequenceEqual(wanted))
            {
                return true;
            }
        }

        return false;
    }
}
