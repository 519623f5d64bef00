using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Log;

/// <summary>What the audit of a tenant's log came to.</summary>
/// <remarks>Immutable.</remarks>
public sealed class LogAuditResult
{
    private readonly string _tenant;
    private readonly ImmutableArray<Checkpoint> _checkpoints;
    private readonly ImmutableArray<EventHash> _leaves;
    private readonly ImmutableArray<EventHash> _uncoveredLeaves;
    private readonly ImmutableArray<CoveredCase> _uncovered;

    internal LogAuditResult(
        string tenant,
        ImmutableArray<Checkpoint> checkpoints,
        ImmutableArray<EventHash> leaves,
        ImmutableArray<EventHash> uncoveredLeaves,
        ImmutableArray<CoveredCase> uncovered) =>
        (_tenant, _checkpoints, _leaves, _uncoveredLeaves, _uncovered) = (tenant, checkpoints, leaves, uncoveredLeaves, uncovered);

    /// <summary>What is wrong, case by case; empty where the log is whole.</summary>
    public required ImmutableArray<LogDefect> Defects { get; init; }

    /// <summary>How many cases have events.</summary>
    public required long Cases { get; init; }

    /// <summary>How many events there are.</summary>
    public required long Events { get; init; }

    /// <summary>How many of them a checkpoint covers: for the others only the chain of their case speaks.</summary>
    public long Covered => _leaves.Length;

    /// <summary>How many checkpoints were checked.</summary>
    public int Checkpoints => _checkpoints.Length;

    /// <summary>The next checkpoint, which covers all events; <see langword="null"/> where there is no event that the last does not cover.</summary>
    /// <param name="at">When it is made.</param>
    /// <exception cref="InvalidOperationException">The log is not whole: a signature under it would make the defect official.</exception>
    public UnsignedCheckpoint? NextCheckpoint(DateTimeOffset at)
    {
        RequireWhole();
        if (_uncovered.IsEmpty)
        {
            return null;
        }

        var all = _leaves.AddRange(_uncoveredLeaves).AsSpan();
        var number = _checkpoints is [.., var last] ? last.Head.Number + 1 : 1;
        var time = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
        return new UnsignedCheckpoint(new TreeHead(_tenant, number, all.Length, MerkleTree.Root(all), time), MerkleTree.ConsistencyProof(all, _leaves.Length), _uncovered);
    }

    /// <summary>A receipt for an event, on the last checkpoint; <see langword="null"/> where no checkpoint covers it.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="sequence">Which event of it.</param>
    /// <param name="previous">The hash of the event before; zeros before the first.</param>
    /// <param name="text">The event's text.</param>
    /// <exception cref="InvalidOperationException">The log is not whole.</exception>
    public Receipt? ReceiptFor(CaseId caseId, long sequence, EventHash previous, string text)
    {
        RequireWhole();
        if (Index(caseId, sequence) is not { } index || _checkpoints is not [.., var last])
        {
            return null;
        }

        return new Receipt
        {
            Case = caseId,
            Sequence = sequence,
            Previous = previous,
            Text = text,
            Head = last.Head,
            Key = last.Key,
            Signature = last.Signature,
            Index = index,
            Path = MerkleTree.InclusionProof(_leaves.AsSpan(), index),
        };
    }

    private int? Index(CaseId caseId, long sequence)
    {
        if (sequence < 1)
        {
            return null;
        }

        long index = 0;
        var versions = new Dictionary<CaseId, long>();
        foreach (var covered in _checkpoints.SelectMany(checkpoint => checkpoint.Cases))
        {
            ref var before = ref CollectionsMarshal.GetValueRefOrAddDefault(versions, covered.Case, out _);
            if (covered.Case == caseId && sequence <= covered.Version)
            {
                return (int)(index + sequence - before - 1);
            }

            index += covered.Version - before;
            before = covered.Version;
        }

        return null;
    }

    private void RequireWhole()
    {
        if (!Defects.IsEmpty)
        {
            throw new InvalidOperationException($"The log of {_tenant} is not whole: {Defects[0].Problem}");
        }
    }
}
