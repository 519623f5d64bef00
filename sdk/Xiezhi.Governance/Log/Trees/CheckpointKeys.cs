using System.Security.Cryptography;

namespace Xiezhi.Governance.Log;

/// <summary>The public half of the key that signs checkpoints.</summary>
/// <remarks>Thread-safe: nothing is kept but the bytes of the key.</remarks>
public sealed class CheckpointPublicKey
{
    private readonly byte[] _key;

    private CheckpointPublicKey(byte[] key) => _key = key;

    /// <summary>Its id: the SHA-256 of its SubjectPublicKeyInfo, as 64 hexadecimal digits.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(_key));

    /// <summary>The public half of a key.</summary>
    public static CheckpointPublicKey Of(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new CheckpointPublicKey(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Reads a key on P-256 from PEM; of a private key only the public half is kept.</summary>
    /// <returns>The key, or <see langword="null"/> where the text is not one.</returns>
    public static CheckpointPublicKey? Read(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            return key.KeySize == 256 ? Of(key) : null;
        }
        catch (Exception problem) when (problem is ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether this key signed <paramref name="head"/>.</summary>
    public bool Verify(TreeHead head, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(head);
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_key, out _);
        try
        {
            return key.VerifyData(head.SignedBytes(), signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
