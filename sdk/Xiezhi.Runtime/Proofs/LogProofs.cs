using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;

namespace Xiezhi.Runtime.Proofs;

/// <summary>Audits logs, makes checkpoints and issues receipts.</summary>
/// <remarks>Thread-safe. Each reads the whole log of its tenant: time and memory grow with the number of events.</remarks>
public sealed class LogProofs(IProofStore store, TimeProvider time)
{
    /// <summary>Goes over the log of every tenant.</summary>
    /// <param name="kept">Checkpoints that were kept apart from the store.</param>
    /// <param name="key">The key that signed checkpoints; without it signatures are not checked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImmutableSortedDictionary<string, LogAuditResult>> AuditAsync(
        IReadOnlyCollection<Checkpoint> kept, CheckpointPublicKey? key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kept);
        using var snapshot = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        var results = ImmutableSortedDictionary.CreateBuilder<string, LogAuditResult>(StringComparer.Ordinal);
        foreach (var tenant in snapshot.Tenants().Concat(kept.Select(checkpoint => checkpoint.Head.Tenant)).Distinct(StringComparer.Ordinal))
        {
            results[tenant] = Audit(snapshot, tenant, kept, key, cancellationToken);
        }

        return results.ToImmutable();
    }

    /// <summary>Makes the next checkpoint of a tenant, after an audit: a log that is not whole is not signed.</summary>
    /// <param name="tenant">Whose log.</param>
    /// <param name="signer">Signs it, and must have signed those before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CheckpointResult> CheckpointAsync(string tenant, CheckpointSigner signer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(signer);
        LogAuditResult audit;
        using (var snapshot = await store.OpenAsync(cancellationToken).ConfigureAwait(false))
        {
            audit = Audit(snapshot, tenant, [], signer.Public, cancellationToken);
        }

        if (!audit.Defects.IsEmpty)
        {
            return new CheckpointResult(null, audit.Defects);
        }

        if (audit.NextCheckpoint(time.GetUtcNow()) is not { } next)
        {
            return new CheckpointResult(null, []);
        }

        // Another host may have been faster; then its checkpoint covers what this one would, and this one is never shown to anybody.
        var signed = signer.Sign(next);
        return new CheckpointResult(await store.AddAsync(signed, cancellationToken).ConfigureAwait(false) ? signed : null, []);
    }

    /// <summary>A receipt for an event of a case, on the last checkpoint.</summary>
    /// <param name="tenant">Whose case.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="sequence">Which event of it; the first is the opening.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ReceiptResult> ReceiptAsync(string tenant, CaseId caseId, long sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        using var snapshot = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        var id = caseId.ToString();
        EventHash previous = default;
        string? text = null;
        var audit = Audit(snapshot, tenant, [], null, cancellationToken, row =>
        {
            if (row.Case == id && row.Sequence == sequence - 1 && row.Hash.Length == EventHash.Size)
            {
                previous = EventHash.From(row.Hash.Span);
            }
            else if (row.Case == id && row.Sequence == sequence)
            {
                text = row.Text;
            }
        });
        if (!audit.Defects.IsEmpty)
        {
            return new ReceiptResult(null, audit.Defects[0].Problem);
        }

        var place = sequence.ToString(CultureInfo.InvariantCulture);
        return text is null
            ? new ReceiptResult(null, RuntimeCodes.NoSuchEvent.At(Location.None, id, place))
            : audit.ReceiptFor(caseId, sequence, previous, text) is { } receipt
                ? new ReceiptResult(receipt, null)
                : new ReceiptResult(null, RuntimeCodes.NotCovered.At(Location.None, id, place));
    }

    private static LogAuditResult Audit(
        IProofSnapshot snapshot,
        string tenant,
        IReadOnlyCollection<Checkpoint> kept,
        CheckpointPublicKey? key,
        CancellationToken cancellationToken,
        Action<StoredEvent>? look = null)
    {
        var audit = new LogAudit(tenant, snapshot.Heads(tenant), snapshot.Checkpoints(tenant), kept.Where(checkpoint => checkpoint.Head.Tenant == tenant), key);
        foreach (var row in snapshot.Events(tenant))
        {
            cancellationToken.ThrowIfCancellationRequested();
            audit.Add(row);
            look?.Invoke(row);
        }

        return audit.Finish();
    }
}

/// <summary>What making a checkpoint came to.</summary>
/// <param name="Made">The checkpoint; <see langword="null"/> where there was nothing new to cover, or the log is not whole.</param>
/// <param name="Defects">Why the log was not signed.</param>
public sealed record CheckpointResult(Checkpoint? Made, ImmutableArray<LogDefect> Defects);

/// <summary>A receipt, or why there is none.</summary>
/// <param name="Receipt">The receipt.</param>
/// <param name="Problem">Why there is none.</param>
public sealed record ReceiptResult(Receipt? Receipt, Diagnostic? Problem);
