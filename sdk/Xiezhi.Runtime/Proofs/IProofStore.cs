using System.Collections.Immutable;
using Xiezhi.Governance.Log;

namespace Xiezhi.Runtime.Proofs;

/// <summary>What audits read and checkpoints are kept in.</summary>
/// <remarks>A port that a storage project fills. Implementations are safe to use from several threads at once.</remarks>
public interface IProofStore
{
    /// <summary>The store as it is at one moment, whatever is written meanwhile.</summary>
    Task<IProofSnapshot> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a checkpoint.</summary>
    /// <returns>Whether it was kept; not where there is another of its number.</returns>
    Task<bool> AddAsync(Checkpoint checkpoint, CancellationToken cancellationToken);
}

/// <summary>A store as it was at one moment, for an audit: rows as they stand, whatever was done to them.</summary>
/// <remarks>For one thread at a time. Nothing is checked: a hash may have any length, a text any content.</remarks>
public interface IProofSnapshot : IDisposable
{
    /// <summary>Everybody whose log, list of cases or checkpoints have a row.</summary>
    ImmutableArray<string> Tenants();

    /// <summary>The events of a tenant by case, in ordinal order of their ids, each by place.</summary>
    IEnumerable<StoredEvent> Events(string tenant);

    /// <summary>The list of cases.</summary>
    IEnumerable<StoredHead> Heads(string tenant);

    /// <summary>The checkpoints by number. One that can't be read is there all the same, with zeros, and proves nothing.</summary>
    IEnumerable<Checkpoint> Checkpoints(string tenant);
}
