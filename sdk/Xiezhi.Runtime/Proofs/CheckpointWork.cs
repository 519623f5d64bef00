using Microsoft.Extensions.Logging;

namespace Xiezhi.Runtime.Proofs;

/// <summary>Signs checkpoints of the logs of all tenants, one after an interval each.</summary>
/// <remarks>Thread-safe. Asked more often it does nothing; asked on several hosts at once, one checkpoint is kept.</remarks>
public sealed partial class CheckpointWork
{
    private readonly LogProofs _proofs;
    private readonly IProofStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<CheckpointWork> _log;
    private readonly Dictionary<string, DateTimeOffset> _looked = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();

    internal CheckpointWork(LogProofs proofs, IProofStore store, TimeProvider time, ILogger<CheckpointWork> log)
    {
        _proofs = proofs;
        _store = store;
        _time = time;
        _log = log;
    }

    /// <summary>Makes the checkpoints that are due. A log that is not whole is not signed; what is wrong with it is logged.</summary>
    /// <param name="signer">Signs them, and must have signed those before.</param>
    /// <param name="every">How long after a tenant's last checkpoint, or the last look at a log with nothing new, the next is due.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were made.</returns>
    public async Task<int> RunAsync(CheckpointSigner signer, TimeSpan every, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var made = 0;
        foreach (var tenant in await DueAsync(every, cancellationToken).ConfigureAwait(false))
        {
            var result = await _proofs.CheckpointAsync(tenant, signer, cancellationToken).ConfigureAwait(false);
            foreach (var defect in result.Defects)
            {
                LogDefect(tenant, defect.Problem.ToString());
            }

            if (result.Made is { } checkpoint)
            {
                made++;
                LogMade(checkpoint.Head.Number, tenant, checkpoint.Head.Size);
            }

            lock (_turn)
            {
                _looked[tenant] = _time.GetUtcNow();
            }
        }

        return made;
    }

    private async Task<List<string>> DueAsync(TimeSpan every, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        lock (_turn)
        {
            // While all that is known is fresh, the store is left alone; a tenant that is new meanwhile waits for the next look.
            if (_looked.Count > 0 && _looked.Values.Max() + every > now)
            {
                return [];
            }
        }

        using var snapshot = await _store.OpenAsync(cancellationToken).ConfigureAwait(false);
        var due = new List<string>();
        foreach (var tenant in snapshot.Tenants())
        {
            DateTimeOffset? last;
            lock (_turn)
            {
                last = _looked.TryGetValue(tenant, out var looked) ? looked : null;
            }

            last ??= snapshot.Checkpoints(tenant).Select(checkpoint => (DateTimeOffset?)checkpoint.Head.At).LastOrDefault();
            if (last is null || last + every <= now)
            {
                due.Add(tenant);
            }
        }

        return due;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Checkpoint {Number} of tenant {Tenant} covers {Size} events.")]
    private partial void LogMade(long number, string tenant, long size);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The log of tenant {Tenant} is not whole and was not signed: {Defect}")]
    private partial void LogDefect(string tenant, string defect);
}
