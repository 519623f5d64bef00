using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Handling;
using Xiezhi.Governance.Handling.Returns;
using Xiezhi.Governance.Packages;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.States;
using Commands = Xiezhi.Workflow.Commands;

namespace Xiezhi.Governance.Cases;

/// <summary>One command on one case: <c>step(package, case, command, now) → events</c>, a function of its inputs.</summary>
/// <remarks>Pure and thread-safe. The same inputs give the same events.</remarks>
public static class CaseStep
{
    // A case whose timers call each other without end would otherwise hold the host; what is left over is due again at once.
    private const int MostDueInOneStep = 1_000;

    /// <summary>Works out a command.</summary>
    /// <param name="package">The package that the case keeps; for a new case, the one it begins with.</param>
    /// <param name="state">The case; <see cref="CaseState.New"/> for one that is not there yet.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cause">What brought it about, for the log.</param>
    /// <param name="now">The time, UTC.</param>
    public static CaseStepResult Step(GovernancePackage package, CaseState state, CaseCommand command, Actor actor, string cause, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(actor);

        // Time within a case never runs backwards, whatever the clocks of several hosts say.
        var at = Truncate(now);
        var last = state.Exists ? state.LastAt : at;
        at = at < last ? last : at;
        if (Barred(state, command) is { } bar)
        {
            return new CaseStepResult(state, [], bar);
        }

        var draft = new CaseDraft(package, state, actor, cause, at);
        CatchUp(draft, command);
        if (Barred(draft.State, command) is { } over)
        {
            return Examined(over);
        }

        var admission = Authority.Admit(package, draft.State, command, actor, at);
        draft.As(admission.Actor);
        var rejection = admission.IsAdmitted ? CaseAspects.Prevention(draft, command) ?? CarryOut(draft, command) : Refuse(draft, command, admission);
        if (rejection is not null && command is OpenCase)
        {
            // What could not begin is no case: its key stays free.
            return new CaseStepResult(state, [], rejection);
        }

        if (rejection is null && admission.Way is { IsDelegated: true } way)
        {
            draft.Record(new ActedByDelegation(admission.Actor.Party, way.Position, way.OnBehalfOf));
        }

        return Examined(rejection);

        CaseStepResult Examined(Diagnostic? reason)
        {
            foreach (var aspect in CaseAspects.All)
            {
                aspect.Examine(draft);
            }

            return new CaseStepResult(draft.State, draft.Events, reason);
        }
    }

