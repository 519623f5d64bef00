using System.Security.Cryptography;
using Xiezhi.Governance.Log;

namespace Xiezhi.Runtime.Proofs;

/// <summary>Signs checkpoints with a key that the operator keeps: ECDSA on P-256.</summary>
/// <remarks>Thread-safe. Whoever holds the key can sign any history: keep it where the database's administrators can't read it.</remarks>
public sealed class CheckpointSigner : IDisposable
{
    private readonly ECDsa _key;
    private readonly Lock _turn = new();

    private CheckpointSigner(ECDsa key)
    {
        _key = key;
        Public = CheckpointPublicKey.Of(key);
    }

    /// <summary>The public half, by which others check the signatures.</summary>
    public CheckpointPublicKey Public { get; }

    /// <summary>Reads a private key on P-256 from PEM that is not encrypted.</summary>
    /// <returns>The signer, or <see langword="null"/> where the text is not such a key.</returns>
    public static CheckpointSigner? Read(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);

            // A public key is read without complaint too, and can sign nothing.
            if (key.KeySize == 256 && key.ExportParameters(includePrivateParameters: true).D is not null)
            {
                return new CheckpointSigner(key);
            }
        }
        catch (Exception problem) when (problem is ArgumentException or CryptographicException)
        {
            // Told by the answer.
        }

        key.Dispose();
        return null;
    }

    /// <summary>The checkpoint with its signature.</summary>
    public Checkpoint Sign(UnsignedCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        lock (_turn)
        {
            return checkpoint.With(Public.Id, _key.SignData(checkpoint.Head.SignedBytes(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
