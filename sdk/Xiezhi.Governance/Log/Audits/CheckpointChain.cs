using System.Collections.Immutable;

namespace Xiezhi.Governance.Log;

/// <summary>Checkpoints one after the other, without the log that they cover.</summary>
public static class CheckpointChain
{
    /// <summary>What is wrong with the checkpoints of a tenant: signatures, gaps, and any that does not go on from the one before.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="checkpoints">The checkpoints, from the first on.</param>
    /// <param name="key">The key that signed them; without it signatures are not checked.</param>
    public static ImmutableArray<LogDefect> Verify(string tenant, IEnumerable<Checkpoint> checkpoints, CheckpointPublicKey? key)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(checkpoints);
        var found = ImmutableArray.CreateBuilder<LogDefect>();
        var audit = new CheckpointAudit(tenant, found.Add);
        audit.Check(audit.Merge([], [.. checkpoints], againstStore: false), key);
        return found.ToImmutable();
    }
}
