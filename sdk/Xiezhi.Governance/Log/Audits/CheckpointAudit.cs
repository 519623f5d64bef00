using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Governance.Log;

/// <summary>Checks checkpoints: their signatures, that each goes on from the one before, and that the log gives their roots.</summary>
internal sealed class CheckpointAudit(string tenant, Action<LogDefect> report)
{
    /// <summary>The checkpoints to check a log against, by number: those kept apart first, whatever the store says.</summary>
    public ImmutableArray<Checkpoint> Merge(ImmutableArray<Checkpoint> stored, ImmutableArray<Checkpoint> kept, bool againstStore = true)
    {
        var merged = new SortedDictionary<long, Checkpoint>();
        foreach (var checkpoint in kept)
        {
            if (!merged.TryAdd(checkpoint.Head.Number, checkpoint) && merged[checkpoint.Head.Number].Head != checkpoint.Head)
            {
                Report(GovernanceCodes.CheckpointForked, Number(checkpoint.Head.Number));
            }
        }

        var known = stored.DistinctBy(checkpoint => checkpoint.Head.Number).ToDictionary(checkpoint => checkpoint.Head.Number);
        foreach (var (number, checkpoint) in merged)
        {
            if (!known.TryGetValue(number, out var other))
            {
                if (againstStore)
                {
                    Report(GovernanceCodes.CheckpointMissing, Number(number));
                }
            }
            else if (other.Head != checkpoint.Head)
            {
                Report(GovernanceCodes.CheckpointForked, Number(number));
            }
        }

        foreach (var checkpoint in stored)
        {
            merged.TryAdd(checkpoint.Head.Number, checkpoint);
        }

        return [.. merged.Values];
    }

    /// <summary>Checks checkpoints by themselves, without the log.</summary>
    public void Check(ImmutableArray<Checkpoint> checkpoints, CheckpointPublicKey? key)
    {
        var before = new TreeHead(tenant, 0, 0, MerkleTree.EmptyRoot, DateTimeOffset.UnixEpoch);
        foreach (var checkpoint in checkpoints)
        {
            var head = checkpoint.Head;
            if (key is not null && !key.Verify(head, checkpoint.Signature.AsSpan()))
            {
                Report(GovernanceCodes.CheckpointNotSigned, Number(head.Number), key.Id);
            }

            if (head.Number != before.Number + 1)
            {
                Report(GovernanceCodes.CheckpointMissing, Number(before.Number + 1));
            }
            else if (!MerkleTree.VerifyConsistency(before.Size, before.Root, head.Size, head.Root, checkpoint.Consistency.AsSpan()))
            {
                Report(GovernanceCodes.CheckpointInconsistent, Number(head.Number), Number(before.Number));
            }

            before = head;
        }
    }

    /// <summary>Checks checkpoints against the leaves that the log gives.</summary>
    /// <returns>All leaves, in the order of the tree.</returns>
    public ImmutableArray<EventHash> Check(ImmutableArray<Checkpoint> checkpoints, IReadOnlyList<List<EventHash>> leaves, CheckpointPublicKey? key, bool wholeSoFar)
    {
        Check(checkpoints, key);
        var all = ImmutableArray.CreateBuilder<EventHash>();
        var tree = new GrowingTree();
        for (var i = 0; i < checkpoints.Length; i++)
        {
            foreach (var leaf in leaves[i])
            {
                tree.Add(leaf);
                all.Add(leaf);
            }

            // What was found in a case gives another root as well; then the case has been named, and the root says nothing more.
            if (wholeSoFar && (checkpoints[i].Head.Size != tree.Size || checkpoints[i].Head.Root != tree.Root()))
            {
                Report(GovernanceCodes.CheckpointNotReached, Number(checkpoints[i].Head.Number));
                wholeSoFar = false;
            }
        }

        return all.ToImmutable();
    }

    private static string Number(long number) => CaseAudit.Number(number);

    private void Report(DiagnosticDescriptor problem, params ReadOnlySpan<string> arguments) =>
        report(new LogDefect(tenant, "", 0, problem.At(new Location("", "checkpoint " + arguments[0]), arguments)));
}
