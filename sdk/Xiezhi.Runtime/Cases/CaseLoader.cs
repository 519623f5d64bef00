using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Snapshots;

namespace Xiezhi.Runtime.Cases;

/// <summary>Loads cases: from a snapshot and what came after it, or else from the whole log.</summary>
internal sealed class CaseLoader(PackageRegistry packages, ICaseStore store, CaseSnapshots snapshots)
{
    /// <summary>The case, or <see langword="null"/> where there is none.</summary>
    /// <exception cref="InvalidDataException">Its package is not in the store.</exception>
    public async Task<LoadedCase?> LoadAsync(string tenant, CaseId id, CancellationToken cancellationToken)
    {
        if (await snapshots.FindAsync(tenant, id, cancellationToken).ConfigureAwait(false) is var (snapshot, size))
        {
            // The event that the snapshot ends with is read too: only where the log has it, with everything before it, the snapshot is of this log.
            var tail = await store.ReadLogAsync(tenant, id, snapshot.Version - 1, cancellationToken).ConfigureAwait(false);
            if (tail is [var last, ..] && last.Sequence == snapshot.Version && last.Hash == snapshot.Head)
            {
                return (await FoldAsync(snapshot, tail.RemoveAt(0), cancellationToken).ConfigureAwait(false)).WithSnapshot(snapshot.Version, size);
            }
        }

        return await FoldAsync(tenant, id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same from the log alone.</summary>
    /// <exception cref="InvalidDataException">Its package is not in the store.</exception>
    public async Task<LoadedCase?> FoldAsync(string tenant, CaseId id, CancellationToken cancellationToken)
    {
        var log = await store.ReadLogAsync(tenant, id, 0, cancellationToken).ConfigureAwait(false);
        return log.IsEmpty ? null : await FoldAsync(CaseState.New(tenant, id), log, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LoadedCase> FoldAsync(CaseState start, ImmutableArray<RecordedEvent> events, CancellationToken cancellationToken)
    {
        var packageId = start.Exists ? start.PackageId : ((CaseOpened)events[0].Event).PackageId;
        var package = await packages.ForCaseAsync(start.Tenant, packageId, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidDataException($"Case {start.Id} keeps package {packageId}, which is not in the store.");
        return new LoadedCase(package, events.Aggregate(start, (state, recorded) => state.Apply(package, recorded)));
    }
}
