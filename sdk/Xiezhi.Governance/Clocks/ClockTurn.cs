using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Handling.Limits;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.ServiceLevels;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Clocks;

/// <summary>One look at one clock of a case.</summary>
internal sealed class ClockTurn(CaseDraft draft, ClockDefinition definition, string serviceLevel, string? subject)
{
    // A start may be followed by a pause, a reset by a start and a pause; more can't follow from one look.
    private const int MostMoves = 3;

    private GovernancePackage Package => draft.Package;

    /// <summary>What expressions of the clock see now.</summary>
    public IVariables Variables => ClockSubjects.Variables(draft.Package, draft.State, definition.Id, subject);

    private ClockState? Clock => draft.State.Clocks.LastOrDefault(clock => clock.IsOf(serviceLevel, definition.Id, subject));

    private ClockState? Active => Clock is { HasEnded: false } clock ? clock : null;

    /// <summary>Does what follows from the case as it stands.</summary>
    /// <param name="isThere">Whether what the clock is for is there: its task is open, its party leads.</param>
    public void Keep(bool isThere)
    {
        KnowsBetter();
        BreachIfLate();
        if (!isThere && !(definition is { Per: ClockScope.Lead, RestsWhenHandedOn: true }))
        {
            GiveUp();
            return;
        }

        for (var moves = 0; moves < MostMoves && Move(isThere); moves++)
        {
        }

        Retarget();
        TakeStepsOnEvents();
    }

    /// <summary>Works out a provisional due time again, where its years are published by now.</summary>
    /// <returns>Whether the due time is known better than before.</returns>
    public bool KnowsBetter()
    {
        if (Active is not { Provisional: true, BreachedAt: null } clock)
        {
            return false;
        }

        var measure = new ClockMeasure(ClockSpec.Of(Package, definition, clock));
        if (measure.Again(clock) is not ({ } due, false))
        {
            return false;
        }

        Change(clock, measure, new ClockDueChanged(serviceLevel, definition.Id, ClockDueChanged.YearPublished, due, default, default));
        return true;
    }

    /// <summary>Records that the due time is another: what was used and what is left are measured anew.</summary>
    public void Change(ClockState clock, ClockMeasure measure, ClockDueChanged change)
    {
        var fromNow = change.Reason == ClockDueChanged.FromNow;
        var until = clock.PausedAt ?? draft.Now;
        draft.Record(change with
        {
            Subject = subject,
            Since = draft.Late,
            Used = fromNow ? TimeSpan.Zero : measure.UsedAgain(clock, draft.Now),
            Left = measure.Between(until, change.Due),
        });
    }

    /// <summary>Lets a clock go on: now, or from <paramref name="since"/>.</summary>
    public void Resume(ClockState clock, DateTimeOffset? since = null)
    {
        var at = since ?? draft.Now;
        var measure = new ClockMeasure(ClockSpec.Of(Package, definition, clock));
        var due = measure.DueAfterPause(clock, at);
        draft.Record(new ClockResumed(serviceLevel, definition.Id, due)
        {
            Subject = subject,
            Since = since ?? draft.Late,
            Provisional = clock.BreachedAt is null && measure.IsProvisional(clock.MeasuredFrom, due),
        });
    }

    /// <summary>Whether its pause condition keeps it from going on.</summary>
    public bool MustRest() => Holds(definition.Pause) || (definition.Resume is { } resume && !Holds(resume));

    private void GiveUp()
    {
        if (Active is not { } clock)
        {
            return;
        }

        // A task that was completed was done; one that was taken away was not.
        var done = definition.Per == ClockScope.Handling
            ? HandlingClocks.IsDone(draft.State, serviceLevel, definition.Id, subject!)
            : definition.Per == ClockScope.Task && ClockSubjects.TaskOf(subject) is { } task
                && draft.Events.Any(recorded => recorded.Event is ProcedureMoved { Event: ElementCompleted completed } && completed.Id == task);
        draft.Record(done || Holds(definition.Stop)
            ? new ClockStopped(serviceLevel, clock.Clock) { Subject = subject, Since = draft.Late }
            : new ClockCancelled(serviceLevel, clock.Clock) { Subject = subject, Reason = ClockCancelled.HandedOn });
    }

