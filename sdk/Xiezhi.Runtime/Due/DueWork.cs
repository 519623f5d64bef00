using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Runtime.Starts;

namespace Xiezhi.Runtime.Due;

/// <summary>Does what must happen without a request: opens what begins by time, acts on what is due, and delivers what waits in the outbox.</summary>
/// <remarks>Thread-safe. Doing it twice, or on two hosts at once, does nothing more: a case acts on a moment once.</remarks>
public sealed partial class DueWork
{
    private const int BatchSize = 200;
    private const int MomentsOfACase = 8;

    private readonly CaseEngine _engine;
    private readonly ICaseStore _store;
    private readonly OutboxDelivery _outbox;
    private readonly TimedStarts _starts;
    private readonly TimeProvider _time;
    private readonly ILogger<DueWork> _log;

    internal DueWork(CaseEngine engine, ICaseStore store, OutboxDelivery outbox, TimedStarts starts, TimeProvider time, ILogger<DueWork> log)
    {
        _engine = engine;
        _store = store;
        _outbox = outbox;
        _starts = starts;
        _time = time;
        _log = log;
    }

    /// <summary>Does all that is due by now, and what follows from it.</summary>
    /// <returns>How many cases were opened and acted on, and messages delivered.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var done = 0;
        var stuck = new ConcurrentDictionary<(string Tenant, CaseId Case), bool>();
        bool more;
        do
        {
            var stuckBefore = stuck.Count;
            var round = await _starts.OpenDueAsync(cancellationToken).ConfigureAwait(false) + await ActAsync(stuck, cancellationToken).ConfigureAwait(false) + await _outbox.DeliverAsync(cancellationToken).ConfigureAwait(false);
            done += round;
            more = round > 0 || stuck.Count > stuckBefore;
        }
        while (more);
        return done;
    }

    /// <summary>When there is something to do next, or <see langword="null"/> where nothing is planned.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken = default)
    {
        var due = await _store.NextDueAsync(cancellationToken).ConfigureAwait(false);
        var attempt = await _outbox.NextAttemptAsync(cancellationToken).ConfigureAwait(false);
        var start = await _starts.NextAsync(cancellationToken).ConfigureAwait(false);
        return new[] { due, attempt, start }.Min();
    }

    // Cases that could not act stay at the head of what is due; looking past them keeps them from holding up the others.
    private async Task<int> ActAsync(ConcurrentDictionary<(string Tenant, CaseId Case), bool> stuck, CancellationToken cancellationToken)
    {
        var found = await _store.FindDueAsync(_time.GetUtcNow(), BatchSize + (stuck.Count * MomentsOfACase), cancellationToken).ConfigureAwait(false);
        var due = found.Where(dueCase => !stuck.ContainsKey((dueCase.Tenant, dueCase.Case)));
        var acted = 0;
        await Parallel.ForEachAsync(due, cancellationToken, async (dueCase, cancelled) =>
        {
            try
            {
                var result = await _engine.ExecuteAsync(dueCase.Tenant, dueCase.Case, new ActOnDue(), Actor.Engine, null, cancelled).ConfigureAwait(false);
                if (result.Status == CommandStatus.Done)
                {
                    Interlocked.Increment(ref acted);
                }
                else
                {
                    stuck.TryAdd((dueCase.Tenant, dueCase.Case), true);
                    if (result.Status != CommandStatus.AlreadyDone)
                    {
                        LogNotActed(dueCase.Case, result.Status, result.Reason?.Code);
                    }
                }
            }
#pragma warning disable CA1031 // One case that can't be worked on must not keep the others waiting; it is tried again.
            catch (Exception problem) when (problem is not OperationCanceledException)
#pragma warning restore CA1031
            {
                stuck.TryAdd((dueCase.Tenant, dueCase.Case), true);
                LogFailed(problem, dueCase.Case);
            }
        }).ConfigureAwait(false);
        return acted;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Case {Case} has something due that was not acted on: {Status} {Code}.")]
    private partial void LogNotActed(CaseId @case, CommandStatus status, string? code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Case {Case} could not act on what is due; it is tried again.")]
    private partial void LogFailed(Exception problem, CaseId @case);
}
