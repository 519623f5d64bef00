using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xiezhi.AspNetCore.Cases;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Handling.CallBacks;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Governance.Handling.Returns;
using Xiezhi.Governance.Handling.Whistles;

namespace Xiezhi.AspNetCore.Handling;

/// <summary>How parties handle a case between them. Who may do what is decided by <c>handling.json</c>.</summary>
internal static class HandlingEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/{id}/handling", GetAsync)
            .WithName("GetHandling")
            .WithSummary("Who handles a case with whom, who owes what, and what it has to do with other cases")
            .WithDescription("Citizens are told only whether their case is merged and was answered.")
            .Produces<HandlingResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        var commands = new CommandFamily<HandlingResponse>(group, static (_, who, result) =>
            Task.FromResult<IResult>(TypedResults.Ok(HandlingResponse.From(who, result.State!))));
        MapClaims(commands);
        MapCoHandling(commands);
        MapWhistles(commands);
        MapClosings(commands);
        MapArbitration(commands);
        MapJoining(commands);
    }

    private static void MapClaims(CommandFamily<HandlingResponse> commands)
    {
        const string At = "tasks/{number:int}/";
        commands.AddNumbered<EmptyRequest>(At + "claim", "ClaimTask", "Claims an open task (认领)", (task, _) => new ClaimTask(task));
        commands.AddNumbered<HandlingReasonRequest>(At + "release", "ReleaseTask", "Gives a task back (释放), or takes it from its holder with a reason", (task, body) => new ReleaseTask(task, body.Reason));
        commands.AddNumbered<GiveTaskRequest>(At + "delegate", "DelegateTask", "Passes on a task that one holds (转交)", (task, body) => new DelegateTask(task, body.Party, body.Person, body.Reason));
        commands.AddNumbered<EmptyRequest>(At + "accept", "AcceptTask", "Accepts a task that was passed on to one", (task, _) => new AcceptTask(task));
        commands.AddNumbered<HandlingReasonRequest>(At + "decline", "DeclineTask", "Declines a task that was passed on to one", (task, body) => new DeclineTask(task, body.Reason));
        commands.AddNumbered<GiveTaskRequest>(At + "assign", "AssignTask", "Gives a task that nobody holds to somebody (指派)", (task, body) => new AssignTask(task, body.Party, body.Person, body.Reason));
    }

    private static void MapCoHandling(CommandFamily<HandlingResponse> commands)
    {
        commands.Add<InvitationRequest>("co-handlers", "InviteCoHandler", "Invites a co-handler (协办)", body => new InviteCoHandler(body.Party, body.Reason));
        commands.AddNamed<HandlingReasonRequest>("co-handlers/{name}/dismissal", "DismissCoHandler", "Dismisses a co-handler that has not contributed", (party, body) => new DismissCoHandler(party, body.Reason));
        commands.AddNamed<DisclaimerDecisionRequest>("co-handlers/{name}/disclaimer/decision", "DecideDisclaimer", "Decides whether a co-handler has nothing to do with the case", (party, body) =>
            new DecideDisclaimer(party, body.Accepted, body.Reason));
        commands.Add<EmptyRequest>("co-handling/acknowledgement", "AcknowledgeCoHandling", "Says that one has seen what one is to do (签收)", _ => new AcknowledgeCoHandling());
        commands.Add<ContributionRequest>("co-handling/contribution", "SubmitContribution", "Gives what one has to give, or another in its place", body =>
            new SubmitContribution(body.Text, body.Variables ?? ValueContext.Empty));
        commands.Add<HandlingReasonRequest>("co-handling/disclaimer", "DisclaimCoHandling", "Says that one has nothing to do with the case", body => new DisclaimCoHandling(body.Reason));
        commands.Add<HandlingReasonRequest>("co-handling/waiver", "GoOnWithout", "Goes on without the co-handlers that still owe", body => new GoOnWithout(body.Reason));
    }

    private static void MapWhistles(CommandFamily<HandlingResponse> commands)
    {
        const string At = "whistles/{number:int}/";
        commands.Add<WhistleRequest>("whistles", "BlowWhistle", "Calls parties to a case (吹哨)", body => new BlowWhistle(body.Kind, Named(body.Parties), body.Reason, body.Place));
        commands.AddNumbered<CallRequest>(At + "calls", "CallFurtherParties", "Calls further parties", (whistle, body) => new CallFurtherParties(whistle, Named(body.Parties), body.Reason));
        commands.AddNumbered<EmptyRequest>(At + "acknowledgement", "AcknowledgeCall", "Says that one heard the call (响应)", (whistle, _) => new AcknowledgeCall(whistle));
        commands.AddNumbered<WordsRequest>(At + "report", "ReportOnSite", "Reports on site (报到)", (whistle, body) => new ReportOnSite(whistle, body.Words));
        commands.AddNumbered<EvaluationRequest>(At + "evaluations", "EvaluateCalledParty", "Judges a called party (评价)", (whistle, body) =>
            new EvaluateCalledParty(whistle, body.Party, [.. Listed(body.Grades).Select(grade => new CriterionGrade(grade?.Criterion ?? "", grade?.Grade ?? ""))], body.Words));
    }

    private static void MapClosings(CommandFamily<HandlingResponse> commands)
    {
        const string At = "closings/{name}";
        commands.AddNamed<WordsRequest>(At, "ProposeClosing", "Asks all parties to close co-handling or a whistle, with what was done", (of, body) => new ProposeClosing(of, body.Words));
        commands.AddNamed<WordsRequest>(At + "/agreement", "AgreeToClosing", "Agrees to close", (of, body) => new AgreeToClosing(of, body.Words));
        commands.AddNamed<HandlingReasonRequest>(At + "/dissent", "DissentFromClosing", "Dissents in writing", (of, body) => new DissentFromClosing(of, body.Reason));
        commands.AddNamed<HandlingReasonRequest>(At + "/over-silence", "CloseOverSilence", "Closes over the silence of parties whose time to speak has passed", (of, body) => new CloseOverSilence(of, body.Reason));
    }

    private static void MapArbitration(CommandFamily<HandlingResponse> commands)
    {
        commands.AddNumbered<CallBackRequest>("call-backs/{number:int}/attempts", "RecordCallBack", "Records an attempt to call somebody back (回访)", (number, body) =>
            new RecordCallBack(number, body.Reached, body.Satisfied, body.Words) { Rework = body.Rework, Variables = body.Variables ?? ValueContext.Empty });
        commands.Add<HandlingReasonRequest>("arbitration", "ReferToArbiter", "Refers a case that nobody takes to the arbiter (仲裁)", body => new ReferToArbiter(body.Reason));
        commands.Add<AppointmentRequest>("arbitration/lead", "AppointLead", "Appoints the party that leads (指定主办); for the arbiter", body => new AppointLead(body.Party, body.Reason) { HadDuty = body.HadDuty });
    }

    private static void MapJoining(CommandFamily<HandlingResponse> commands)
    {
        commands.Add<MergeRequest>("merge", "MergeCase", "Merges a case into another (合并)", body => new MergeCase(body.Into, body.Reason));
        commands.Add<HandlingReasonRequest>("unmerge", "UnmergeCase", "Takes a case out of the one it was merged into", body => new UnmergeCase(body.Reason));
        commands.Add<SplitRequest>("split", "SplitCase", "Splits a case (拆分): each part becomes a case", body => new SplitCase(
            [.. Listed(body.Parts).Select(part => new CasePart(part?.Title ?? "", part?.Variables ?? ValueContext.Empty, part?.Package))], body.Reason));
        commands.Add<EmptyRequest>("parts/retry", "RetryParts", "Tries again to open the parts that could not be opened", _ => new RetryParts());
        commands.AddNumbered<HandlingReasonRequest>("parts/{number:int}/drop", "DropPart", "Gives up a part that could not be opened", (part, body) => new DropPart(part, body.Reason));
        commands.Add<LinkRequest>("links", "LinkCase", "Notes that another case is related", body => new LinkCase(body.Other, body.Kind, body.Note));
        commands.Add<UnlinkRequest>("links/removal", "UnlinkCase", "Takes a relation back", body => new UnlinkCase(body.Other, body.Kind, body.Reason));
    }

    // The items of a list may be null whatever their type says; what is nothing is refused as such, by the case.
    private static ImmutableArray<T?> Listed<T>(ImmutableArray<T> given)
        where T : class => given.IsDefault ? [] : [.. given];

    private static ImmutableArray<string> Named(ImmutableArray<string> given) => [.. Listed(given).Select(party => party ?? "")];

    private static async Task<IResult> GetAsync(HttpContext context, SignedIn who, string id, CaseReading reading, CancellationToken cancellationToken)
    {
        if (!Query.TryCase(context, id, out var caseId, out var problem))
        {
            return problem;
        }

        return await reading.FindAsync(who, caseId, cancellationToken).ConfigureAwait(false) is { } state
            ? TypedResults.Ok(HandlingResponse.From(who, state))
            : Query.NoSuchCase(context, id);
    }
}