    private void BreachIfLate()
    {
        // The promise may be kept, or the clock paused, in the very step in which its breach would have been recorded: the breach comes first.
        if (Active is { BreachedAt: null, PausedAt: null } clock && draft.Now > clock.Due)
        {
            draft.Record(new ClockBreached(serviceLevel, clock.Clock, clock.Due) { Subject = subject });
        }
    }

    private bool Move(bool isThere)
    {
        var clock = Active;
        var phase = clock is null ? ClockPhase.Idle : clock.PausedAt is null ? ClockPhase.Running : ClockPhase.Paused;
        var (reset, restart) = phase == ClockPhase.Idle ? (null, null) : (Mark(definition.Reset), Mark(definition.Restart));
        var rests = !isThere || clock?.Suspension is not null || RestsWhileHeld();
        var conditions = new ClockConditions(
            Start: phase == ClockPhase.Idle && isThere && Holds(definition.Start),
            Pause: phase != ClockPhase.Idle && (rests || Holds(definition.Pause)),
            Resume: phase != ClockPhase.Paused || definition.Resume is null || Holds(definition.Resume),
            Stop: Holds(definition.Stop),
            Restart: restart is not null && restart != clock!.RestartMark,
            Reset: reset is not null && reset != clock!.ResetMark,
            Cancel: definition.Cancel is { } cancel && Holds(cancel));
        var move = conditions.From(phase);
        switch (move)
        {
            case ClockMove.Start:
                return Start(retroactive: true);
            case ClockMove.Pause:
                Pause(clock!, retroactive: !rests);
                return true;
            case ClockMove.Resume:
                Resume(clock!);
                return true;
            case ClockMove.Stop:
                draft.Record(new ClockStopped(serviceLevel, definition.Id) { Subject = subject, Since = draft.Late });
                return true;
            case ClockMove.Cancel:
                draft.Record(new ClockCancelled(serviceLevel, definition.Id) { Subject = subject, Reason = ClockCancelled.Condition });
                return true;
            case ClockMove.Restart:
                draft.Record(new ClockStopped(serviceLevel, definition.Id) { Subject = subject, Since = draft.Late });
                return Start(retroactive: false);
            case ClockMove.Reset:
                draft.Record(new ClockCancelled(serviceLevel, definition.Id) { Subject = subject, Reason = ClockCancelled.Reset });
                return Start(retroactive: false);
        }

        if (clock is not null && (reset != clock.ResetMark || restart != clock.RestartMark))
        {
            draft.Record(new ClockMarked(serviceLevel, definition.Id, reset, restart) { Subject = subject });
        }

        return false;
    }

    // What parties owe each other they can't do while the case is held; a promise to the petitioner runs unless the package says otherwise.
    private bool RestsWhileHeld() =>
        draft.State.IsHeld
        && (Package.Handling.HasLevel(serviceLevel) || (draft.State.Joining.Into is not null && Package.Handling.Joining?.Merge?.ClocksRest == true));

    private bool Start(bool retroactive)
    {
        var (spec, unfit) = ClockSpec.Resolve(Package, definition, Variables, draft.Now);
        if (spec is null)
        {
            Unfit(unfit);
            return false;
        }

        var since = retroactive && definition.StartAt is { } given ? Moment(given, spec) : draft.Now;

        // A promise that was kept and is open again, as after rework (重办), does not run from before it was kept.
        since = Clock?.StoppedAt is { } stopped && since < stopped ? draft.Now : since;
        var due = new ClockMeasure(spec).DueFrom(since);
        if (due.Due is not { } at)
        {
            Unfit(due.Diagnostic?.ToString() ?? "");
            return false;
        }

        draft.Record(new ClockStarted(serviceLevel, definition.Id, spec.Target.ToString(), spec.Calendar.Id, at.ToUniversalTime(), due.Provisional)
        {
            Subject = subject,
            Since = since == draft.Now ? draft.Late : since,
            Counting = spec.CountingOver(definition),
            Ladder = spec.Ladder,
            Basis = spec.Basis,
            ResetMark = Mark(definition.Reset),
            RestartMark = Mark(definition.Restart),
        });
        return true;
    }

