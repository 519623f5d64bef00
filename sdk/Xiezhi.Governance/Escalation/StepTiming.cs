using System.Collections.Immutable;
using Xiezhi.Governance.Clocks;

namespace Xiezhi.Governance.Escalation;

/// <summary>When the steps of a clock's ladder are due.</summary>
internal static class StepTiming
{
    // What is done exactly at due is in time: only the instant after is late.
    public static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    /// <summary>The step that is due first, of those at one instant the first of the ladder.</summary>
    public static (int Step, DateTimeOffset At)? First(ImmutableArray<EscalationStep> ladder, ClockState clock, ClockMeasure measure)
    {
        (int Step, DateTimeOffset At)? first = null;
        for (var i = 0; i < ladder.Length; i++)
        {
            if (Next(ladder[i], clock.Progress(i), clock, measure) is { } at && (first is null || at < first.Value.At))
            {
                first = (i, at);
            }
        }

        return first;
    }

    private static DateTimeOffset? Next(EscalationStep step, StepProgress? progress, ClockState clock, ClockMeasure measure)
    {
        DateTimeOffset at;
        if (progress is null)
        {
            if (step.Trigger == EscalationTrigger.Condition)
            {
                return null;
            }

            at = Begin(step, clock, measure);
        }
        else if (progress.IsOver || step.Repeat is not { } repeat || progress.Times > repeat.Times)
        {
            return null;
        }
        else
        {
            // What would have come during a pause does not all come at once when the pause is over.
            var from = progress.LastDueAt < clock.CountedFrom ? clock.CountedFrom : progress.LastDueAt;
            at = measure.After(from, repeat.GapAfter(progress.Times));
        }

        return step is { OnlyTells: true, Quiet: { } quiet } ? quiet.End(at) : at;
    }

    private static DateTimeOffset Begin(EscalationStep step, ClockState clock, ClockMeasure measure) => step.Trigger switch
    {
        EscalationTrigger.BeforeDue => Not(measure.Before(clock.Due, step.Offset), clock.StartedAt),
        EscalationTrigger.AfterDue => measure.After(clock.Due, step.Offset) + Instant,
        EscalationTrigger.AfterStart => measure.Running(clock, step.Offset),
        _ => measure.Instant(clock, step.Share) + (step.Share >= EscalationStep.WholeTarget ? Instant : TimeSpan.Zero),
    };

    // A step that would have been before the clock began is due when it begins.
    private static DateTimeOffset Not(DateTimeOffset at, DateTimeOffset before) => at < before ? before : at;
}
