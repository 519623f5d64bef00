using System.Collections.Immutable;

namespace Xiezhi.AspNetCore.Receipts;

/// <summary>A receipt, as it is sent; <c>xiezhi verify --receipt</c> reads it.</summary>
/// <param name="Format"><c>xiezhi-receipt-1</c>.</param>
/// <param name="Case">The case.</param>
/// <param name="Sequence">The event's place in the case's log.</param>
/// <param name="Previous">The hash of the event before it; zeros before the first.</param>
/// <param name="Text">The event as it was recorded; its hash is that of <paramref name="Previous"/> and this text.</param>
/// <param name="Index">Which leaf of the tree is the event's, counted from 0.</param>
/// <param name="Path">The inclusion proof (RFC 6962, 2.1.1), hashes from the leaf up.</param>
/// <param name="Checkpoint">The signed head of the tree.</param>
public sealed record ReceiptResponse(
    string Format, string Case, long Sequence, string Previous, string Text, long Index, ImmutableArray<string> Path, SignedHeadResponse Checkpoint);

/// <summary>What a checkpoint signs, and its signature.</summary>
/// <param name="Format">The format of the checkpoint.</param>
/// <param name="Tenant">Whose log.</param>
/// <param name="Number">Which checkpoint, counted from 1.</param>
/// <param name="Size">How many events it covers.</param>
/// <param name="Root">The root of the tree over them.</param>
/// <param name="At">When it was made, in milliseconds since 1970, UTC.</param>
/// <param name="Key">The id of the key that signed it.</param>
/// <param name="Signature">The signature in base64.</param>
public sealed record SignedHeadResponse(string Format, string Tenant, long Number, long Size, string Root, long At, string Key, string Signature);
