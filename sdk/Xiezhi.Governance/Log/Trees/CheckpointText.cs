using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;

namespace Xiezhi.Governance.Log;

/// <summary>Checkpoints as JSON, one a line, and back: what an operator keeps or publishes apart from the database.</summary>
/// <remarks>Pure and thread-safe.</remarks>
public static class CheckpointText
{
    /// <summary>A checkpoint as one line of JSON, without the line's end.</summary>
    public static string Write(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var content = ProofJson.Head(checkpoint.Head, checkpoint.Key, checkpoint.Signature);
        content["consistency"] = new JArray(checkpoint.Consistency.Select(hash => hash.ToString()));
        content["cases"] = new JArray(checkpoint.Cases.Select(covered => new JObject
        {
            ["case"] = covered.Case.ToString(),
            ["version"] = covered.Version,
            ["head"] = covered.Head.ToString(),
        }));
        return content.ToString(Formatting.None);
    }

    /// <summary>Reads a line.</summary>
    /// <param name="content">UTF-8.</param>
    /// <param name="file">The name to use in diagnostics.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>The checkpoint, or <see langword="null"/> where it is none.</returns>
    public static Checkpoint? Read(ReadOnlyMemory<byte> content, string file, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var found = new DiagnosticBag();
        var checkpoint = BoundedJson.Read(content, file, found) is { } root ? Read(root, found) : null;
        diagnostics.AddRange(found.ToImmutable());
        return found.HasErrors ? null : checkpoint;
    }

    private static Checkpoint? Read(JsonDocumentObject root, DiagnosticBag diagnostics)
    {
        if (ProofJson.ReadHead(root, diagnostics, "consistency", "cases") is not var (head, key, signature))
        {
            return null;
        }

        var cases = ImmutableArray.CreateBuilder<CoveredCase>();
        foreach (var item in root.Objects("cases"))
        {
            item.Allow("case", "version", "head");
            if (ProofJson.Case(item, "case", diagnostics) is { } id && ProofJson.Number(item, "version", diagnostics) is { } version
                && ProofJson.Hash(item, "head", diagnostics) is { } hash)
            {
                cases.Add(new CoveredCase(id, version, hash));
            }
        }

        return new Checkpoint
        {
            Head = head,
            Key = key,
            Signature = signature,
            Consistency = ProofJson.Hashes(root, "consistency", diagnostics),
            Cases = cases.ToImmutable(),
        };
    }
}
