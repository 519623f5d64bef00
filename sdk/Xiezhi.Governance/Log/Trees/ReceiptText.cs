using System.Collections.Immutable;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Log;

/// <summary>Receipts as JSON, and back.</summary>
/// <remarks>Pure and thread-safe.</remarks>
public static class ReceiptText
{
    private const string Format = "xiezhi-receipt-1";

    /// <summary>A receipt as JSON with its members in a fixed order, over several lines.</summary>
    public static string Write(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return new JObject
        {
            ["format"] = Format,
            ["case"] = receipt.Case.ToString(),
            ["sequence"] = receipt.Sequence,
            ["previous"] = receipt.Previous.ToString(),
            ["text"] = receipt.Text,
            ["index"] = receipt.Index,
            ["path"] = new JArray(receipt.Path.Select(hash => hash.ToString())),
            ["checkpoint"] = ProofJson.Head(receipt.Head, receipt.Key, receipt.Signature),
        }.ToString(Formatting.Indented) + "\n";
    }

    /// <summary>Reads a receipt; whether it proves anything is asked of <see cref="Receipt.Verify"/>.</summary>
    /// <param name="content">UTF-8.</param>
    /// <param name="file">The name to use in diagnostics.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>The receipt, or <see langword="null"/> where it is none.</returns>
    public static Receipt? Read(ReadOnlyMemory<byte> content, string file, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var found = new DiagnosticBag();
        var receipt = BoundedJson.Read(content, file, found) is { } root ? Read(root, found) : null;
        diagnostics.AddRange(found.ToImmutable());
        return found.HasErrors ? null : receipt;
    }

    private static Receipt? Read(JsonDocumentObject root, DiagnosticBag diagnostics)
    {
        root.Allow("format", "case", "sequence", "previous", "text", "index", "path", "checkpoint");
        ProofJson.RequireFormat(root, Format, diagnostics);
        var caseId = ProofJson.Case(root, "case", diagnostics);
        var sequence = ProofJson.Number(root, "sequence", diagnostics);
        var previous = ProofJson.Hash(root, "previous", diagnostics);
        var text = root.RequiredText("text");
        var index = ProofJson.Number(root, "index", diagnostics);
        var path = ProofJson.Hashes(root, "path", diagnostics);
        return root.RequiredObject("checkpoint") is { } checkpoint
            && ProofJson.ReadHead(checkpoint, diagnostics) is var (head, key, signature)
            && caseId is { } known && sequence is { } place && previous is { } before && text is not null && index is { } leaf
            ? new Receipt
            {
                Case = known,
                Sequence = place,
                Previous = before,
                Text = text,
                Head = head,
                Key = key,
                Signature = signature,
                Index = leaf,
                Path = path,
            }
            : null;
    }
}
