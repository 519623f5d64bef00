using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Runtime.Starts;

namespace Xiezhi.Runtime.Due;

/// <summary>Does what must happen without a request: opens what begins by time, acts on what is due, and delivers what waits in the outbox.</summary>
/// <remarks>
/// Thread-safe. Hosts that share a store take cases and messages on for a while, so that no two work on the same; doing it twice all the same does
/// nothing more: a case acts on a moment once.
/// </remarks>
public sealed partial class DueWork
{
    private const int BatchSize = 200;

    private readonly CaseEngine _engine;
    private readonly ICaseStore _store;
    private readonly OutboxDelivery _outbox;
    private readonly TimedStarts _starts;
    private readonly TimeProvider _time;
    private readonly WorkClaim _claim;
    private readonly int _concurrency;
    private readonly ILogger<DueWork> _log;
    private readonly bool _oneByOne;

    /// <remarks>With <paramref name="oneByOne"/> cases act one after the other and not side by side: in a simulation, which has one thread, so that the order can be repeated.</remarks>
    internal DueWork(
        CaseEngine engine,
        ICaseStore store,
        OutboxDelivery outbox,
        TimedStarts starts,
        TimeProvider time,
        IOptions<XiezhiOptions> options,
        ILogger<DueWork> log,
        bool oneByOne = false)
    {
        _oneByOne = oneByOne;
        _engine = engine;
        _store = store;
        _outbox = outbox;
        _starts = starts;
        _time = time;
        _claim = new WorkClaim(options.Value.HostName, options.Value.DueHold);
        _concurrency = options.Value.DueConcurrency;
        _log = log;
    }

    /// <summary>Does all that is due by now, and what follows from it.</summary>
    /// <returns>How many cases were opened and acted on, and messages delivered.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken = default) => ActAsync(_outbox.DeliverAsync, cancellationToken);

    /// <summary>Opens what begins by time and acts on what is due by now; messages that follow from it wait for <see cref="DeliverAsync"/>.</summary>
    /// <remarks>For hosts whose deadlines must not wait for a receiver that is slow.</remarks>
    /// <returns>How many cases were opened and acted on.</returns>
    public Task<int> ActAsync(CancellationToken cancellationToken = default) => ActAsync(static _ => Task.FromResult(0), cancellationToken);

    /// <summary>Delivers what waits in the outbox; what falls due by that waits for <see cref="ActAsync(CancellationToken)"/>.</summary>
    /// <returns>How many messages were delivered.</returns>
    public async Task<int> DeliverAsync(CancellationToken cancellationToken = default)
    {
        var done = 0;
        for (int delivered; (delivered = await _outbox.DeliverAsync(cancellationToken).ConfigureAwait(false)) > 0; done += delivered)
        {
        }

        return done;
    }

    /// <summary>When there is something to do next, or <see langword="null"/> where nothing is planned.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken = default)
    {
        var due = await NextToActOnAsync(cancellationToken).ConfigureAwait(false);
        var attempt = await NextToDeliverAsync(cancellationToken).ConfigureAwait(false);
        return new[] { due, attempt }.Min();
    }

    /// <summary>When there is something for <see cref="ActAsync(CancellationToken)"/> next, or <see langword="null"/>.</summary>
    public async Task<DateTimeOffset?> NextToActOnAsync(CancellationToken cancellationToken = default)
    {
        var due = await _store.NextDueAsync(cancellationToken).ConfigureAwait(false);
        var start = await _starts.NextAsync(cancellationToken).ConfigureAwait(false);
        return new[] { due, start }.Min();
    }

    /// <summary>When there is something for <see cref="DeliverAsync"/> next, or <see langword="null"/>.</summary>
    public Task<DateTimeOffset?> NextToDeliverAsync(CancellationToken cancellationToken = default) => _outbox.NextAttemptAsync(cancellationToken);

    private async Task<int> ActAsync(Func<CancellationToken, Task<int>> deliver, CancellationToken cancellationToken)
    {
        var done = 0;

        // Cases that could not act stay claimed until the end: at the head of what is due they would hold up the others.
        var stuck = new ConcurrentBag<DueCase>();
        try
        {
            bool more;
            do
            {
                var started = await _starts.OpenDueAsync(cancellationToken).ConfigureAwait(false);
                var (claimed, acted) = await ActAsync(stuck, cancellationToken).ConfigureAwait(false);
                var delivered = await deliver(cancellationToken).ConfigureAwait(false);
                done += started + acted + delivered;
                more = started + claimed + delivered > 0;
            }
            while (more);
        }
        finally
        {
            await ReleaseAsync([.. stuck]).ConfigureAwait(false);
        }

        return done;
    }

    private async Task<(int Claimed, int Acted)> ActAsync(ConcurrentBag<DueCase> stuck, CancellationToken cancellationToken)
    {
        var claimed = await _store.ClaimDueAsync(_time.GetUtcNow(), _claim, BatchSize, cancellationToken).ConfigureAwait(false);
        var done = new ConcurrentBag<DueCase>();
        var idle = new ConcurrentBag<DueCase>();
        try
        {
            async ValueTask ActOn(DueCase dueCase, CancellationToken cancelled) => (await ActAsync(dueCase, cancelled).ConfigureAwait(false) ? done : idle).Add(dueCase);
            if (!_oneByOne)
            {
                // Most of what each takes is the wait for its commit, which is written with those of the others that wait.
                await Parallel.ForEachAsync(claimed, new ParallelOptions { MaxDegreeOfParallelism = _concurrency, CancellationToken = cancellationToken }, ActOn).ConfigureAwait(false);
            }
            else
            {
                foreach (var dueCase in claimed)
                {
                    await ActOn(dueCase, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            foreach (var dueCase in idle)
            {
                stuck.Add(dueCase);
            }

            // Those that acted may have more due already; those that were not come to, where the host stops, are another host's from here on.
            await ReleaseAsync([.. claimed.Except(idle)]).ConfigureAwait(false);
        }

        return (claimed.Length, done.Count);
    }

    private async Task<bool> ActAsync(DueCase dueCase, CancellationToken cancellationToken)
    {
        try
        {
            var result = await _engine.ExecuteAsync(dueCase.Tenant, dueCase.Case, new ActOnDue(), Actor.Engine, null, cancellationToken).ConfigureAwait(false);
            if (result.Status is not (CommandStatus.Done or CommandStatus.AlreadyDone))
            {
                LogNotActed(dueCase.Case, result.Status, result.Reason?.Code);
            }

            return result.Status == CommandStatus.Done;
        }
#pragma warning disable CA1031 // One case that can't be worked on must not keep the others waiting; it is tried again.
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(problem, dueCase.Case);
            return false;
        }
    }

    private async Task ReleaseAsync(ImmutableArray<DueCase> cases)
    {
        if (cases.IsEmpty)
        {
            return;
        }

        try
        {
            await _store.ReleaseDueAsync(_claim, cases, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The lease ends by itself.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            LogNotReleased(problem, cases.Length);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Case {Case} has something due that was not acted on: {Status} {Code}.")]
    private partial void LogNotActed(CaseId @case, CommandStatus status, string? code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Case {Case} could not act on what is due; it is tried again.")]
    private partial void LogFailed(Exception problem, CaseId @case);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} cases stay claimed by this host until the lease is over.")]
    private partial void LogNotReleased(Exception problem, int count);
}
