using System.Collections.Immutable;

namespace Xiezhi.Governance.Log;

/// <summary>A checkpoint that still lacks its signature.</summary>
/// <param name="Head">What is to be signed.</param>
/// <param name="Consistency">The proof that it goes on from the checkpoint before.</param>
/// <param name="Cases">The cases with events that no checkpoint before covers.</param>
public sealed record UnsignedCheckpoint(TreeHead Head, ImmutableArray<EventHash> Consistency, ImmutableArray<CoveredCase> Cases)
{
    /// <summary>The checkpoint with its signature.</summary>
    /// <param name="key">The id of the key that made it.</param>
    /// <param name="signature">The signature.</param>
    public Checkpoint With(string key, ReadOnlySpan<byte> signature) =>
        new() { Head = Head, Key = key, Signature = [.. signature], Consistency = Consistency, Cases = Cases };
}
