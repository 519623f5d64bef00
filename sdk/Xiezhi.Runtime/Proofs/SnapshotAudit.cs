using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Cases.Snapshots;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Runtime.Proofs;

/// <summary>Holds the snapshots of cases against their logs: a snapshot is believed by the host that reads it, and nothing signs it.</summary>
/// <remarks>
/// Thread-safe. Only cases that have a snapshot are folded, each from its first event: about as long again as the audit of their logs. A log
/// that was changed itself is found by <see cref="LogProofs"/>.
/// </remarks>
public sealed class SnapshotAudit(IProofStore store)
{
    /// <summary>Compares the snapshots of every tenant with what their logs come to.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImmutableSortedDictionary<string, SnapshotAuditResult>> RunAsync(CancellationToken cancellationToken = default)
    {
        using var snapshot = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        var packages = new PackageRegistry(new AuditedPackages(snapshot), new DueSignal(), TimeProvider.System, Options.Create(new XiezhiOptions()));
        var results = ImmutableSortedDictionary.CreateBuilder<string, SnapshotAuditResult>(StringComparer.Ordinal);
        foreach (var tenant in snapshot.Tenants())
        {
            var (compared, left) = (0L, 0L);
            var defects = ImmutableArray.CreateBuilder<LogDefect>();
            foreach (var row in snapshot.Snapshots(tenant).ToList())
            {
                cancellationToken.ThrowIfCancellationRequested();
                switch (await AgreesAsync(snapshot, packages, tenant, row, cancellationToken).ConfigureAwait(false))
                {
                    case true:
                        compared++;
                        break;
                    case false:
                        compared++;
                        defects.Add(new LogDefect(tenant, row.Case, row.Version, RuntimeCodes.SnapshotDiffers.At(Location.None, row.Case)));
                        break;
                    default:
                        left++;
                        break;
                }
            }

            results[tenant] = new SnapshotAuditResult(compared, left, defects.ToImmutable());
        }

        return results.ToImmutable();
    }

    // Null where it can't be told: no host of this build would read it, or the log itself can't be folded.
    private static async Task<bool?> AgreesAsync(IProofSnapshot snapshot, PackageRegistry packages, string tenant, SnapshotHead row, CancellationToken cancellationToken)
    {
        if (row.Format != CaseSnapshot.Format || !CaseId.TryParse(row.Case, out var id))
        {
            return null;
        }

        try
        {
            var state = CaseState.New(tenant, id);
            GovernancePackage? package = null;
            foreach (var stored in snapshot.Events(tenant, row.Case).TakeWhile(stored => stored.Sequence <= row.Version).ToList())
            {
                var recorded = EventText.Read(stored.Text, EventHash.From(stored.Hash.Span));
                package ??= await packages.ForCaseAsync(tenant, ((CaseOpened)recorded.Event).PackageId, cancellationToken).ConfigureAwait(false);
                if (package is null)
                {
                    return null;
                }

                state = state.Apply(package, recorded);
            }

            return CaseSnapshot.Write(state).Span.SequenceEqual(snapshot.SnapshotContent(tenant, row.Case).Span);
        }
#pragma warning disable CA1031 // Whatever was done to the rows, the audit goes on.
        catch (Exception problem) when (problem is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    /// <summary>The packages of a store as it was at one moment.</summary>
    private sealed class AuditedPackages(IProofSnapshot snapshot) : IPackageStore
    {
        public Task AddAsync(PackagePublication publication, ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The store was opened for reading only.");

        public Task<ImmutableArray<PackagePublication>> ListAsync(string tenant, CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<PackagePublication>>(
            [.. snapshot.Publications(tenant).OrderByDescending(publication => publication.PublishedAt).ThenByDescending(publication => publication.EffectiveFrom)]);

        public Task<ImmutableArray<string>> ListTenantsAsync(CancellationToken cancellationToken) => Task.FromResult(snapshot.Tenants());

        public Task<ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>?> ReadAsync(string tenant, string packageId, CancellationToken cancellationToken)
        {
            var files = snapshot.PackageFiles(tenant, packageId).ToImmutableSortedDictionary(StringComparer.Ordinal);
            return Task.FromResult(files.IsEmpty ? null : files);
        }
    }
}

/// <summary>What comparing snapshots with their logs came to.</summary>
/// <param name="Compared">How many were compared.</param>
/// <param name="Left">How many were not: another build wrote them, which no host of this one reads, or their log can't be folded.</param>
/// <param name="Defects">The cases whose snapshots differ.</param>
public sealed record SnapshotAuditResult(long Compared, long Left, ImmutableArray<LogDefect> Defects);
