using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Xiezhi.Runtime.Commits;

/// <summary>Gathers the commits of commands that arrive together into one transaction and answers each after it is durable.</summary>
/// <remarks>
/// While one transaction is being written the next fills, so that batching follows the load and a lone commit never waits for company.
/// Thread-safe.
/// </remarks>
internal sealed partial class CommitPipeline : IAsyncDisposable
{
    private const int LargestBatch = 256;

    private sealed record Pending(CaseCommit Commit, TaskCompletionSource<CommitOutcome> Answer);

    private readonly Channel<Pending> _waiting;
    private readonly ICaseStore _store;
    private readonly ILogger<CommitPipeline> _log;
    private readonly TaskCreationOptions _resume;
    private readonly Task _writer;

    /// <summary>A pipeline to a store.</summary>
    /// <param name="store">Where commits go.</param>
    /// <param name="log">What failed.</param>
    /// <param name="resume">
    /// How callers go on once they are answered: elsewhere, so that one of them can't hold up the writer; at once in a simulation, which has one
    /// thread, so that all happens in an order that can be repeated.
    /// </param>
    public CommitPipeline(ICaseStore store, ILogger<CommitPipeline> log, TaskCreationOptions resume = TaskCreationOptions.RunContinuationsAsynchronously)
    {
        var elsewhere = resume.HasFlag(TaskCreationOptions.RunContinuationsAsynchronously);
        _store = store;
        _log = log;
        _resume = resume;
        _waiting = Channel.CreateUnbounded<Pending>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = !elsewhere });
        _writer = elsewhere ? Task.Run(WriteAsync) : WriteAsync();
    }

    /// <summary>Makes a commit durable.</summary>
    /// <exception cref="ObjectDisposedException">The pipeline was closed.</exception>
    public Task<CommitOutcome> CommitAsync(CaseCommit commit)
    {
        var answer = new TaskCompletionSource<CommitOutcome>(_resume);
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(new Pending(commit, answer)), this);
        return answer.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer.ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        var batch = new List<Pending>();
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            await WriteAsync(batch).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(List<Pending> batch)
    {
        try
        {
            var outcomes = await _store.CommitAsync(batch.ConvertAll(pending => pending.Commit), CancellationToken.None).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Answer.SetResult(outcomes[i]);
            }
        }
#pragma warning disable CA1031 // Whatever the store throws belongs to those who wait for it; the writer must live on.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            // What may be durable must not be written a second time: it would be told apart from itself as a conflict. A store that is away is away
            // for each of them, and each would wait for it in turn.
            if (batch.Count == 1 || problem is CommitOutcomeUnknownException or StoreNotReachedException)
            {
                batch.ForEach(pending => pending.Answer.SetException(problem));
                return;
            }

            // One bad row must fail only its own command: each is tried alone.
            LogSplit(problem, batch.Count);
            foreach (var pending in batch)
            {
                await WriteAsync([pending]).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A transaction of {Count} commits failed; each is tried alone.")]
    private partial void LogSplit(Exception problem, int count);
}
