using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Governance.Handling.Returns;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.AspNetCore.Cases;

/// <summary>What became of a command, as HTTP says it.</summary>
internal static class CommandAnswers
{
    private static readonly FrozenSet<string> Unprocessable = FrozenSet.Create(
        RuntimeCodes.NoPackageInForce.Code,
        RuntimeCodes.ReservedKey.Code,
        GovernanceCodes.ExpressionFailed.Code,
        GovernanceCodes.MalformedAmount.Code,
        GovernanceCodes.TooMuchTime.Code,
        GovernanceCodes.ReasonMissing.Code,
        GovernanceCodes.ReviewOutOfBounds.Code,
        GovernanceCodes.NoEvidence.Code,
        GovernanceCodes.ReasonsNeeded.Code,
        GovernanceCodes.UnknownParty.Code,
        HandlingCodes.NobodyCalled.Code,
        HandlingCodes.MayNotBeCalled.Code,
        HandlingCodes.WrongGrades.Code,
        HandlingCodes.MayNotBeGiven.Code,
        HandlingCodes.AnswerOfUnreached.Code,
        ReturnCodes.ReasonMissing.Code,
        ReturnCodes.UnknownReason.Code,
        ReturnCodes.ExplanationMissing.Code,
        ReturnCodes.NotWritten.Code,
        ReturnCodes.CannotLead.Code,
        JoiningCodes.NotWritten.Code,
        JoiningCodes.IntoItself.Code,
        JoiningCodes.UnfitParts.Code,
        JoiningCodes.PackageOfPart.Code,
        JoiningCodes.UnknownRelation.Code);

    private static readonly FrozenSet<string> Missing = FrozenSet.Create(
        GovernanceCodes.NoSuchClock.Code,
        GovernanceCodes.NoSuchFinding.Code,
        HandlingCodes.NoSuchWhistle.Code,
        HandlingCodes.NoSuchCallBack.Code,
        HandlingCodes.NothingToClose.Code,
        JoiningCodes.NotRelated.Code);

    /// <summary>Answers with the case where the command holds, else with the reason.</summary>
    /// <param name="result">What became of it.</param>
    /// <param name="context">The request.</param>
    /// <param name="who">Who asked; a citizen is shown no case that somebody else opened, even where the key is theirs to guess.</param>
    /// <param name="createdAt">Where the case is to be found, for a command that opens one.</param>
    public static async Task<IResult> ToAnswerAsync(this CommandResult result, HttpContext context, SignedIn who, string? createdAt = null)
    {
        switch (result.Status)
        {
            case CommandStatus.Done or CommandStatus.AlreadyDone:
                var reading = context.RequestServices.GetRequiredService<CaseReading>();
                if (result.State is not { } state || !CaseReading.MaySee(who, state)
                    || await reading.DescribeAsync(who, state, context.RequestAborted).ConfigureAwait(false) is not { } response)
                {
                    return Query.NoSuchCase(context, result.Case.ToString());
                }

                return createdAt is not null && result.Status == CommandStatus.Done ? TypedResults.Created(createdAt, response) : TypedResults.Ok(response);
            case CommandStatus.NotFound:
                return Problem.Of(context, StatusCodes.Status404NotFound, result.Reason!);
            case CommandStatus.Refused:
                return Problem.Of(context, StatusCodes.Status403Forbidden, result.Reason!);
            default:
                return Problem.Of(context, StatusOf(result.Reason!.Code), result.Reason!);
        }
    }

    /// <summary>What a command that did not hold names and is not there: a task, a part, a co-handler; <see langword="null"/> where it names what is there.</summary>
    public static IResult? ToMissing(this CommandResult result, HttpContext context, CaseCommand command)
    {
        if (result is not { Status: CommandStatus.Rejected, Reason: { } reason, State: { IsOpen: true } state })
        {
            return null;
        }

        var task = command switch { CompleteTask complete => complete.TaskId, ClaimCommand claim => claim.TaskId, _ => (int?)null };
        if (task is { } id)
        {
            return state.Workflow.Tasks.Has(id)
                ? null
                : Problem.Of(context, StatusCodes.Status404NotFound, AspNetCoreCodes.NoSuchTask.At(Location.None, id.ToString(CultureInfo.InvariantCulture), state.Id.ToString()));
        }

        var missing = command switch
        {
            DropPart drop => state.Joining.Parts.All(part => part.Part != drop.Part),
            DismissCoHandler or DecideDisclaimer => reason.Code == HandlingCodes.NoCoHandler.Code,
            _ => false,
        };
        return missing && StatusOf(reason.Code) != StatusCodes.Status422UnprocessableEntity ? Problem.Of(context, StatusCodes.Status404NotFound, reason) : null;
    }

    // What the request itself says can't be carried out, or names what is not there; anything else does not fit how the case stands just now.
    private static int StatusOf(string code) => Unprocessable.Contains(code) ? StatusCodes.Status422UnprocessableEntity
        : Missing.Contains(code) ? StatusCodes.Status404NotFound
        : StatusCodes.Status409Conflict;
}
