using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Governance;
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
        GovernanceCodes.NoEvidence.Code);

    private static readonly FrozenSet<string> Missing = FrozenSet.Create(GovernanceCodes.NoSuchClock.Code, GovernanceCodes.NoSuchFinding.Code);

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

    // What the request itself says can't be carried out, or names what is not there; anything else does not fit how the case stands just now.
    private static int StatusOf(string code) => Unprocessable.Contains(code) ? StatusCodes.Status422UnprocessableEntity
        : Missing.Contains(code) ? StatusCodes.Status404NotFound
        : StatusCodes.Status409Conflict;
}
