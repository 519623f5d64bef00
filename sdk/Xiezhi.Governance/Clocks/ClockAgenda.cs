using System.Collections.Immutable;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.ServiceLevels;

namespace Xiezhi.Governance.Clocks;

/// <summary>What falls due next on a clock.</summary>
internal enum ClockDue
{
    Breach,
    Review,
    Step,
}

/// <summary>What falls due next on a clock, and when.</summary>
/// <remarks>Of what is due at one instant: the breach first, then the review of a suspension, then steps in the order of the ladder.</remarks>
internal readonly record struct ClockAgenda(DateTimeOffset At, ClockDue What, int Step)
{
    public static ClockAgenda? Next(GovernancePackage package, ClockDefinition definition, ClockState clock)
    {
        if (clock.HasEnded)
        {
            return null;
        }

        ClockAgenda? next = null;
        if (clock.Suspension is { Reviewed: false } suspension)
        {
            next = new ClockAgenda(suspension.ReviewAt, ClockDue.Review, -1);
        }

        if (clock.PausedAt is not null)
        {
            return next;
        }

        var breach = clock.Due + StepTiming.Instant;
        if (clock.BreachedAt is null && !(next?.At < breach))
        {
            next = new ClockAgenda(breach, ClockDue.Breach, -1);
        }

        var ladder = LadderOf(package, definition, clock);
        if (!ladder.IsEmpty && StepTiming.First(ladder, clock, new ClockMeasure(ClockSpec.Of(package, definition, clock))) is var (step, at) && !(next?.At <= at))
        {
            next = new ClockAgenda(at, ClockDue.Step, step);
        }

        return next;
    }

    public static ImmutableArray<EscalationStep> LadderOf(GovernancePackage package, ClockDefinition definition, ClockState clock) =>
        clock.Ladder is { } chosen ? package.Ladders.GetValueOrDefault(chosen, definition.Ladder) : definition.Ladder;
}
