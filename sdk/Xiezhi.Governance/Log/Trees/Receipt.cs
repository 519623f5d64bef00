using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Log;

/// <summary>What somebody takes home: one event, and the proof that a signed checkpoint covers it. It is checked without the database.</summary>
/// <remarks>Immutable. It shows the text of its own event only; of the others no more than hashes.</remarks>
public sealed record Receipt
{
    /// <summary>The case.</summary>
    public required CaseId Case { get; init; }

    /// <summary>The event's place in the case's log.</summary>
    public required long Sequence { get; init; }

    /// <summary>The hash of the event before it; zeros before the first.</summary>
    public required EventHash Previous { get; init; }

    /// <summary>The event as it was recorded.</summary>
    public required string Text { get; init; }

    /// <summary>What the checkpoint signs.</summary>
    public required TreeHead Head { get; init; }

    /// <summary>The id of the key that signed it.</summary>
    public required string Key { get; init; }

    /// <summary>The signature.</summary>
    public required ImmutableArray<byte> Signature { get; init; }

    /// <summary>Which leaf of the tree is the event's, counted from 0.</summary>
    public required long Index { get; init; }

    /// <summary>The inclusion proof.</summary>
    public required ImmutableArray<EventHash> Path { get; init; }

    /// <summary>The event's hash, worked out from its text.</summary>
    public EventHash Hash => Previous.Next(Text);

    /// <summary>What is wrong with the receipt; nothing where it proves what it says.</summary>
    /// <param name="key">The key that the operator of the log has made known, by another way than the receipt.</param>
    public ImmutableArray<Diagnostic> Verify(CheckpointPublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        var where = new Location("", $"case {Case}, event {Sequence}");
        if (EventLabel.Read(Text) is not { } label || label.Tenant != Head.Tenant || label.Case != Case.ToString() || label.Sequence != Sequence)
        {
            found.Add(GovernanceCodes.ReceiptOfAnother.At(where));
        }

        if (!MerkleTree.VerifyInclusion(LogLeaf.Hash(Case, Sequence, Hash), Index, Head.Size, Path.AsSpan(), Head.Root))
        {
            found.Add(GovernanceCodes.ReceiptNotIncluded.At(where));
        }

        if (!key.Verify(Head, Signature.AsSpan()))
        {
            found.Add(GovernanceCodes.CheckpointNotSigned.At(where, Head.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), key.Id));
        }

        return found.ToImmutable();
    }

    /// <inheritdoc/>
    public bool Equals(Receipt? other) => other is not null && ReceiptText.Write(this) == ReceiptText.Write(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Case, Sequence, Index);
}
