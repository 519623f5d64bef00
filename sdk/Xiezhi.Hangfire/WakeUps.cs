using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.Logging;

namespace Xiezhi.Hangfire;

/// <summary>The one wake-up that is planned: however many moments are asked for, Hangfire holds a job for the earliest of them only.</summary>
/// <remarks>
/// Thread-safe. The store knows all moments; whoever was woken asks for the next when it is done. Each host has its own: tickets mean something in the
/// process that gave them out, and so the jobs that bear them must be in its memory (<see cref="WakeUpServer"/>).
/// </remarks>
internal sealed partial class WakeUps(IBackgroundJobClient jobs, Func<long, Job> jobOf, TimeProvider time, ILogger<WakeUps> log) : IDisposable
{
    /// <summary>The ticket of a job that was not planned here: the sweep.</summary>
    public const long NoTicket = 0;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _asked = new(0, 1);

    private DateTimeOffset? _wanted;
    private Planned? _planned;
    private long _lastTicket;
    private bool _atWork;
    private bool _again;

    /// <summary>Asks to be woken at a moment, at once where it has passed. Never waits and never fails: callers have just committed.</summary>
    public void Ask(DateTimeOffset at)
    {
        lock (_lock)
        {
            if (_atWork && at <= time.GetUtcNow())
            {
                _again = true;
                return;
            }

            if ((_planned is { } planned && planned.At <= at) || _wanted <= at)
            {
                return;
            }

            _wanted = at;
            if (_asked.CurrentCount == 0)
            {
                _asked.Release();
            }
        }
    }

    /// <summary>Plans what is asked for until stopped.</summary>
    public async Task PlanAsync(TimeSpan pauseAfterFailure, CancellationToken stop)
    {
        while (true)
        {
            await _asked.WaitAsync(stop).ConfigureAwait(false);
            try
            {
                Plan();
            }
#pragma warning disable CA1031 // Whatever Hangfire's storage suffers from, planning goes on when it is well again.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                LogNotPlanned(problem);
                await Task.Delay(pauseAfterFailure, time, stop).ConfigureAwait(false);
                Ask(time.GetUtcNow());
            }
        }
    }

    /// <summary>Begins, unless another job is at work, which then looks once more; what was planned under <paramref name="ticket"/> is no longer planned.</summary>
    public bool TryBegin(long ticket)
    {
        lock (_lock)
        {
            if (_planned is { } planned && planned.Ticket == ticket)
            {
                _planned = null;
            }

            if (_atWork)
            {
                _again = true;
                return false;
            }

            (_atWork, _again) = (true, false);
            if (_wanted <= time.GetUtcNow())
            {
                _wanted = null;
            }

            return true;
        }
    }

    /// <summary>Whether something was asked for at once since the work began, or since this was asked last.</summary>
    public bool AskedAgain()
    {
        lock (_lock)
        {
            var again = _again;
            _again = false;
            return again;
        }
    }

    /// <summary>Ends what <see cref="TryBegin"/> began.</summary>
    public void End()
    {
        bool again;
        lock (_lock)
        {
            again = _again;
            (_atWork, _again) = (false, false);
        }

        if (again)
        {
            Ask(time.GetUtcNow());
        }
    }

    public void Dispose() => _asked.Dispose();

    private void Plan()
    {
        DateTimeOffset at;
        Planned? replaced;
        long ticket;
        lock (_lock)
        {
            if (_wanted is not { } wanted)
            {
                return;
            }

            (at, replaced, ticket) = (wanted, _planned, ++_lastTicket);
            (_wanted, _planned) = (null, new Planned(ticket, wanted, null));
        }

        try
        {
            var wait = at - time.GetUtcNow();
            var id = jobs.Create(jobOf(ticket), wait > TimeSpan.Zero ? new ScheduledState(wait) : new EnqueuedState());
            lock (_lock)
            {
                // The job may have begun already, and may even have planned the next.
                if (_planned is { } planned && planned.Ticket == ticket)
                {
                    _planned = planned with { JobId = id };
                }
            }
        }
        catch
        {
            lock (_lock)
            {
                _planned = _planned?.Ticket == ticket ? null : _planned;
            }

            throw;
        }

        if (replaced?.JobId is { } late)
        {
            jobs.ChangeState(late, new DeletedState { Reason = "An earlier moment took its place." });
        }
    }

    private sealed record Planned(long Ticket, DateTimeOffset At, string? JobId);

    [LoggerMessage(Level = LogLevel.Error, Message = "A wake-up could not be planned; it is tried again.")]
    private partial void LogNotPlanned(Exception problem);
}
