using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Clocks;

/// <summary>The clocks of a case after an event.</summary>
internal static class ClockFold
{
    public static ImmutableArray<ClockState> Apply(ImmutableArray<ClockState> clocks, ClockEvent happened, RecordedEvent recorded)
    {
        if (happened is ClockStarted started)
        {
            return clocks.Add(Begin(started, recorded));
        }

        for (var i = clocks.Length - 1; i >= 0; i--)
        {
            if (clocks[i].IsOf(happened.ServiceLevel, happened.Clock, happened.Subject))
            {
                return clocks.SetItem(i, Change(clocks[i], happened, recorded));
            }
        }

        return clocks;
    }

    private static ClockState Begin(ClockStarted started, RecordedEvent recorded)
    {
        var since = started.Since ?? recorded.At;
        return new ClockState
        {
            ServiceLevel = started.ServiceLevel,
            Clock = started.Clock,
            Subject = started.Subject,
            Target = started.Target,
            Calendar = started.Calendar,
            Counting = started.Counting,
            Ladder = started.Ladder,
            Basis = started.Basis,
            Provisional = started.Provisional,
            StartedAt = since,
            MeasuredFrom = since,
            CountedFrom = since,
            Due = started.Due,
            StartedIn = recorded.Sequence,
            ResetMark = started.ResetMark,
            RestartMark = started.RestartMark,
        };
    }

    private static ClockState Change(ClockState clock, ClockEvent happened, RecordedEvent recorded)
    {
        var at = happened.Since ?? recorded.At;
        return happened switch
        {
            ClockPaused paused => clock with { PausedAt = at, UsedBefore = paused.Used, Left = paused.Left },
            ClockResumed resumed => clock with
            {
                PausedAt = null,
                CountedFrom = at,
                Due = resumed.Due,
                Provisional = resumed.Provisional || clock.Provisional,
                Shifts = clock.Shifts.Add(new DueShift(clock.PausedAt ?? at, at, null)),
            },
            ClockStopped => clock with { StoppedAt = at, Suspension = null },
            ClockBreached => clock with { BreachedAt = recorded.At },
            ClockCancelled => clock with { IsCancelled = true, Suspension = null },
            ClockMarked marked => clock with { ResetMark = marked.ResetMark, RestartMark = marked.RestartMark },
            ClockDueChanged changed => Change(clock, changed, at),
            ExtensionRequested asked => clock with
            {
                Requests = clock.Requests.Add(
                    new ExtensionRequest(asked.Number, asked.Amount, asked.Reason, recorded.Actor.Party, recorded.Actor.Person, ExtensionStanding.Requested)),
            },
            ExtensionGranted granted => Decide(clock, granted.Number, request => request with { Amount = granted.Amount, Standing = ExtensionStanding.Granted }) with
            {
                Shifts = clock.Shifts.Add(new DueShift(at, at, granted.Amount)),
            },
            ExtensionDenied denied => Decide(clock, denied.Number, request => request with { Standing = ExtensionStanding.Denied }),
            ClockSuspended suspended => clock with { Suspension = new Suspension(clock.Suspension?.Since ?? at, suspended.Reason, suspended.ReviewAt, false) },
            SuspensionReviewDue when clock.Suspension is { } suspension => clock with { Suspension = suspension with { Reviewed = true } },
            SuspensionEnded => clock with { Suspension = null },
            EscalationTaken taken => clock with
            {
                StepsTaken = clock.StepsTaken + 1,
                Steps = clock.Steps.Put(
                    progress => progress.Step == taken.Step,
                    new StepProgress(taken.Step, (clock.Progress(taken.Step)?.Times ?? 0) + 1, taken.DueAt, false)),
            },
            EscalationPassed passed => clock with
            {
                Steps = clock.Steps.Put(
                    progress => progress.Step == passed.Step,
                    new StepProgress(passed.Step, clock.Progress(passed.Step)?.Times ?? 0, passed.DueAt, true)),
            },
            _ => clock,
        };
    }

    private static ClockState Change(ClockState clock, ClockDueChanged changed, DateTimeOffset at) => clock with
    {
        Target = changed.Target ?? clock.Target,
        Calendar = changed.Calendar ?? clock.Calendar,
        Counting = changed.Target is null ? clock.Counting : changed.Counting,
        Ladder = changed.Target is null ? clock.Ladder : changed.Ladder,
        Basis = changed.Target is null ? clock.Basis : changed.Basis,
        Provisional = changed.Provisional,
        Due = changed.Due,
        UsedBefore = changed.Used,
        Left = changed.Left,
        CountedFrom = clock.PausedAt ?? at,
        MeasuredFrom = changed.Reason == ClockDueChanged.FromNow ? clock.PausedAt ?? at : clock.MeasuredFrom,
        Shifts = changed.Reason == ClockDueChanged.FromNow ? default : clock.Shifts,
    };

    private static ClockState Decide(ClockState clock, int number, Func<ExtensionRequest, ExtensionRequest> decide) =>
        clock.Requests.Items.FirstOrDefault(request => request.Number == number) is { } request
            ? clock with { Requests = clock.Requests.Put(other => other.Number == number, decide(request)) }
            : clock;
}
