using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.ServiceLevels;

namespace Xiezhi.Governance.Clocks;

/// <summary>Starts, pauses, resumes, stops and breaches the clocks of a case, and takes the steps of their ladders.</summary>
internal sealed class ClockKeeping : CaseAspect
{
    /// <summary>The next moment of each clock of a case that has one: its breach, a review of its suspension, or a step of its ladder.</summary>
    public override IEnumerable<CaseMoment> NextMoments(GovernancePackage package, CaseState state)
    {
        if (!state.IsOpen)
        {
            yield break;
        }

        foreach (var clock in state.Clocks)
        {
            if (!clock.HasEnded && Definition(package, clock) is { } definition && ClockAgenda.Next(package, definition, clock) is { } next)
            {
                yield return new CaseMoment(NameOf(clock), next.At);
            }
        }
    }

    /// <summary>Does what is due at a moment of a clock.</summary>
    public override void Act(CaseDraft draft, CaseMoment moment)
    {
        var clock = draft.State.Clocks.Last(clock => NameOf(clock) == moment.Name);
        var definition = Definition(draft.Package, clock)!;
        var turn = new ClockTurn(draft, definition, clock.ServiceLevel, clock.Subject);

        // A due time that was provisional may be another by now, and then nothing may be due yet.
        if (turn.KnowsBetter() || ClockAgenda.Next(draft.Package, definition, clock) is not { } next)
        {
            return;
        }

        switch (next.What)
        {
            case ClockDue.Breach:
                draft.Record(new ClockBreached(clock.ServiceLevel, clock.Clock, clock.Due) { Subject = clock.Subject });
                break;
            case ClockDue.Review:
                Suspensions.Review(draft, turn, definition, clock);
                break;
            default:
                var ladder = ClockAgenda.LadderOf(draft.Package, definition, clock);
                Escalations.Take(draft, clock, turn.Variables, ladder[next.Step], next.Step, next.At);
                break;
        }
    }

    /// <summary>Looks at the conditions of all clocks after a step.</summary>
    public override void Keep(CaseDraft draft)
    {
        var level = draft.State.Facts.ServiceLevel;
        foreach (var clock in draft.State.Clocks)
        {
            if (!clock.HasEnded && clock.ServiceLevel != level && !draft.Package.Handling.HasLevel(clock.ServiceLevel))
            {
                draft.Record(new ClockCancelled(clock.ServiceLevel, clock.Clock) { Subject = clock.Subject, Reason = ClockCancelled.LevelChanged });
            }
        }

        if (draft.Package.ServiceLevel(level) is { } promised)
        {
            Keep(draft, promised);
        }

        // What parties owe each other is limited whatever the citizen was promised.
        foreach (var between in draft.Package.Handling.Levels)
        {
            Keep(draft, between);
        }
    }

    private static void Keep(CaseDraft draft, ServiceLevel promised)
    {
        foreach (var definition in promised.Clocks)
        {
            foreach (var (subject, isThere) in ClockSubjects.Of(draft.State, promised.Id, definition).ToList())
            {
                new ClockTurn(draft, definition, promised.Id, subject).Keep(isThere);
            }
        }
    }

    /// <summary>Ends the clocks of a case that has ended without what they promised.</summary>
    public override void End(CaseDraft draft)
    {
        foreach (var clock in draft.State.Clocks)
        {
            if (!clock.HasEnded)
            {
                draft.Record(new ClockCancelled(clock.ServiceLevel, clock.Clock) { Subject = clock.Subject, Reason = ClockCancelled.Ended });
            }
        }
    }

    /// <inheritdoc/>
    public override bool Owns(CaseCommand command) => command is ClockCommand;

    /// <inheritdoc/>
    public override (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, CaseCommand command) =>
        ClockAuthority.WhoMay(package, state, (ClockCommand)command);

    /// <inheritdoc/>
    public override Diagnostic? CarryOut(CaseDraft draft, CaseCommand command) => command switch
    {
        // What follows is done where the clocks are kept after each command.
        RecomputeProvisional => null,
        RequestExtension request => Extensions.Request(draft, request),
        GrantExtension grant => Extensions.Grant(draft, grant),
        DenyExtension deny => Extensions.Deny(draft, deny),
        SuspendClock suspend => Suspensions.Suspend(draft, suspend),
        EndSuspension end => Suspensions.End(draft, end),
        _ => throw new ArgumentException($"{command.GetType().Name} is not a command on a clock.", nameof(command)),
    };

    /// <summary>What the package says of a clock, or <see langword="null"/>.</summary>
    public static ClockDefinition? Definition(GovernancePackage package, ClockState clock) =>
        package.ServiceLevel(clock.ServiceLevel)?.Clock(clock.Clock);

    private static string NameOf(ClockState clock) => "clock:" + clock.ServiceLevel + "/" + clock.Clock + (clock.Subject is null ? "" : "/" + clock.Subject);
}
