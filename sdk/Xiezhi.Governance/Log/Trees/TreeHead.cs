using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Log;

/// <summary>What a checkpoint signs: the root of the tree over all events of a tenant that were covered by then.</summary>
/// <param name="Tenant">Whose log it is.</param>
/// <param name="Number">Which checkpoint of the tenant, counted from 1 without gaps.</param>
/// <param name="Size">How many leaves the tree has: one an event.</param>
/// <param name="Root">The root of the tree.</param>
/// <param name="At">When it was made, UTC, in whole milliseconds.</param>
public sealed record TreeHead(string Tenant, long Number, long Size, EventHash Root, DateTimeOffset At)
{
    /// <summary>The bytes that are signed: six lines of UTF-8, so that other tools can check the signature too.</summary>
    public byte[] SignedBytes() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"xiezhi-checkpoint-1\n{Newtonsoft.Json.JsonConvert.ToString(Tenant)}\n{Number}\n{Size}\n{Root}\n{At.ToUnixTimeMilliseconds()}\n"));
}

/// <summary>That a checkpoint covers a case up to an event.</summary>
/// <param name="Case">The case.</param>
/// <param name="Version">The sequence number of the last event that is covered.</param>
/// <param name="Head">The hash of that event, and so of all before it.</param>
public sealed record CoveredCase(CaseId Case, long Version, EventHash Head);

/// <summary>A signed state of the whole log of a tenant: whoever keeps one can tell later whether anything that it covers was changed.</summary>
/// <remarks>
/// The tree only grows: behind the leaves of the checkpoints before come those of the events recorded since, by case (ordinal) and sequence.
/// Immutable.
/// </remarks>
public sealed record Checkpoint
{
    /// <summary>What is signed.</summary>
    public required TreeHead Head { get; init; }

    /// <summary>The id of the key that signed it: the SHA-256 of the public key, as 64 hexadecimal digits.</summary>
    public required string Key { get; init; }

    /// <summary>ECDSA on P-256 with SHA-256 over <see cref="TreeHead.SignedBytes"/>, encoded as RFC 3279 has it (DER).</summary>
    public required ImmutableArray<byte> Signature { get; init; }

    /// <summary>The proof that the tree of the checkpoint before is the beginning of this one.</summary>
    public required ImmutableArray<EventHash> Consistency { get; init; }

    /// <summary>The cases with events that no checkpoint before covers, by id.</summary>
    public required ImmutableArray<CoveredCase> Cases { get; init; }
}

/// <summary>The leaves of the tree.</summary>
internal static class LogLeaf
{
    /// <summary>The hash of the leaf of an event. An id of a case has no blanks, so that no two events give one text.</summary>
    public static EventHash Hash(CaseId caseId, long sequence, EventHash hash) =>
        MerkleTree.LeafHash(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{caseId} {sequence} {hash}")));
}
