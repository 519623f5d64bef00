using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Xiezhi.Runtime.Retention;

/// <summary>Removes what is no part of the record and has been kept for as long as the options say.</summary>
/// <remarks>Thread-safe. Done twice, or by several hosts at once, it removes nothing more. A command waits for one batch at most.</remarks>
public sealed partial class RetentionWork
{
    private const int BatchSize = 200;

    private readonly IRetentionStore? _store;
    private readonly TimeProvider _time;
    private readonly RetentionOptions _options;
    private readonly ILogger<RetentionWork> _log;

    internal RetentionWork(IRetentionStore? store, TimeProvider time, IOptions<XiezhiOptions> options, ILogger<RetentionWork> log)
    {
        _store = store;
        _time = time;
        _options = options.Value.Retention;
        _log = log;
    }

    /// <summary>Removes all whose time is over by now.</summary>
    /// <returns>How much; nothing where the store keeps everything.</returns>
    public async Task<RetentionResult> RunAsync(CancellationToken cancellationToken = default)
    {
        if (_store is not { } store)
        {
            return new RetentionResult(0, 0, 0, 0);
        }

        var result = new RetentionResult(
            await ForgetAsync(_options.DeliveredMessages, store.RemoveMessagesAsync, cancellationToken).ConfigureAwait(false),
            await ForgetAsync(_options.Notifications, store.RemoveNotificationsAsync, cancellationToken).ConfigureAwait(false),
            await GoThroughAsync(_options.IdempotencyKeys, store.FoldKeysAsync, cancellationToken).ConfigureAwait(false),
            await GoThroughAsync(_options.Snapshots, store.RemoveSnapshotsAsync, cancellationToken).ConfigureAwait(false));
        if (result.Any)
        {
            LogRemoved(result.Messages, result.Notifications, result.Keys, result.Snapshots);
        }

        return result;
    }

    private async Task<long> ForgetAsync(TimeSpan period, Func<DateTimeOffset, int, CancellationToken, Task<int>> remove, CancellationToken cancellationToken)
    {
        if (Before(period) is not { } before)
        {
            return 0;
        }

        var all = 0L;
        int removed;
        do
        {
            removed = await remove(before, BatchSize, cancellationToken).ConfigureAwait(false);
            all += removed;
        }
        while (removed == BatchSize);
        return all;
    }

    private async Task<long> GoThroughAsync(
        TimeSpan period, Func<DateTimeOffset, RetentionPlace?, int, CancellationToken, Task<RetentionBatch>> remove, CancellationToken cancellationToken)
    {
        if (Before(period) is not { } before)
        {
            return 0;
        }

        var all = 0L;
        RetentionPlace? place = null;
        do
        {
            var batch = await remove(before, place, BatchSize, cancellationToken).ConfigureAwait(false);
            (all, place) = (all + batch.Removed, batch.Next);
        }
        while (place is not null);
        return all;
    }

    private DateTimeOffset? Before(TimeSpan period)
    {
        var now = _time.GetUtcNow();
        return period == TimeSpan.Zero || now - DateTimeOffset.MinValue < period ? null : now - period;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed, as their time was over: {Messages} delivered messages, {Notifications} notifications, {Keys} idempotency keys (their digests stay), {Snapshots} snapshots.")]
    private partial void LogRemoved(long messages, long notifications, long keys, long snapshots);
}

/// <summary>How much was removed.</summary>
/// <param name="Messages">Delivered messages.</param>
/// <param name="Notifications">Notifications in inboxes.</param>
/// <param name="Keys">Idempotency keys that were folded into digests.</param>
/// <param name="Snapshots">Snapshots of cases.</param>
public sealed record RetentionResult(long Messages, long Notifications, long Keys, long Snapshots)
{
    /// <summary>Whether anything was.</summary>
    public bool Any => Messages + Notifications + Keys + Snapshots > 0;
}
