using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.AspNetCore.Cases;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Findings;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.AspNetCore.Findings;

/// <summary>What is held against parties in a case (问责事实), and its life. Who may do what is decided by <c>accountability.json</c>.</summary>
internal static class FindingEndpoints
{
    private const string At = "findings/{number:int}/";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/{id}/findings", ListAsync)
            .WithName("ListFindings")
            .WithSummary("The findings of a case, in the order in which they were proposed")
            .WithDescription("Citizens see those that they proposed themselves.")
            .Produces<ImmutableArray<FindingResponse>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        var commands = new CommandFamily<ImmutableArray<FindingResponse>>(group, static (context, who, result) => AnswerAsync(context, who, result.State!));
        commands.Add<ProposeFindingRequest>("findings", "ProposeFinding", "Proposes a finding that no rule proposed", body =>
            new ProposeFinding(body.Kind, body.Against, body.Evidence.IsDefault ? [] : body.Evidence, body.Reason));
        commands.AddNumbered<AnswerFindingRequest>(At + "answer", "AnswerFinding", "Answers a finding (申辩), for the party that it is against", (number, body) =>
            new AnswerFinding(number, body.Text));
        commands.AddNumbered<FindingDecisionRequest>(At + "decision", "DecideFinding", "Upholds or dismisses a finding", (number, body) =>
            new DecideFinding(number, body.Outcome, body.Reason));
        commands.AddNumbered<FindingReasonRequest>(At + "appeal", "AppealFinding", "Appeals the decision (申诉)", (number, body) =>
            new AppealFinding(number, body.Reason));
        commands.AddNumbered<FindingDecisionRequest>(At + "appeal/decision", "DecideAppeal", "Decides the appeal, for good", (number, body) =>
            new DecideAppeal(number, body.Outcome, body.Reason));
        commands.AddNumbered<FindingReasonRequest>(At + "withdrawal", "WithdrawFinding", "Withdraws a finding that was not decided yet", (number, body) =>
            new WithdrawFinding(number, body.Reason));
    }

    private static async Task<IResult> ListAsync(HttpContext context, SignedIn who, string id, CaseReading reading, CancellationToken cancellationToken)
    {
        if (!Query.TryCase(context, id, out var caseId, out var problem))
        {
            return problem;
        }

        return await reading.FindAsync(who, caseId, cancellationToken).ConfigureAwait(false) is { } state
            ? await AnswerAsync(context, who, state).ConfigureAwait(false)
            : Query.NoSuchCase(context, id);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, SignedIn who, CaseState state)
    {
        var accountability = context.RequestServices.GetRequiredService<AccountabilityQueries>();
        var findings = await accountability.FindingsAsync(state, context.RequestAborted).ConfigureAwait(false);
        return TypedResults.Ok(findings.Where(finding => CaseReading.MaySee(who, finding)).Select(FindingResponse.From).ToImmutableArray());
    }
}