    /// <summary>Cut to whole milliseconds, the finest that logs and databases keep alike.</summary>
    private static DateTimeOffset Truncate(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));
    }

    // What fell due before a command is done before it, as it would have been had somebody looked in time: who led then is reminded, a promise
    // that had passed is broken. A timer that is due at the very moment gives way to the command.
    private static void CatchUp(CaseDraft draft, CaseCommand command)
    {
        if (draft.State.IsOpen && command is not ActOnDue)
        {
            draft.AsEngine("due", () => ActOnWhatIsDue(draft, draft.Now.AddTicks(-1)));
        }
    }

    private static Diagnostic? Barred(CaseState state, CaseCommand command)
    {
        if (command is OpenCase open)
        {
            if (state.Exists)
            {
                return GovernanceCodes.AlreadyOpened.At(Location.None, open.Key);
            }
        }
        else if (!state.IsOpen && !(state.Exists && (command is ActOnDue || CaseAspects.Of(command)?.AllowsEnded(command) == true)))
        {
            return GovernanceCodes.CaseNotOpen.At(Location.None, state.Status.ToString());
        }

        return null;
    }

    private static Diagnostic Refuse(CaseDraft draft, CaseCommand command, Admission admission)
    {
        var (allowed, element) = (admission.Allowed, admission.Element);
        if (draft.State.Exists)
        {
            draft.Record(new CommandRefused(command.GetType().Name, element, allowed) { Reason = admission.Obstacle?.Code });
        }

        var tried = element.Length > 0 ? command.GetType().Name + " " + element : command.GetType().Name;
        return admission.Obstacle ?? GovernanceCodes.BeyondDuty.At(Location.None, draft.Actor.ToString(), tried, string.Join(", ", allowed));
    }

    private static Diagnostic? CarryOut(CaseDraft draft, CaseCommand command)
    {
        switch (command)
        {
            case OpenCase open:
                draft.Record(new CaseOpened(open.Key, draft.Package.Id, open.Variables) { PartOf = open.PartOf });
                return Move(draft, open.Message is { } message
                    ? new Commands.DeliverMessage(message, null, open.Variables)
                    : new Commands.StartProcess(open.Variables, open.TimedStart));
            case CompleteTask complete:
                return Move(draft, new Commands.CompleteTask(complete.TaskId, complete.Variables));
            case CompleteJob complete:
                return Move(draft, new Commands.CompleteJob(complete.JobId, complete.Variables));
            case FailJob { ErrorCode: { } code } fail:
                return Move(draft, new Commands.ThrowError(fail.JobId, code, fail.Message));
            case FailJob fail:
                return Move(draft, new Commands.FailJob(fail.JobId, "job-failed", fail.Message));
            case DeliverMessage deliver:
                return Move(draft, new Commands.DeliverMessage(deliver.Name, deliver.CorrelationKey, deliver.Payload));
            case RetryIncident retry:
                return Move(draft, new Commands.RetryIncident(retry.IncidentId));
            case CancelCase cancel:
                return Move(draft, new Commands.CancelProcess(cancel.Reason));
            case ActOnDue:
                ActOnWhatIsDue(draft, draft.Now);
                return null;
            case var own when CaseAspects.Of(own) is { } aspect:
                var refusal = aspect.CarryOut(draft, own);
                if (refusal is null && draft.State.IsOpen)
                {
                    Keep(draft);
                }

                return refusal;
            default:
                throw new ArgumentException($"{command.GetType().Name} is not a command on a case.", nameof(command));
        }
    }

    private static void ActOnWhatIsDue(CaseDraft draft, DateTimeOffset timersUntil)
    {
        // While the case catches up, its time is that of what is done.
        var until = draft.Now;
        for (var acted = 0; acted < MostDueInOneStep; acted++)
        {
            var timer = draft.State is { IsOpen: true, IsHeld: false } ? FirstTimer(draft.State.Workflow.Timers, timersUntil) : null;
            var first = CaseAspects.FirstDue(draft.Package, draft.State, until);
            if (timer is not null && (first is null || timer.Due <= first.Value.Moment.At))
            {
                draft.Reach(timer.Due);
                if (Move(draft, new Commands.FireTimer(timer.Id)) is not null)
                {
                    break;
                }
            }
            else if (first is var (aspect, moment))
            {
                draft.Reach(moment.At);
                aspect.Act(draft, moment);
                if (draft.State.IsOpen)
                {
                    Keep(draft);
                }
            }
            else
            {
                break;
            }
        }

        draft.Reach(until);
    }

    private static RunningTimer? FirstTimer(StateTable<RunningTimer> timers, DateTimeOffset until) =>
        timers.Count == 0 ? null : timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);

    /// <summary>Moves the procedure and brings all that takes part in the case up to date.</summary>
    /// <param name="draft">The case.</param>
    /// <param name="command">What is asked of the procedure.</param>
    /// <param name="endsAs">How the case has ended where the procedure has; by default as the procedure did.</param>
    internal static Diagnostic? Move(CaseDraft draft, Commands.WorkflowCommand command, CaseStatus? endsAs = null)
    {
        var observed = draft.Package.Observer is { } observer ? observer.FlowTaken : (Action<FlowDefinition>?)null;
        var (moves, objection) = Try(draft, command, observed);
        if (objection is not null)
        {
            return objection;
        }

        foreach (var moved in moves)
        {
            draft.Record(new ProcedureMoved(moved));
            RecordMark(draft, command, moved);
        }

        Keep(draft);
        if (draft.State.Workflow.HasEnded)
        {
            foreach (var aspect in CaseAspects.All)
            {
                aspect.End(draft);
            }

            var cancelled = draft.State.Workflow.Status == WorkflowStatus.Cancelled;
            var reason = command is Commands.CancelProcess cancel ? cancel.Reason : "";
            draft.Record(new CaseEnded(endsAs ?? (cancelled ? CaseStatus.Cancelled : CaseStatus.Closed), reason));
        }

        return null;
    }

    /// <summary>Why the procedure would not move so; nothing moves, for something is to be recorded first.</summary>
    internal static Diagnostic? Objection(CaseDraft draft, Commands.WorkflowCommand command) => Try(draft, command, null).Objection;

    private static (ImmutableArray<WorkflowEvent> Moves, Diagnostic? Objection) Try(CaseDraft draft, Commands.WorkflowCommand command, Action<FlowDefinition>? flowTaken)
    {
        var context = new StepContext
        {
            Now = draft.Now,
            Timers = draft.Package.Timers,
            Ambient = new CaseVariables(draft.State, draft.Package),
            FlowTaken = flowTaken,
        };
        var result = WorkflowEngine.Step(draft.Package.Procedure, draft.State.Workflow, command, context);
        return (result.Events, result.Rejection?.Reason ?? ProcedureGate.Objection(draft, command, result.Events));
    }

    internal static void Keep(CaseDraft draft)
    {
        FactKeeping.Keep(draft);
        var leads = draft.State.LeadAssignedIn;
        KeepAspects(draft);

        // A ladder gave the case to another party meanwhile: what was brought up to date before the clocks, and the clocks of a lead, know of it too.
        if (draft.State.LeadAssignedIn != leads)
        {
            KeepAspects(draft);
        }
    }

    private static void KeepAspects(CaseDraft draft)
    {
        foreach (var aspect in CaseAspects.All)
        {
            aspect.Keep(draft);
        }
    }

    private static void RecordMark(CaseDraft draft, Commands.WorkflowCommand command, WorkflowEvent moved)
    {
        var element = moved switch
        {
            ElementCompleted completed => completed.Element,
            ElementPassed passed => passed.Element,
            _ => null,
        };
        if (element is null || !draft.Package.Marks.TryGetValue(element, out var mark))
        {
            return;
        }

        var lead = draft.State.Facts.Lead;
        draft.Record(mark switch
        {
            ProcedureMark.Return => ProcedureGate.Returned(draft, command, lead),
            ProcedureMark.Rework => ProcedureGate.Reworked(draft, command, lead),
            _ => new ReplyGiven(lead),
        });
        if (mark == ProcedureMark.Rework)
        {
            ReworkGate.Raise(draft, draft.State.Reworks);
        }
    }
}
