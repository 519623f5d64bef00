using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Governance.Handling.Returns;
using Xiezhi.Governance.Packages;
using Xiezhi.Workflow.Events;
using Commands = Xiezhi.Workflow.Commands;

namespace Xiezhi.Governance.Handling;

/// <summary>Looks at what a party's command would do to the procedure, before it is done.</summary>
/// <remarks>Only at completed tasks and delivered messages: what timers and systems do can't be refused without the case being stuck.</remarks>
internal static class ProcedureGate
{
    /// <summary>Why the procedure may not move so; <see langword="null"/> where it may.</summary>
    public static Diagnostic? Objection(CaseDraft draft, Commands.WorkflowCommand command, ImmutableArray<WorkflowEvent> moves)
    {
        if (draft.Package.Handling is { Returns: null, Reworks: null, Joining: null } || Given(command) is not { } given)
        {
            return null;
        }

        foreach (var move in moves)
        {
            if (draft.State.Joining.WaitsForParts && Concludes(draft, move))
            {
                return JoiningCodes.PartsOpen.At(Location.None, Splitting.Names(draft.State.Joining));
            }

            if (ElementOf(move) is not { } element)
            {
                continue;
            }

            var objection = draft.Package.Marks.TryGetValue(element, out var mark) ? mark switch
            {
                ProcedureMark.Return => ReturnGate.Objection(draft, given),
                ProcedureMark.Rework => ReworkGate.Objection(draft, given, command.GetType().Name),
                _ => null,
            }
            : null;
            if (objection is not null)
            {
                return objection;
            }
        }

        return null;
    }

    /// <summary>The return with the reasons that the completed task gives.</summary>
    public static CaseReturned Returned(CaseDraft draft, Commands.WorkflowCommand command, string? lead)
    {
        var (reasons, given) = (draft.Package.Handling.Returns?.Reasons, Given(command));
        var reason = reasons is null ? null : given?[reasons.Variable].AsString;
        return new CaseReturned(lead, draft.State.Returns + 1)
        {
            Reason = reason,
            Explanation = reasons is null ? null : given?[reasons.ExplanationVariable].AsString,
            Misdirected = reasons?.Find(reason)?.Misdirected,
        };
    }

    /// <summary>The rework with the reasons that the completed task gives.</summary>
    public static CaseReworked Reworked(CaseDraft draft, Commands.WorkflowCommand command, string? lead)
    {
        var (reasons, given) = (draft.Package.Handling.Reworks?.Reasons, Given(command));
        return new CaseReworked(lead, draft.State.Reworks + 1)
        {
            Reason = reasons is null ? null : given?[reasons.Variable].AsString,
            Explanation = reasons is null ? null : given?[reasons.ExplanationVariable].AsString,
        };
    }

    private static bool Concludes(CaseDraft draft, WorkflowEvent move) =>
        // A task may wait; what a system does is on its way once it was asked for.
        (move is JobOpened job ? job.Element : ElementOf(move)) is { } element
        && draft.Package.Handling.Joining?.Split?.Concluding.Contains(element) == true;

    private static string? ElementOf(WorkflowEvent move) => move switch
    {
        ElementCompleted completed => completed.Element,
        ElementPassed passed => passed.Element,
        _ => null,
    };

    private static ValueContext? Given(Commands.WorkflowCommand command) => command switch
    {
        Commands.CompleteTask complete => complete.Variables,
        Commands.DeliverMessage deliver => deliver.Payload,
        _ => null,
    };
}