    private void Pause(ClockState clock, bool retroactive)
    {
        var spec = ClockSpec.Of(Package, definition, clock);
        var measure = new ClockMeasure(spec);
        var since = retroactive && definition.PauseAt is { } given ? Moment(given, spec) : draft.Now;
        since = since < clock.CountedFrom ? clock.CountedFrom : since;
        draft.Record(new ClockPaused(serviceLevel, definition.Id, measure.Used(clock, since), measure.Left(clock, since))
        {
            Subject = subject,
            Since = since == draft.Now ? draft.Late : since,
        });
    }

    private void Retarget()
    {
        if (definition.TargetDecision is null || definition.OnChange == TargetChange.Keep || Active is not { BreachedAt: null } clock)
        {
            return;
        }

        var (spec, unfit) = ClockSpec.Resolve(Package, definition, Variables, draft.Now);
        if (spec is null)
        {
            Unfit(unfit);
            return;
        }

        if (spec.PromisesLike(ClockSpec.Of(Package, definition, clock)))
        {
            return;
        }

        var measure = new ClockMeasure(spec);
        var fromNow = definition.OnChange == TargetChange.FromNow;
        var result = fromNow ? measure.DueFrom(clock.PausedAt ?? draft.Now) : default;
        var (due, provisional) = fromNow ? (result.Due?.ToUniversalTime(), result.Provisional) : measure.Again(clock);
        if (due is null)
        {
            Unfit(result.Diagnostic?.ToString() ?? spec.Target.ToString());
            return;
        }

        Change(clock, measure, new ClockDueChanged(
            serviceLevel, definition.Id, fromNow ? ClockDueChanged.FromNow : ClockDueChanged.FromStart, due.Value, default, default)
        {
            Target = spec.Target.ToString(),
            Calendar = spec.Calendar.Id,
            Counting = spec.CountingOver(definition),
            Ladder = spec.Ladder,
            Basis = spec.Basis,
            Provisional = provisional,
        });
    }

    private void TakeStepsOnEvents()
    {
        if (Active is not { } clock)
        {
            return;
        }

        var ladder = ClockAgenda.LadderOf(Package, definition, clock);
        for (var i = 0; i < ladder.Length; i++)
        {
            if (ladder[i] is { Trigger: EscalationTrigger.Condition, When: { } when } && clock.Progress(i) is null && Holds(when))
            {
                Escalations.Take(draft, clock, Variables, ladder[i], i, draft.Now);
                clock = Active ?? clock;
            }
        }
    }

    private bool Holds(IExpression condition) => condition.Evaluate(Variables, draft.Now).Value.IsTrue;

    private string? Mark(IExpression? expression)
    {
        var value = expression?.Evaluate(Variables, draft.Now).Value ?? Value.Null;
        return value.IsNull || value.IsFalse ? null : value.ToString();
    }

    // An instant of the data: never after now, in whole milliseconds; now where it says nothing of use.
    private DateTimeOffset Moment(IExpression expression, ClockSpec spec)
    {
        var value = expression.Evaluate(Variables, draft.Now).Value;
        if (value.IsNull)
        {
            return draft.Now;
        }

        var known = value.AsDateAndTime is { } dateAndTime && dateAndTime.TryToInstant(out var moment)
            || spec.Calendar.TryParseMoment(value.AsString ?? value.ToString(), out moment);
        if (!known)
        {
            Unfit(value.ToString());
            return draft.Now;
        }

        var utc = moment.ToUniversalTime();
        utc = utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));
        return utc > draft.Now ? draft.Now : utc;
    }

    private void Unfit(string given)
    {
        var member = "clock " + serviceLevel + "/" + definition.Id;
        if (!draft.State.Unfit.TryGetValue(member, out var last) || last != given)
        {
            draft.Record(new FactUnfit(member, given));
        }
    }
}
