using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;

namespace Xiezhi.Governance.Log;

/// <summary>Hashes, inclusion proofs and consistency proofs of Merkle trees as certificate logs use them (RFC 6962, 2.1; verification as RFC 9162, 2.1.3 and 2.1.4).</summary>
/// <remarks>SHA-256; a leaf is hashed behind a byte 0x00 and a node behind a byte 0x01, so that neither can be taken for the other. Pure and thread-safe.</remarks>
public static class MerkleTree
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>The root of the tree without leaves: the hash of nothing.</summary>
    public static EventHash EmptyRoot { get; } = EventHash.From(SHA256.HashData([]));

    /// <summary>The hash of a leaf that holds <paramref name="content"/>.</summary>
    public static EventHash LeafHash(ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafPrefix]);
        hash.AppendData(content);
        return EventHash.From(hash.GetHashAndReset());
    }

    /// <summary>The hash of the node above two others.</summary>
    public static EventHash NodeHash(EventHash left, EventHash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * EventHash.Size)];
        input[0] = NodePrefix;
        left.Bytes.Span.CopyTo(input[1..]);
        right.Bytes.Span.CopyTo(input[(1 + EventHash.Size)..]);
        Span<byte> output = stackalloc byte[EventHash.Size];
        SHA256.HashData(input, output);
        return EventHash.From(output);
    }

    /// <summary>The root of the tree over these hashes of leaves.</summary>
    public static EventHash Root(ReadOnlySpan<EventHash> leaves)
    {
        if (leaves.IsEmpty)
        {
            return EmptyRoot;
        }

        if (leaves.Length == 1)
        {
            return leaves[0];
        }

        var split = Split(leaves.Length);
        return NodeHash(Root(leaves[..split]), Root(leaves[split..]));
    }

    /// <summary>The path that proves that a leaf is in the tree: the hashes beside the way up, from the leaf to the root (RFC 6962, 2.1.1).</summary>
    /// <param name="leaves">The hashes of all leaves.</param>
    /// <param name="index">Which leaf, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static ImmutableArray<EventHash> InclusionProof(ReadOnlySpan<EventHash> leaves, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Length);
        var path = ImmutableArray.CreateBuilder<EventHash>();
        Include(leaves, index, path);
        return path.ToImmutable();
    }

    /// <summary>Whether <paramref name="path"/> proves that the leaf stands at <paramref name="index"/> of the tree with this size and root.</summary>
    public static bool VerifyInclusion(EventHash leaf, long index, long size, ReadOnlySpan<EventHash> path, EventHash root)
    {
        if (index < 0 || index >= size)
        {
            return false;
        }

        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var beside in path)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = NodeHash(beside, hash);
                if ((node & 1) == 0)
                {
                    var climb = BitOperations.TrailingZeroCount(node);
                    (node, last) = node == 0 ? (0, 0) : (node >> climb, last >> climb);
                }
            }
            else
            {
                hash = NodeHash(hash, beside);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <summary>The proof that the tree over the first <paramref name="first"/> leaves is the beginning of the whole one (RFC 6962, 2.1.2).</summary>
    /// <param name="leaves">The hashes of all leaves.</param>
    /// <param name="first">How many leaves the earlier tree had.</param>
    /// <exception cref="ArgumentOutOfRangeException">The earlier tree had more leaves than there are.</exception>
    public static ImmutableArray<EventHash> ConsistencyProof(ReadOnlySpan<EventHash> leaves, int first)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, leaves.Length);
        if (first == 0 || first == leaves.Length)
        {
            return [];
        }

        var proof = ImmutableArray.CreateBuilder<EventHash>();
        Agree(leaves, first, wasWhole: true, proof);
        return proof.ToImmutable();
    }

    /// <summary>Whether <paramref name="proof"/> proves that the tree with the first size and root is the beginning of that with the second.</summary>
    /// <remarks>The empty tree is the beginning of every tree.</remarks>
    public static bool VerifyConsistency(long first, EventHash firstRoot, long second, EventHash secondRoot, ReadOnlySpan<EventHash> proof)
    {
        if (first < 0 || first > second)
        {
            return false;
        }

        if (first == 0)
        {
            return proof.IsEmpty && firstRoot == EmptyRoot;
        }

        if (first == second)
        {
            return proof.IsEmpty && firstRoot == secondRoot;
        }

        // Where the earlier tree is complete, its root is a node of the later one and need not be repeated.
        var complete = BitOperations.IsPow2(first);
        if (!complete && proof.IsEmpty)
        {
            return false;
        }

        var (node, last) = (first - 1, second - 1);
        var climb = BitOperations.TrailingZeroCount(~node);
        (node, last) = (node >> climb, last >> climb);
        var start = complete ? firstRoot : proof[0];
        var (earlier, later) = (start, start);
        foreach (var beside in complete ? proof : proof[1..])
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                earlier = NodeHash(beside, earlier);
                later = NodeHash(beside, later);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                later = NodeHash(later, beside);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && earlier == firstRoot && later == secondRoot;
    }

    // The left part is the largest complete tree that leaves something for the right.
    private static int Split(int size) => 1 << (31 - BitOperations.LeadingZeroCount((uint)(size - 1)));

    private static void Include(ReadOnlySpan<EventHash> leaves, int index, ImmutableArray<EventHash>.Builder path)
    {
        if (leaves.Length == 1)
        {
            return;
        }

        var split = Split(leaves.Length);
        if (index < split)
        {
            Include(leaves[..split], index, path);
            path.Add(Root(leaves[split..]));
        }
        else
        {
            Include(leaves[split..], index - split, path);
            path.Add(Root(leaves[..split]));
        }
    }

    private static void Agree(ReadOnlySpan<EventHash> leaves, int first, bool wasWhole, ImmutableArray<EventHash>.Builder proof)
    {
        if (first == leaves.Length)
        {
            if (!wasWhole)
            {
                proof.Add(Root(leaves));
            }

            return;
        }

        var split = Split(leaves.Length);
        if (first <= split)
        {
            Agree(leaves[..split], first, wasWhole, proof);
            proof.Add(Root(leaves[split..]));
        }
        else
        {
            Agree(leaves[split..], first - split, wasWhole: false, proof);
            proof.Add(Root(leaves[..split]));
        }
    }
}
