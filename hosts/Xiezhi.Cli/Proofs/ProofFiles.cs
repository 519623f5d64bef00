using System.Collections.Immutable;
using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Log;

namespace Xiezhi.Cli.Proofs;

/// <summary>Reads keys and checkpoints from files.</summary>
internal static class ProofFiles
{
    /// <summary>The checkpoints of a file, one a line; what can't be read is told and counts as a problem.</summary>
    public static ImmutableArray<Checkpoint> Checkpoints(string file, DiagnosticBag diagnostics)
    {
        var checkpoints = ImmutableArray.CreateBuilder<Checkpoint>();
        foreach (var (number, line) in File.ReadLines(file).Index().Where(entry => entry.Item.Length > 0))
        {
            if (CheckpointText.Read(Encoding.UTF8.GetBytes(line), $"{file} line {number + 1}", diagnostics) is { } checkpoint)
            {
                checkpoints.Add(checkpoint);
            }
        }

        return checkpoints.ToImmutable();
    }

    /// <summary>The public half of the key in a file, or <see langword="null"/> where it holds none.</summary>
    public static CheckpointPublicKey? Key(string file) => CheckpointPublicKey.Read(File.ReadAllText(file));
}
