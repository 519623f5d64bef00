using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.ServiceLevels;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Clocks;

/// <summary>Starts, pauses, resumes, stops and breaches the clocks of a case, and takes the steps of their ladders.</summary>
internal sealed class ClockKeeping : CaseAspect
{
    // What is done exactly at due is in time: only the instant after is late.
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    /// <summary>The next moment of each clock of a case that has one: its breach or a step of its ladder.</summary>
    public override IEnumerable<CaseMoment> NextMoments(GovernancePackage package, CaseState state)
    {
        if (!state.IsOpen)
        {
            yield break;
        }

        foreach (var clock in state.Clocks)
        {
            if (!clock.HasEnded && clock.PausedAt is null && Definition(package, clock) is { } definition && NextMoment(definition, clock) is { } at)
            {
                yield return new CaseMoment(NameOf(clock), at);
            }
        }
    }

    /// <summary>Does what is due at a moment of a clock.</summary>
    public override void Act(CaseDraft draft, CaseMoment moment)
    {
        var clock = draft.State.Clocks.Last(clock => NameOf(clock) == moment.Name);
        var definition = Definition(draft.Package, clock)!;
        if (clock.BreachedAt is null && clock.Due + Instant <= moment.At)
        {
            draft.Record(new ClockBreached(clock.ServiceLevel, clock.Clock, clock.Due));
            return;
        }

        if (clock.StepsTaken < definition.Ladder.Length)
        {
            Take(draft, clock, definition.Ladder[clock.StepsTaken], moment.At);
        }
    }

    /// <summary>Looks at the conditions of all clocks after a step.</summary>
    public override void Keep(CaseDraft draft)
    {
        var level = draft.State.Facts.ServiceLevel;
        foreach (var clock in draft.State.Clocks)
        {
            if (!clock.HasEnded && clock.ServiceLevel != level)
            {
                draft.Record(new ClockCancelled(clock.ServiceLevel, clock.Clock));
            }
        }

        if (draft.Package.ServiceLevel(level) is not { } definition)
        {
            return;
        }

        foreach (var clock in definition.Clocks)
        {
            Keep(draft, definition, clock);
        }
    }

    /// <summary>Ends the clocks of a case that has ended without what they promised.</summary>
    public override void End(CaseDraft draft)
    {
        foreach (var clock in draft.State.Clocks)
        {
            if (!clock.HasEnded)
            {
                draft.Record(new ClockCancelled(clock.ServiceLevel, clock.Clock));
            }
        }
    }

    private static void Keep(CaseDraft draft, ServiceLevel level, ClockDefinition definition)
    {
        var variables = new CaseVariables(draft.State, draft.Package);
        bool Holds(IExpression condition) => condition.Evaluate(variables, draft.Now).Value.IsTrue;

        var measure = new ClockMeasure(definition);
        var clock = draft.State.Clocks.LastOrDefault(clock => clock.ServiceLevel == level.Id && clock.Clock == definition.Id);

        // A promise that was kept and is open again, as after rework (重办), runs anew; one that was given up does not.
        if (clock is null || clock.StoppedAt is not null)
        {
            if (Holds(definition.Start) && !Holds(definition.Stop))
            {
                var due = measure.DueFrom(draft.Now);
                if (due.Due is { } at)
                {
                    draft.Record(new ClockStarted(level.Id, definition.Id, definition.Target.ToString(), definition.Calendar.Id, at.ToUniversalTime(), due.Provisional));
                }
                else
                {
                    draft.Record(new FactUnfit("clock " + level.Id + "/" + definition.Id, due.Diagnostic?.ToString() ?? ""));
                }
            }
        }
        else if (clock.HasEnded)
        {
            return;
        }
        else if (Holds(definition.Stop))
        {
            // The promise may be kept in the very step in which its breach would have been recorded: the breach comes first.
            if (clock.BreachedAt is null && clock.PausedAt is null && draft.Now > clock.Due)
            {
                draft.Record(new ClockBreached(clock.ServiceLevel, clock.Clock, clock.Due));
            }

            draft.Record(new ClockStopped(clock.ServiceLevel, clock.Clock));
        }
        else if (Holds(definition.Pause))
        {
            if (clock.PausedAt is null)
            {
                draft.Record(new ClockPaused(clock.ServiceLevel, clock.Clock, measure.Used(clock, draft.Now), measure.Left(clock, draft.Now)));
            }
        }
        else if (clock.PausedAt is not null)
        {
            draft.Record(new ClockResumed(clock.ServiceLevel, clock.Clock, measure.DueAfterPause(clock, draft.Now)));
        }
    }

    private static void Take(CaseDraft draft, ClockState clock, EscalationStep step, DateTimeOffset dueAt)
    {
        var organization = draft.Package.Organization;

        // Nobody is never the answer: without a lead the case is with whoever stands at the top.
        var top = organization.Parties.FirstOrDefault(party => party.Superior is null)?.Id ?? "";
        var lead = draft.State.Facts.Lead ?? draft.State.Facts.Leads.FirstOrDefault() ?? top;
        var raised = step.Action == EscalationAction.Raise;
        var to = raised
            ? organization.SuperiorOf(draft.State.LevelHolder ?? lead)?.Id ?? top
            : step.To switch
            {
                EscalationStep.ToLead => lead,
                EscalationStep.ToSuperior => organization.SuperiorOf(lead)?.Id ?? top,
                var party => party,
            };
        var level = draft.State.Level + (raised ? 1 : 0);
        draft.Record(new EscalationTaken(clock.ServiceLevel, clock.Clock, clock.StepsTaken, step.Kind, to, level, dueAt));
        if (step.Action == EscalationAction.Finding)
        {
            draft.Record(new FindingProposed(draft.State.Findings + 1, step.Finding!, to, [draft.State.LeadAssignedIn, clock.StartedIn, draft.State.Version]));
        }
    }

    private static DateTimeOffset? NextMoment(ClockDefinition definition, ClockState clock)
    {
        DateTimeOffset? breach = clock.BreachedAt is null ? clock.Due + Instant : null;
        if (clock.StepsTaken >= definition.Ladder.Length)
        {
            return breach;
        }

        var step = definition.Ladder[clock.StepsTaken];
        var at = new ClockMeasure(definition).Instant(clock, step.Share) + (step.Share >= EscalationStep.WholeTarget ? Instant : TimeSpan.Zero);
        return breach < at ? breach : at;
    }

    private static string NameOf(ClockState clock) => "clock:" + clock.ServiceLevel + "/" + clock.Clock;

    private static ClockDefinition? Definition(GovernancePackage package, ClockState clock) =>
        package.ServiceLevel(clock.ServiceLevel)?.Clock(clock.Clock);
}
