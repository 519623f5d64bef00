using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Governance.Handling.Returns;

namespace Xiezhi.Governance.Handling;

/// <summary>What <c>handling.json</c> says: how parties handle a case between them. Each member of the file is a room of this folder.</summary>
public sealed record HandlingPolicy
{
    /// <summary>No rules: what a package without the file has.</summary>
    public static HandlingPolicy None { get; } = new();

    /// <summary>Returns (退单) and the arbiter; <see langword="null"/> where the file does not say.</summary>
    public ReturnPolicy? Returns { get; init; }

    /// <summary>Reworks (重办); <see langword="null"/> where the file does not say.</summary>
    public ReworkPolicy? Reworks { get; init; }

    /// <summary>How cases are merged, split and related; <see langword="null"/> where the file does not say.</summary>
    public JoiningPolicy? Joining { get; init; }
}
