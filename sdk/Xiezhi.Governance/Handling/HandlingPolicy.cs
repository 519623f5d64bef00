using Xiezhi.Governance.Handling.Claims;

namespace Xiezhi.Governance.Handling;

/// <summary>What <c>handling.json</c> says: how parties handle a case between them. Each member of the file is a room of this folder.</summary>
public sealed record HandlingPolicy
{
    /// <summary>No rules: what a package without the file has.</summary>
    public static HandlingPolicy None { get; } = new();

    /// <summary>How tasks are claimed (认领); <see langword="null"/> where nobody needs to and nobody can.</summary>
    public ClaimPolicy? Claims { get; init; }
}
