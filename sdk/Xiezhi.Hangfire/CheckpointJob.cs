using Hangfire;
using Microsoft.Extensions.Options;
using Xiezhi.Runtime.Proofs;

namespace Xiezhi.Hangfire;

/// <summary>The job that signs checkpoints: planned each minute, it makes those that are due.</summary>
public sealed class CheckpointJob
{
    private readonly CheckpointWork _work;
    private readonly CheckpointSigner _signer;
    private readonly HangfireJobsOptions _options;
    private int _atWork;

    internal CheckpointJob(CheckpointWork work, CheckpointSigner signer, IOptions<HangfireJobsOptions> options)
    {
        _work = work;
        _signer = signer;
        _options = options.Value;
    }

    /// <summary>Makes the checkpoints that are due. While one job does, another does nothing.</summary>
    /// <param name="cancellationToken">Raised by Hangfire when the host stops.</param>
    [Queue(XiezhiHangfire.CheckpointQueue)]
    [OneWaiting]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete, LogEvents = false)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _atWork, 1) == 1)
        {
            return;
        }

        try
        {
            await _work.RunAsync(_signer, _options.CheckpointEvery, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _atWork, 0);
        }
    }
}
